import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { describe, inject, test } from 'vitest';
import { marked, mistakes } from './support/mistakes.js';

const apps = fileURLToPath(new URL('apps/', import.meta.url));

/** What a project of each framework checks its types with. */
const checkers = new Map([
  ['angular', ['ngc', '--noEmit', '-p', 'tsconfig.json']],
  ['svelte', ['svelte-check', '--output', 'machine', '--tsconfig', './tsconfig.json']],
  ['vue', ['vue-tsc', '--pretty', 'false']],
]);

describe('The type check takes what is right, and refuses wrong properties and handlers', () => {
  test.concurrent.each(inject('appNames'))('in %s', async (name) => {
    const [command = '', ...options] = checkers.get(name) ?? ['tsc', '--pretty', 'false'];
    assert.equal(marked(apps + name).length, 4);
    assert.deepEqual(await mistakes(apps + name, `${apps}node_modules/.bin/${command}`, options), marked(apps + name));
  });
});
