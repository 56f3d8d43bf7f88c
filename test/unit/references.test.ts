import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const protocol = readFileSync(`${root}docs/protocol.md`, 'utf8');
const sections = new Set([...protocol.matchAll(/^#+ (\d+(?:\.\d+)?)/gm)].map(([, number]) => number));

/** Each line of the sources that speaks of the protocol, with its place. */
const lines = ['src', 'sandbox', 'demo', 'test'].flatMap((folder) =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs|html)$/.test(name) && name !== 'unit/references.test.ts')
    .flatMap((name) =>
      readFileSync(`${root}${folder}/${name}`, 'utf8')
        .split('\n')
        .map((text, index) => ({ place: `${folder}/${name}:${index + 1}`, text })),
    )
    .filter(({ text }) => text.includes('protocol.md')),
);

test('every reference to the protocol leads to docs/protocol.md and names a section', () => {
  assert.notEqual(lines.length, 0);
  const vague = lines.filter(({ text }) => !/docs\/protocol\.md §\d/.test(text));
  assert.deepEqual(vague, []);
});

test('every section that a reference names is there', () => {
  const missing = [...lines, { place: 'docs/protocol.md', text: protocol }].flatMap(({ place, text }) =>
    [...text.matchAll(/§(\d+(?:\.\d+)?)/g)]
      .filter(([, number]) => !sections.has(number))
      .map(([section]) => `${place}: ${section}`),
  );
  assert.deepEqual(missing, []);
});
