import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { installApp, type InstalledApp } from './support/installed.js';

describe('Jest, with jsdom', () => {
  let app: InstalledApp | undefined;
  beforeAll(async () => {
    const files = { 'connect.spec.js': 'docs/recipes/testing/jest.spec.js' };
    app = await installApp('jest', files, inject('tarball'));
  }, 600_000);
  afterAll(() => app?.remove());

  test('passes the tests of the guide', async () => {
    const said = await app?.npm(['test'], 'test');
    assert.match(said ?? '', /Tests: +2 passed, 2 total/);
  });
});
