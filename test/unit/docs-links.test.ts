import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { test } from 'vitest';
import { anchors, pages, prose, root, type Page } from '../support/documents.js';

const byPath = new Map(pages.map((page) => [page.path, page]));

/** What is wrong with the links of a page that lead to others of this repository. */
function brokenLinks(page: Page): string[] {
  const found = prose(page).matchAll(/\]\(([^)\s]+)\)|\bsrc(?:set)?="([^"]+)"/g);
  const links = [...found].map(([, link, picture]) => link ?? picture ?? '');
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#');
      const path = file ? posix.join(posix.dirname(page.path), file) : page.path;
      if (!existsSync(root + path)) return true;
      const target = byPath.get(path);
      return anchor !== undefined && !(target && anchors(target).has(anchor));
    })
    .map((link) => `${page.path}: ${link}`);
}

test('every link between the documents leads to a file and a heading that exist', () => {
  assert.ok(pages.length > 8);
  assert.deepEqual(pages.flatMap(brokenLinks), []);
});

test('every file of the project that the documents name in code exists', () => {
  const named = pages
    .filter(({ path }) => path !== 'CHANGELOG.md')
    .flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:src|docs|test|scripts|sandbox|demo)\/[\w./-]*)`/g)].map(([, file = '']) => ({
        path,
        file,
      })),
    );
  assert.notEqual(named.length, 0);
  const missing = named.filter(({ file }) => !existsSync(root + file)).map(({ path, file }) => `${path}: ${file}`);
  assert.deepEqual(missing, []);
});

test('every document that the sources name exists', () => {
  const named = ['src', 'sandbox', 'demo', 'scripts'].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|mjs|html)$/.test(name))
      .flatMap((name) =>
        [...readFileSync(`${root}${folder}/${name}`, 'utf8').matchAll(/\bdocs\/[\w/-]+\.md\b/g)].map(([path]) => ({
          place: `${folder}/${name}`,
          path,
        })),
      ),
  );
  assert.notEqual(named.length, 0);
  const missing = named.filter(({ path }) => !existsSync(root + path)).map(({ place, path }) => `${place}: ${path}`);
  assert.deepEqual(missing, []);
});

test('README leads to every guide', () => {
  const guides = pages.map(({ path }) => path).filter((path) => path.startsWith('docs/guides/'));
  const readme = byPath.get('README.md')?.text ?? '';
  assert.deepEqual(
    guides.filter((path) => !readme.includes(`](${path})`)),
    [],
  );
});

test('no picture is larger than 150 kB', () => {
  const pictures = readdirSync(`${root}docs/images`);
  assert.deepEqual(
    pictures.filter((name) => statSync(`${root}docs/images/${name}`).size > 150_000),
    [],
  );
});
