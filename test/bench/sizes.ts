import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Finding } from './numbers.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = fileURLToPath(new URL('others', import.meta.url));

const dialogInputButton = (folder: string): string =>
  ['dialog', 'input', 'button'].map((name) => `import '${folder}/${name}/${name}.js';`).join('');

/** What a page imports of each, in the size of a whole bundle. */
const others: Readonly<Record<string, string>> = {
  '@nangohq/frontend': `export { default } from '@nangohq/frontend';`,
  Hanko: `export { register } from '@teamhanko/hanko-elements';`,
  Descope: `import '@descope/web-component';`,
  'StackOne Hub, with React': `export { StackOneHub } from '@stackone/hub';`,
  'Clerk, all of its parts': `export { Clerk } from '@clerk/clerk-js';`,
  'dialog, input and button of Shoelace': dialogInputButton('@shoelace-style/shoelace/dist/components'),
  'dialog, input and button of Web Awesome': dialogInputButton('@awesome.me/webawesome/dist/components'),
  'dialog, input and button of Material Web': `import '@material/web/dialog/dialog.js';
    import '@material/web/textfield/outlined-text-field.js'; import '@material/web/button/filled-button.js';`,
};

/** Of the compressed sizes, in kB. */
export const bounds = { engine: 6.5, file: 33 };

export const kB = (bytes: number): string => (bytes / 1000).toFixed(1);

/** The sizes of this package's builds beside those of others, all minified, gzip and brotli. Installs the others. */
export async function benchSizes(): Promise<Finding[]> {
  const engine = await bundle(root, `export { Nango } from './src/engine/nango.js';`);
  const file = readFileSync(join(root, 'dist/nango-elements.min.js'));
  const folder = mkdtempSync(join(tmpdir(), 'sizes-'));
  try {
    cpSync(packages, folder, { recursive: true });
    execFileSync('npm', ['install', '--ignore-scripts', '--force', '--no-audit', '--no-fund', '--silent'], {
      cwd: folder,
    });
    const found = [
      sized('the engine alone', engine, bounds.engine),
      sized('nango-elements.min.js, with Lit', file, bounds.file),
    ];
    for (const [name, contents] of Object.entries(others)) found.push(sized(name, await bundle(folder, contents)));
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundle(resolveDir: string, contents: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.css': 'empty' },
    logLevel: 'error',
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}

/** @param bound of the gzipped size, in kB */
function sized(what: string, bytes: Uint8Array, bound?: number): Finding {
  const zipped = gzipSync(bytes, { level: 9 }).length;
  return {
    what,
    value: `${kB(zipped)} kB gzip, ${kB(brotliCompressSync(bytes).length)} kB brotli`,
    bound: bound ? `${bound} kB gzip` : undefined,
    holds: !bound || zipped <= bound * 1000,
  };
}
