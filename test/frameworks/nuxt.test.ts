import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, inject, test, vi } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { z } from 'zod';
import type { FakeNango } from '../../src/testing.js';
import { marked, mistakes } from './support/mistakes.js';
import { shows } from './support/page.js';
import { assertNothingMoves, startSite, type Site } from './support/site.js';
import { useBrowser } from '../support/browser.js';

/** The fake that the page has. */
declare const nango: FakeNango;

describe('Nuxt', () => {
  const browser = useBrowser();
  let site: Site;
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
    vi.stubEnv('NANGO_HOST', sandbox.url);
    vi.stubEnv('NANGO_SECRET_KEY', sandbox.secretKey);
    site = await startSite('nuxt', ['.output/server/index.mjs'], inject('tarball'), {
      'server/api/nango/[action].post.ts': 'docs/recipes/backend/nuxt.ts',
    });
  }, 600_000);
  afterAll(async () => {
    vi.unstubAllEnvs();
    await site?.stop();
    await sandbox?.close();
  });

  test('builds an app that has the tag, without a warning about it', () => {
    assert.match(site.building, /Build complete/);
    // But for the list of its files, which has the route of the backend.
    assert.doesNotMatch(site.building.replace(/^.*[├└]─.*$/gm, ''), /nango|resolve component/i);
  });

  test('sends the tags from its server, with their attributes', () => {
    assert.match(site.html, /<nango-connect integration-id="github" inline="false">Connect GitHub<\/nango-connect>/);
    assert.match(site.html, /<nango-connect integration-id="gitlab" disabled>Connect GitLab<\/nango-connect>/);
    assert.match(
      site.html,
      /<nango-connect integrationId="notion" session-url="[^"]*">Connect Notion<\/nango-connect>/,
    );
    assert.match(site.html, /<nango-connect integration-id="openai" inline="true"><\/nango-connect>/);
  });

  test('hydrates without a message, and loses nothing of the first success', async () => {
    const { page, complaints } = await site.open(browser());
    await page.getByRole('button', { name: 'Connect GitHub' }).click();
    await shows(page, 'connected', 'fake-connection-1');
    assert.deepEqual(await page.evaluate(() => nango.attempts), [
      { providerConfigKey: 'github', kind: 'popup', params: { subdomain: 'acme' }, fields: [] },
    ]);
    assert.deepEqual(complaints, []);
    assert.doesNotMatch(site.said(), /error|warn/i);
  });

  test('gives the tag booleans, false and true, at first and when they change', async () => {
    const { page, complaints } = await site.open(browser());
    // In place, where `inline` is true; in a dialog that isn't there yet, where it is false.
    const field = page.getByRole('textbox', { name: 'API key' });
    await field.fill('my-key');
    await page.getByRole('button', { name: 'Connect GitLab', disabled: true }).waitFor();
    await page.getByText('Turn off or on').click();
    await page.getByRole('button', { name: 'Connect GitLab', disabled: false }).waitFor();
    assert.equal(await page.getByRole('region').count(), 1);
    assert.equal(await field.inputValue(), 'my-key');
    await field.press('Enter');
    await shows(page, 'connected', 'fake-connection-1');
    assert.deepEqual(complaints, []);
  });

  test('connects by an attribute in the spelling of the property', async () => {
    const { page, complaints } = await site.open(browser());
    await page.getByRole('button', { name: 'Connect Notion' }).click();
    await page.waitForFunction(() => nango.connections.length === 1);
    assert.equal(await page.evaluate(() => nango.connections[0]?.providerConfigKey), 'notion');
    assert.deepEqual(complaints, []);
  });

  test('answers as the backend of its pages, by the recipe', async () => {
    const ask = async (path: string, headers: Record<string, string>) => {
      const { origin } = new URL(site.url);
      const json = { 'content-type': 'application/json', origin, ...headers };
      const response = await fetch(`${origin}/api/nango/${path}`, { method: 'POST', headers: json, body: '{}' });
      return [response.status, Object.keys(z.record(z.string(), z.unknown()).parse(await response.json()))];
    };
    assert.deepEqual(await ask('session', { cookie: 'session=ada' }), [200, ['token']]);
    assert.deepEqual(await ask('status', { cookie: 'session=ada' }), [200, ['connections']]);
    assert.deepEqual(await ask('status', {}), [401, ['error']]);
    assert.deepEqual(await ask('status', { cookie: 'session=ada', origin: 'https://evil.example' }), [403, ['error']]);
  });

  test('moves nothing when the tags become elements', () =>
    assertNothingMoves(site, browser(), 'nango-connect:not([inline=true]), main > p, main > button'));

  test('refuses wrong properties and events of the tag in its type check', async () => {
    assert.equal(marked(site.folder).length, 4);
    const options = ['--pretty', 'false', '--noEmit', '-p', 'tsconfig.wrong.json'];
    assert.deepEqual(await mistakes(site.folder, 'node_modules/.bin/vue-tsc', options), marked(site.folder));
  });
});
