import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { afterAll, beforeAll, describe, it } from 'vitest';

// These tests look at what `npm run build` made.
const root = fileURLToPath(new URL('../../', import.meta.url));

describe('The languages in a bundle', () => {
  let folder: string;
  beforeAll(async () => {
    // In the project, so that the package finds itself by its name.
    folder = await mkdtemp(join(root, 'reports', 'languages-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** @returns what each file of the bundle holds, by its name */
  async function bundle(code: string, options: BuildOptions): Promise<Map<string, string>> {
    const entry = join(folder, 'page.js');
    await writeFile(entry, code);
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      outdir: folder,
      charset: 'utf8',
      conditions: ['production'],
      // The project's own would lead to the sources.
      tsconfigRaw: {},
      ...options,
    });
    return new Map((outputFiles ?? []).map(({ path, text }) => [path.slice(folder.length + 1), text]));
  }

  const speaks = (files: Map<string, string>, text: string): string[] =>
    [...files].filter(([, content]) => content.includes(text)).map(([name]) => name.replace(/-.*/, ''));

  it('are none where the page asks for none, though everything is one file', async () => {
    const files = await bundle("import 'nango-elements/define';", { format: 'iife' });
    assert.deepEqual([...files.keys()], ['page.js']);
    assert.deepEqual(speaks(files, await sentence('de')), []);
    assert.deepEqual(speaks(files, await sentence('ja')), []);
  });

  it('are the one that the page imports', async () => {
    const code = `import 'nango-elements/define';
      import { registerLocale } from 'nango-elements';
      import de from 'nango-elements/locales/de';
      registerLocale('de', de);`;
    const files = await bundle(code, { format: 'iife' });
    assert.deepEqual(speaks(files, await sentence('de')), ['page.js']);
    assert.deepEqual(speaks(files, await sentence('ja')), []);
  });

  it('are a file each where the page offers all of them', async () => {
    const code = "import 'nango-elements/define'; import 'nango-elements/locales';";
    const files = await bundle(code, { format: 'esm', splitting: true });
    assert.deepEqual(speaks(files, await sentence('de')), ['de']);
    const languages = await readdir(join(root, 'src', 'locales'));
    assert.ok(files.size >= languages.length + 1, `${files.size} files`);
  });
});

/** A text that no other file has. */
async function sentence(language: string): Promise<string> {
  const code = await readFile(join(root, 'dist', 'locales', `${language}.js`), 'utf8');
  const [, text = ''] = /required: ["'](.+)["'],/.exec(code) ?? [];
  assert.ok(text.length > 5, 'There is such a text');
  return text;
}
