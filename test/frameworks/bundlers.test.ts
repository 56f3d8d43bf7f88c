import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import type { Scenario } from '../../src/testing.js';
import { installApp, type InstalledApp } from './support/installed.js';
import { filesIn, newPage, serve, type AppPage } from './support/page.js';
import { useBrowser } from '../support/browser.js';

let app: InstalledApp;
const browser = useBrowser();
beforeAll(async () => {
  app = await installApp('bundlers', {}, inject('tarball'));
}, 600_000);
afterAll(() => app?.remove());

describe.each(['esbuild', 'parcel', 'rollup', 'rspack', 'vite', 'webpack'])('A bundle by %s', (bundler) => {
  let folder: string;
  let said: string;
  beforeAll(async () => {
    folder = join(app.folder, 'dist', bundler);
    said = await app.npm(['run', bundler], 'production');
  }, 60_000);

  async function open(entry: string, scenario: Scenario = 'success'): Promise<AppPage> {
    const opened = await newPage(browser(), { scenario });
    await serve(opened.page, pageWith(entry), filesIn(folder));
    return opened;
  }

  test('is made without a warning', () => assert.doesNotMatch(said, /warn/i));

  test('has the tag, which connects, and the language of the page as a file of its own', async () => {
    const { page, complaints } = await open('main');
    await page.getByRole('button', { name: 'Verbinden' }).click();
    await page.locator('html[data-connected=fake-connection-1]').waitFor({ state: 'attached' });
    assert.deepEqual(complaints, []);
  });

  test('has one AuthError, whichever entry point it comes from', async () => {
    const { page } = await open('main', 'denied');
    await page.getByRole('button').click();
    await page.locator('html[data-failed=true]').waitFor({ state: 'attached' });
  });

  test('of the engine alone has no Lit in it', async () => {
    const { page, complaints } = await open('engine');
    await page.locator('html[data-type=missing_auth_token]').waitFor({ state: 'attached' });
    assert.equal(await hasLit(page), false);
    assert.equal(await hasLit((await open('main')).page), true);
    assert.deepEqual(complaints, []);
  });
});

const pageWith = (entry: string): string => `<!doctype html><html lang="de"><head><title>App</title>
  <link rel="icon" href="data:,"><script type="module" src="/${entry}.js"></script></head>
  <body><nango-connect integration-id="github" session-token="token"></nango-connect></body></html>`;

/** Lit leaves its version in the page. */
const hasLit = (page: Page): Promise<boolean> => page.evaluate(() => 'litElementVersions' in globalThis);
