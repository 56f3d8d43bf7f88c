import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatDiagnostics, performCompilation } from '@angular/compiler-cli';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { build as esbuild, transform } from 'esbuild';
import { Engine } from 'php-parser';
import ts from 'typescript';
import { build, type PluginOption } from 'vite';
import solid from 'vite-plugin-solid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Choices, Place } from '../../demo/snippets/choices.js';
import { digestModule, snippet } from '../../demo/snippets/snippet.js';
import { choicesFor } from '../support/snippet-choices.js';

// In the repository, so that the package finds itself and the frameworks.
const folder = fileURLToPath(new URL('../../reports/snippets', import.meta.url));

/** Texts that would end a string, a template or a tag. */
const tricky = `It's "<b>" {{x}} \`\${y}\` @if & \\`;

const variants: Partial<Choices>[] = [
  {},
  { token: 'session-url', shape: 'inline', theme: 'dark', lang: 'de' },
  { token: 'function', brand: '#0a7d5c', radius: '2em', host: 'https://nango.example.com' },
  { token: 'public-key', shape: 'form' },
  { label: tricky, integrationId: `it's-"1"` },
];

/** Writes a place's snippets; gives the paths of those whose names end so. */
async function written(place: Place, ending: RegExp): Promise<string[]> {
  const paths: string[] = [];
  for (const [index, variant] of variants.entries()) {
    for (const { name, text } of snippet(choicesFor({ ...variant, place })).files) {
      const path = join(folder, place, String(index), name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      if (ending.test(name)) paths.push(path);
    }
  }
  return paths;
}

function typeErrors(paths: readonly string[], options: ts.CompilerOptions): string[] {
  const program = ts.createProgram([...paths, join(folder, 'css.d.ts')], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    ...options,
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

async function viteBuild(entry: string, plugins: PluginOption[]): Promise<void> {
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    plugins,
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'built' } },
  });
}

describe('Each generated snippet', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'css.d.ts'), "declare module '*.css';\n");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['react', 'next'] as const)('for %s has the right types, and builds', async (place) => {
    const paths = await written(place, /\.tsx$/);
    expect(typeErrors(paths, { jsx: ts.JsxEmit.ReactJSX })).toEqual([]);
    await esbuild({
      entryPoints: paths,
      bundle: true,
      write: false,
      outdir: folder,
      format: 'esm',
      jsx: 'automatic',
      tsconfigRaw: {},
    });
  });

  it('for Solid has the right types, and builds', async () => {
    const paths = await written('solid', /\.tsx$/);
    expect(typeErrors(paths, { jsx: ts.JsxEmit.Preserve, jsxImportSource: 'solid-js' })).toEqual([]);
    for (const path of paths) await viteBuild(path, [solid()]);
  });

  it('for Vue builds', async () => {
    const isCustomElement = (tag: string) => tag.startsWith('nango-');
    for (const path of await written('vue', /\.vue$/))
      await viteBuild(path, [vue({ template: { compilerOptions: { isCustomElement } } })]);
  });

  it('for Svelte builds', async () => {
    for (const path of await written('svelte', /\.svelte$/)) await viteBuild(path, [svelte({ configFile: false })]);
  });

  it('for Angular is compiled with strict templates', async () => {
    const { diagnostics } = performCompilation({
      rootNames: await written('angular', /\.ts$/),
      options: {
        strict: true,
        strictTemplates: true,
        skipLibCheck: true,
        noEmit: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        types: [],
      },
    });
    expect(diagnostics.length === 0 ? '' : formatDiagnostics(diagnostics)).toBe('');
  });

  it('for WordPress is PHP, and scripts everywhere are JavaScript', async () => {
    for (const variant of variants) {
      for (const place of ['wordpress', 'html'] as const) {
        const { files } = snippet(choicesFor({ ...variant, place, script: "/it's.js", integrity: 'sha384-abc' }));
        for (const { name, text } of files) {
          if (name.endsWith('.php')) new Engine({ parser: { version: '8.2' } }).parseCode(text, name);
          if (name.endsWith('.js')) await transform(text, { loader: 'js' });
        }
      }
    }
  });

  it('that makes a digest has the right types', async () => {
    const path = join(folder, 'digest.ts');
    await writeFile(path, digestModule(choicesFor({ integrationId: `it's` })));
    expect(typeErrors([path], {})).toEqual([]);
  });
});
