import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { describe, test } from 'vitest';
import { appNames } from './support/install.js';

const apps = fileURLToPath(new URL('apps/', import.meta.url));

/** What a project of each framework checks its types with. */
const checkers = new Map([
  ['angular', ['ngc', '--noEmit', '-p', 'tsconfig.json']],
  ['svelte', ['svelte-check', '--output', 'machine', '--tsconfig', './tsconfig.json']],
  ['vue', ['vue-tsc', '--pretty', 'false']],
]);

/** Where a type check sees a mistake, as `file:line`. */
async function mistakes(name: string): Promise<string[]> {
  const [command = '', ...options] = checkers.get(name) ?? ['tsc', '--pretty', 'false'];
  const output = await new Promise<string>((resolve) =>
    execFile(`${apps}node_modules/.bin/${command}`, options, { cwd: apps + name }, (_error, stdout, stderr) =>
      resolve(stripVTControlCharacters(stdout + stderr)),
    ),
  );
  // file(line,column): … of TypeScript, file:line:column - … of Angular, ERROR "file" line:column … of Svelte.
  const places = output.matchAll(/^(?:\d+ ERROR )?"?([\w./-]+?)"?[( :](\d+)[,:]\d+/gm);
  return [...new Set([...places].map(([, file, line]) => `${file}:${line}`))].sort();
}

/** The lines after those that say that something is wrong. */
function marked(name: string): string[] {
  const files = readdirSync(apps + name).filter((file) => /^wrong\./i.test(file));
  return files
    .flatMap((file) => {
      const lines = readFileSync(`${apps}${name}/${file}`, 'utf8').split('\n');
      return lines.flatMap((line, index) => (/(\/\/|<!--) wrong: /.test(line) ? [`${file}:${index + 2}`] : []));
    })
    .sort();
}

describe('The type check takes what is right, and refuses wrong properties and handlers', () => {
  test.concurrent.each(appNames)('in %s', async (name) => {
    assert.equal(marked(name).length, 4);
    assert.deepEqual(await mistakes(name), marked(name));
  });
});
