import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'vitest';
import { codeBlocks, pages, root } from '../support/documents.js';

const blocks = pages.flatMap(codeBlocks);
const shown = blocks.filter(({ note }) => note?.startsWith('docs/recipes/'));

/** What a reader copies into a page, a server or a proxy. */
const copied = ['ts', 'js', 'html', 'css', 'nginx', 'php', 'liquid'];

test('every block of code in a guide is a file that tests run, or says why it is none', () => {
  const unmarked = blocks.filter(
    ({ place, language, note }) =>
      /^docs\/(?:guides\/|backend\.md)/.test(place) &&
      copied.includes(language) &&
      !/^(?:docs\/recipes\/|not run: )/.test(note ?? ''),
  );
  assert.deepEqual(
    unmarked.map(({ place }) => place),
    [],
  );
});

test('each shows its file as it is', () => {
  assert.notEqual(shown.length, 0);
  for (const { place, note = '', code } of shown) {
    assert.ok(existsSync(root + note), `${place}: there is no ${note}`);
    assert.equal(code, readFileSync(root + note, 'utf8'), `${place}: not as in ${note}`);
  }
});

const recipes = readdirSync(`${root}docs/recipes`, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(root.length));

test('every recipe is shown in a guide', () => {
  const names = shown.map(({ note }) => note);
  assert.deepEqual(
    recipes.filter((recipe) => !names.includes(recipe)),
    [],
  );
});

test('every recipe is a test, or has one that names it', () => {
  const tests = readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && name !== 'unit/docs-recipes.test.ts')
    .map((name) => readFileSync(`${root}test/${name}`, 'utf8'))
    .join('\n');
  const untested = recipes.filter((recipe) => {
    const name = `${posix.basename(posix.dirname(recipe))}/${posix.basename(recipe)}`;
    const names = [name, name.replace(/\.ts$/, '.js'), posix.basename(recipe)];
    return !recipe.endsWith('.test.ts') && !names.some((each) => tests.includes(each));
  });
  assert.deepEqual(untested, []);
});
