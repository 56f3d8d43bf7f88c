import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import ts from 'typescript';
import { describe, test } from 'vitest';

// These tests look at what `npm run build` made.
const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The entry and every module that it imports, directly or not. */
function modulesOf(entry: string): string[] {
  const found = [entry];
  for (const path of found) {
    const imported = [...readFileSync(root + path, 'utf8').matchAll(/(?:from|import) ?['"]([^'"]+)/g)].map(
      ([, specifier = '']) =>
        specifier.startsWith('.') ? new URL(specifier, `file:///${path}`).pathname.slice(1) : specifier,
    );
    found.push(...imported.filter((each) => !found.includes(each)));
  }
  return found;
}

test('the backend imports nothing but its own files', () => {
  const modules = modulesOf('dist/backend.js');
  assert.ok(modules.length > 5);
  assert.deepEqual(
    modules.filter((path) => !/^dist\/backend(\.js|\/[\w-]+\.js)$/.test(path)),
    [],
  );
});

test('the single file does not hold the backend', () => {
  assert.doesNotMatch(readFileSync(`${root}dist/nango-elements.min.js`, 'utf8'), /secretKey|connectBackend/);
});

test('the backend runs where there is nothing but web standards', async () => {
  const bundle = await build({
    stdin: { contents: `export * from './dist/backend.js'`, resolveDir: root },
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'iife',
    globalName: 'backend',
  });
  const asked: string[] = [];
  const globals = {
    URL,
    URLSearchParams,
    Request,
    Response,
    Headers,
    AbortSignal,
    TextEncoder,
    TextDecoder,
    crypto,
    // An edge has no loopback.
    fetch: (url: string) => {
      asked.push(url);
      return Promise.resolve(Response.json({ connections: [] }));
    },
  };
  const answer: unknown = await runInContext(
    `${bundle.outputFiles[0]?.text}
    (async () => {
      const nango = backend.connectBackend({ secretKey: 'key', user: () => ({ id: 'ada' }) });
      const headers = { 'content-type': 'application/json' };
      const request = new Request('https://app.example.com/api/nango/status', { method: 'POST', headers, body: '{}' });
      const response = await nango(request);
      return [await response.text(), await backend.hmac('github', undefined, 'my-hmac-key')].join();
    })()`,
    createContext(globals),
  );
  assert.equal(answer, '{"connections":[]},03c3184e116fade105613693342e92e718a7467436469b49fad287cb88d8eab3');
  assert.deepEqual(asked, ['https://api.nango.dev/connections?endUserId=ada']);
});

describe("the backend's types need no DOM", () => {
  test.each([
    { runtime: 'Node', lib: ['lib.es2023.d.ts'], types: ['node'] },
    { runtime: 'the edge', lib: ['lib.es2023.d.ts', 'lib.webworker.d.ts'], types: [] },
  ])('in $runtime', ({ lib, types }) => {
    const program = ts.createProgram([`${root}dist/backend.d.ts`], {
      lib,
      types,
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
    });
    const mistakes = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    assert.deepEqual(mistakes, []);
  });
});

test('a CommonJS module can require the backend', async () => {
  const code = `console.log(typeof require('nango-elements/backend').connectBackend)`;
  const { stdout } = await run(process.execPath, ['--input-type=commonjs', '--eval', code], { cwd: root });
  assert.equal(stdout, 'function\n');
});
