import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'vitest';
import { root } from '../support/documents.js';

const text = readFileSync(`${root}docs/compatibility.md`, 'utf8');
/** The cells of each row of a table, without its head. */
const rows = [...text.matchAll(/^\|(.*)\|$/gm)]
  .map(([, row = '']) => row.split('|').map((cell) => cell.trim()))
  .filter((cells) => !/^-+$/.test(cells[0] ?? '') && cells.at(-1) !== 'proven by');

test('every row says which test proves it, or that it was tried by hand', () => {
  assert.ok(rows.length > 20);
  const unproven = rows.filter((cells) => !/` in `test\/|^the same three$|^tried by hand/.test(cells.at(-1) ?? ''));
  assert.deepEqual(unproven, []);
});

test('every test that is named there exists', () => {
  const named = [...text.matchAll(/`([^`\n]+)` in `(test\/[^`\n]+)`/g)];
  assert.ok(named.length > 15);
  const missing = named
    .filter(
      ([, title = '', file = '']) => !existsSync(root + file) || !readFileSync(root + file, 'utf8').includes(title),
    )
    .map(([whole]) => whole);
  assert.deepEqual(missing, []);
});

test('every app of a framework has a row', () => {
  const apps = readdirSync(`${root}test/frameworks/apps`, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && existsSync(`${root}test/frameworks/apps/${entry.name}/package.json`),
  );
  assert.deepEqual(
    apps.map(({ name }) => name).filter((name) => !text.includes(`\`test/frameworks/apps/${name}\``)),
    [],
  );
});
