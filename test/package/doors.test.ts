import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { z } from 'zod';
import { test } from 'vitest';

// These tests look at what `npm run build` made.
const root = fileURLToPath(new URL('../../', import.meta.url));
const target = z.union([z.string(), z.object({ types: z.string(), default: z.string() })]);
const {
  exports: doors,
  sideEffects,
  files,
} = z
  .object({ exports: z.record(z.string(), target), sideEffects: z.array(z.string()), files: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
const languages = readdirSync(`${root}src/locales`).map((file) => file.replace('.ts', ''));
const frameworks = readdirSync(`${root}src/types`).map((file) => file.replace('.ts', ''));
/** A door whose name holds `*` is one for each file of a folder. */
const modules = Object.entries(doors).flatMap(([door, to]) => {
  if (typeof to === 'string') return [];
  const files = door.includes('types') ? frameworks : languages;
  return (door.includes('*') ? files : ['*']).map((each) => {
    const [name, types, path] = [door, to.types, to.default].map((text) => text.replace('*', each));
    return { door: name ?? '', paths: [types ?? '', path ?? ''] };
  });
});
const run = promisify(execFile);

/** Runs a module in a plain Node, without tsx or a DOM. @returns what it printed */
async function inNode(code: string): Promise<string> {
  const options = { cwd: root, env: { PATH: process.env.PATH } };
  return (await run(process.execPath, ['--input-type=module', '--eval', code], options)).stdout.trim();
}

test('every path that package.json names is there', () => {
  const files = Object.values(doors).filter((to) => typeof to === 'string');
  const paths = [...files, ...modules.flatMap(({ paths }) => paths)];
  const missing = [...paths, ...sideEffects].filter((path) => !existsSync(root + path));
  assert.deepEqual(missing, []);
});

// The single file is for browsers.
for (const { door } of modules.filter(({ door }) => !door.endsWith('.min.js'))) {
  const name = door.replace('.', 'nango-elements');
  test(`${name} loads in Node, where there is no DOM`, async () => {
    assert.equal(await inNode(`await import('${name}'); console.log('loaded')`), 'loaded');
  });
}

test('Lit in development, as servers of frameworks load it, warns of nothing in the elements', async () => {
  const code =
    "import 'nango-elements/define'; import { LitElement } from 'lit'; console.log(!!LitElement.enableWarning)";
  const { stdout, stderr } = await run(
    process.execPath,
    ['--conditions=development', '--input-type=module', '--eval', code],
    { cwd: root, env: { PATH: process.env.PATH } },
  );
  assert.equal(stdout.trim(), 'true');
  const warnings = stderr.split('\n').filter((line) => line && !line.startsWith('Lit is in dev mode.'));
  assert.deepEqual(warnings, []);
});

test('the wrapper of nango-elements/react writes attributes on a server, and neither token nor digest', async () => {
  const html = await inNode(`
    const { createElement } = await import('react');
    const { renderToString } = await import('react-dom/server');
    const { NangoConnect, NangoCredentialsForm } = await import('nango-elements/react');
    const connect = {
      id: 'one', className: 'card', integrationId: 'git"hub', popupWidth: 600, inline: true, disabled: false, lang: 'de',
      params: { subdomain: 'acme' }, confirm: async () => undefined, messages: { connect: 'Go' }, provider: {},
      sessionToken: 'secret', 'session-token': 'secret', sessiontoken: 'secret', hmac: 'digest', HMAC: 'digest', onSuccess: () => {}, onClick: () => {},
    };
    console.log(renderToString(createElement(NangoConnect, connect, 'Connect')));
    console.log(renderToString(createElement(NangoCredentialsForm, { authMode: 'API_KEY', value: 'con-1' })));
  `);
  assert.deepEqual(html.split('\n'), [
    '<nango-connect id="one" class="card" integration-id="git&quot;hub" popup-width="600" inline="" lang="de">Connect</nango-connect>',
    '<nango-credentials-form auth-mode="API_KEY" value="con-1"></nango-credentials-form>',
  ]);
});

test('importing the classes adds no global and registers no tag', async () => {
  const added = await inNode(`
    const registered = [];
    globalThis.customElements = { define: (tag) => registered.push(tag), get: () => undefined };
    await import('lit');
    const before = new Set(Reflect.ownKeys(globalThis));
    await import('nango-elements');
    const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));
    console.log(JSON.stringify([...registered, ...added.map(String)]));
  `);
  assert.equal(added, '[]');
});

test('a server registers no tag, so that one that renders Lit’s elements leaves them as they are', async () => {
  const code = "await import('nango-elements/define'); console.log(customElements.get('nango-connect'))";
  assert.equal(await inNode(code), 'undefined');
});

test('importing the engine brings no Lit and no element with it', async () => {
  const built = readdirSync(`${root}dist/engine`).filter((name) => name.endsWith('.js'));
  assert.notEqual(built.length, 0);
  for (const name of built) {
    assert.doesNotMatch(readFileSync(`${root}dist/engine/${name}`, 'utf8'), /from ['"](lit|\.\.\/(?!engine))/, name);
  }
  assert.equal(await inNode(`console.log(typeof (await import('nango-elements/engine')).default)`), 'function');
});

test('the single file runs as a classic script and as a module', () => {
  const code = readFileSync(`${root}dist/nango-elements.min.js`, 'utf8');
  assert.doesNotMatch(code, /^\s*(import|export)\b/m);
  assert.doesNotThrow(() => new Script(code));
});

test('the single file is the same in any encoding', () => {
  assert.doesNotMatch(readFileSync(`${root}dist/nango-elements.min.js`, 'latin1'), /[^\t\n\x20-\x7e]/);
});

test('the modules run in a bundle that a page reads in another encoding', async () => {
  const { outputFiles } = await build({
    entryPoints: [`${root}dist/define.js`],
    bundle: true,
    charset: 'utf8',
    platform: 'node',
    format: 'esm',
    minifySyntax: true,
    write: false,
  });
  const misread = new TextDecoder('koi8-r').decode(outputFiles[0]?.contents);
  assert.match(misread, /[^\0-\x7f]/);
  const running = run(process.execPath, ['--input-type=module', '-']);
  running.child.stdin?.end(misread);
  await running;
});

test('every built module has a source map', () => {
  const built = readdirSync(`${root}dist`, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  assert.deepEqual(
    built.filter((name) => !existsSync(`${root}dist/${name}.map`)),
    [],
  );
});

test('the package holds the built files, and neither tests nor the demo', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
  const packed = z.array(z.object({ files: z.array(z.object({ path: z.string() })) })).parse(JSON.parse(stdout));
  const allowed = [...files, 'package.json', 'README.md', 'LICENSE'].map((name) => new RegExp(`^${name}(/|$)`));
  const paths = packed.flatMap((one) => one.files.map(({ path }) => path));
  assert.deepEqual(
    paths.filter((path) => !allowed.some((pattern) => pattern.test(path))),
    [],
  );
  assert(paths.includes('dist/index.js'));
  assert(paths.includes('custom-elements.json'));
});

test('the tarball has what is needed, and nothing else', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
  const [packed] = z.array(z.object({ files: z.array(z.object({ path: z.string() })) })).parse(JSON.parse(stdout));
  const paths = packed?.files.map(({ path }) => path) ?? [];
  const beside = paths.filter((path) => !path.startsWith('dist/')).sort();
  assert.deepEqual(beside, ['CHANGELOG.md', 'LICENSE', 'README.md', 'custom-elements.json', 'package.json']);
  assert.ok(paths.includes('dist/web-types.json') && paths.includes('dist/integrity.json'));
  // A map of types would lead to sources that are not packed.
  assert.deepEqual(
    paths.filter((path) => path.endsWith('.d.ts.map')),
    [],
  );
});

test('the version in the sources is that of the package', async () => {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(`${root}package.json`, 'utf8')));
  const code = `
    const theirs = class { static version = '0.0.1' };
    globalThis.customElements = { get: () => theirs, define: () => {} };
    await import('nango-elements/define');
    // A third copy of the package repeats nothing.
    await import('./dist/define.js?third');
  `;
  const options = { cwd: root, env: { PATH: process.env.PATH } };
  const { stderr } = await run(process.execPath, ['--input-type=module', '--eval', code], options);
  assert.match(stderr, /nango-elements 0\.0\.1 has already registered the tags/);
  assert.equal(stderr.match(/\[nango]/g)?.length, 1);
  assert.ok(stderr.includes(version));
});

test('each hash in integrity.json is that of its file', () => {
  const hashes = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(`${root}dist/integrity.json`, 'utf8')));
  assert.deepEqual(Object.keys(hashes).length, languages.length + 1);
  for (const [file, hash] of Object.entries(hashes)) {
    const digest = createHash('sha384')
      .update(readFileSync(`${root}dist/${file}`))
      .digest('base64');
    assert.equal(hash, `sha384-${digest}`, file);
  }
});

test('importing React’s wrapper brings no other package than React and Lit', () => {
  const code = readFileSync(`${root}dist/react.js`, 'utf8');
  const from = [...code.matchAll(/from '([^.'][^']*)'/g)].map(([, name]) => name);
  assert.deepEqual(from, ['react']);
});
