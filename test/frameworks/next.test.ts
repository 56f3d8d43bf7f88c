import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, inject, test, vi } from 'vitest';
import type { FakeNango } from '../../src/testing.js';
import { marked, mistakes } from './support/mistakes.js';
import { shows } from './support/page.js';
import { assertNothingMoves, startSite, type Site } from './support/site.js';
import { useBrowser } from '../support/browser.js';

/** The fake that the page has. */
declare const nango: FakeNango;

describe('Next.js', () => {
  const browser = useBrowser();
  let site: Site;
  beforeAll(async () => {
    vi.stubEnv('NANGO_SECRET_KEY', 'of-the-environment');
    const server = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1'];
    site = await startSite('next', server, inject('tarball'), {
      'app/api/nango/[action]/route.ts': 'docs/recipes/backend/next.ts',
      'app/api/nango/[action]/your-login.ts': 'docs/recipes/backend/your-login.ts',
    });
  }, 600_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await site?.stop();
  });

  test('builds an app that has wrapper and tags, without a warning', () => {
    assert.match(site.building, /Compiled successfully/);
    // But for what it says of every fresh machine in CI, and for the list of its routes, which has the backend's.
    const building = site.building.replace(/^.*(?:No build cache found|[├└] ƒ).*$/gm, '');
    assert.doesNotMatch(building, /nango|warn|⚠/i);
  });

  test('sends the tags from its server, with their attributes', () => {
    assert.match(site.html, /<nango-connect id="wrapped" integration-id="github">Connect GitHub<\/nango-connect>/);
    assert.match(site.html, /<nango-connect integration-id="gitlab" disabled="">Connect GitLab<\/nango-connect>/);
    assert.match(site.html, /<nango-connect integrationId="slack">Connect Slack<\/nango-connect>/);
    assert.match(site.html, /<nango-connect integrationId="notion" sessionUrl="[^"]*">Connect Notion<\/nango-connect>/);
  });

  test('hydrates without a message, and loses nothing of the first success', async () => {
    const { page, complaints } = await site.open(browser());
    await page.getByRole('button', { name: 'Connect GitHub' }).click();
    await shows(page, 'connected', 'fake-connection-1');
    await page.getByRole('button', { name: 'Connect Slack' }).click();
    await shows(page, 'connected-bare', 'fake-connection-2');
    const expected = ['github', 'slack'].map((providerConfigKey) => {
      return { providerConfigKey, kind: 'popup' as const, params: { subdomain: 'acme' }, fields: [] };
    });
    assert.deepEqual(await page.evaluate(() => nango.attempts), expected);
    assert.deepEqual(complaints, []);
    assert.doesNotMatch(site.said(), /error|warn|⚠/i);
  });

  test('gives the wrapper a boolean, at first and when it changes', async () => {
    const { page, complaints } = await site.open(browser());
    await page.getByRole('button', { name: 'Connect GitLab', disabled: true }).waitFor();
    await page.getByText('Turn off or on').click();
    await page.getByRole('button', { name: 'Connect GitLab', disabled: false }).waitFor();
    assert.deepEqual(complaints, []);
  });

  test('connects by attributes alone, as a component of the server writes them', async () => {
    const { page, complaints } = await site.open(browser());
    await page.getByRole('button', { name: 'Connect Notion' }).click();
    await page.waitForFunction(() => nango.connections.length === 1);
    assert.equal(await page.evaluate(() => nango.connections[0]?.providerConfigKey), 'notion');
    assert.deepEqual(complaints, []);
  });

  test('answers as the backend of its pages, by the recipe', async () => {
    const ask = async (origin: string) => {
      const headers = { 'content-type': 'application/json', origin };
      const response = await fetch(`${site.url}api/nango/status`, { method: 'POST', headers, body: '{}' });
      return `${response.status} ${await response.text()}`;
    };
    assert.match(await ask(new URL(site.url).origin), /^401 .*not_signed_in/);
    assert.match(await ask('https://evil.example'), /^403 .*foreign_origin/);
  });

  test('moves nothing when the tags become elements', () =>
    assertNothingMoves(site, browser(), 'nango-connect, main p, section > button'));

  test('refuses wrong properties and events of wrapper and tag in its type check', async () => {
    assert.equal(marked(site.folder).length, 4);
    const options = ['--pretty', 'false', '-p', 'tsconfig.wrong.json'];
    assert.deepEqual(await mistakes(site.folder, 'node_modules/.bin/tsc', options), marked(site.folder));
  });
});
