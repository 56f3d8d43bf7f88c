import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What each source imports of the others, be it only a type. */
const imports = new Map<string, string[]>(
  ['src', 'sandbox', 'demo'].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('test/'))
      .map((name) => [`${folder}/${name}`, importsOf(`${folder}/${name}`)]),
  ),
);

function importsOf(name: string): string[] {
  const code = readFileSync(root + name, 'utf8');
  return [...code.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)\.js'/g)].map(([, path]) =>
    posix.join(posix.dirname(name), `${path}.ts`),
  );
}

/** The way that leads from a file back to itself, if one does. */
function circle(path: readonly string[], seen: Set<string>): readonly string[] | undefined {
  const last = path.at(-1) ?? '';
  const start = path.indexOf(last);
  if (start < path.length - 1) return path.slice(start);
  if (seen.has(last)) return undefined;
  seen.add(last);
  for (const next of imports.get(last) ?? []) {
    const found = circle([...path, next], seen);
    if (found) return found;
  }
  return undefined;
}

test('no file of the sources imports itself through others', () => {
  const seen = new Set<string>();
  const circles = [...imports.keys()].flatMap((name) => circle([name], seen)?.join(' → ') ?? []);
  assert.deepEqual(circles, []);
});

test('every import of the sources leads to a file', () => {
  const lost = [...imports].flatMap(([name, all]) =>
    all.filter((path) => !imports.has(path)).map((path) => name + path),
  );
  assert.deepEqual(lost, []);
});

test('the engine imports nothing of the elements', () => {
  const wrong = [...imports].filter(
    ([name, all]) => name.startsWith('src/engine/') && all.some((path) => !path.startsWith('src/engine/')),
  );
  assert.deepEqual(wrong, []);
});

/** The folders of `src/elements`, as docs/architecture.md lists them: each imports only those before it. */
const folders = ['dom', 'texts', 'attempt', 'account', 'form', 'connect'];

const folderOf = (name: string): string => name.split('/')[2] ?? '';

/** The place of a file in that order; what all may import has the first, what none may has the last. */
function rank(name: string): number {
  const folder = folderOf(name);
  if (!name.startsWith('src/elements/') || /^(attributes|events)\.ts$/.test(folder)) return -1;
  return folders.includes(folder) ? folders.indexOf(folder) : folders.length;
}

test('the folders of the elements depend on each other in one direction', () => {
  const ofFolders = [...imports].filter(([name]) => folders.includes(folderOf(name)));
  const wrong = ofFolders.flatMap(([name, all]) =>
    all.filter((path) => rank(path) > rank(name)).map((path) => `${name} → ${path}`),
  );
  assert.deepEqual(wrong, []);
});
