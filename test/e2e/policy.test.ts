import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { close, listenOnLoopback, serve } from '../../sandbox/listen.js';
import type { NangoState } from '../../src/index.js';
import type { FakeNango, Scenario } from '../../src/testing.js';
import { useBrowser } from '../support/browser.js';

/** What the scripts below add to the page. */
declare const NangoTesting: typeof import('../../src/testing.js');
declare const nango: FakeNango;
declare const violations: string[];

const root = fileURLToPath(new URL('../../', import.meta.url));
const policy = readFileSync(`${root}docs/recipes/pages/policy.txt`, 'utf8').replaceAll('\n', ' ');
const languages = ['en', ...readdirSync(`${root}src/locales`).map((file) => file.replace('.ts', ''))];
const elements = `
  <nango-connect id="popup" integration-id="github" backend="/api/nango"></nango-connect>
  <nango-connect id="choice" backend="/api/nango"></nango-connect>
  <nango-connect id="fields" integration-id="openai" backend="/api/nango"></nango-connect>
  <nango-connect id="inline" inline backend="/api/nango"></nango-connect>
  <nango-credentials-form id="form" integration-id="openai" backend="/api/nango"></nango-credentials-form>`;

describe('Under the policy of the guide, enforced and with Trusted Types', { timeout: 200_000 }, () => {
  let servers: Server[];
  let url: string;
  let html = '';

  beforeAll(async () => {
    const listening = await listenOnLoopback(0);
    servers = listening.servers;
    url = `http://localhost:${listening.port}/`;
    serve(servers, (request, response) => {
      const path = request.url ?? '/';
      if (path === '/')
        response
          .setHeader('content-security-policy', policy)
          .setHeader('content-type', 'text/html; charset=utf-8')
          .end(html);
      else if (path.endsWith('.js'))
        response.setHeader('content-type', 'text/javascript').end(readFileSync(`${root}dist${path}`));
      else response.writeHead(204).end();
    });
  });
  afterAll(() => close(servers));
  const browser = useBrowser();

  async function open(language: string, body = elements): Promise<Page> {
    const page = await (await browser().newContext()).newPage();
    page.setDefaultTimeout(20_000);
    await page.addInitScript({ path: `${root}dist/nango-elements-testing.js` });
    await page.addInitScript(() => {
      const seen: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        seen.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
      );
      Object.assign(window, { violations: seen, nango: NangoTesting.fakeNango() });
    });
    html = `<!doctype html><html lang="${language}"><title>Page</title><script src="/nango-elements.min.js"></script>${body}`;
    await page.goto(url);
    return page;
  }

  const part = (page: Page, id: string, name: string) => page.locator(`#${id} [part~=${name}]`).first();
  const use = (page: Page, scenario: Scenario) => page.evaluate((next) => void (nango.scenario = next), scenario);
  async function reaches(page: Page, id: string, state: NangoState): Promise<void> {
    await page.waitForFunction(
      ([each, wanted]) => document.querySelector<HTMLElementTagNameMap['nango-connect']>(`#${each}`)?.state === wanted,
      [id, state],
    );
  }

  it('a page that breaks it is reported', async () => {
    const page = await open('en', '<p style="color: red">Red</p>');
    await page.waitForFunction(() => violations.length === 1);
    await page.evaluate(() => Reflect.set(document.body, 'innerHTML', '<p>Text</p>')).catch(() => undefined);
    const seen = await page.evaluate(() => violations);
    assert.match(seen.join('\n'), /^style-src-attr: inline.*\nrequire-trusted-types-for: trusted-types-sink/);
  });

  const ends = [
    ['denied', 'error'],
    ['closed', 'error'],
    ['blocked', 'error'],
    ['offline', 'error'],
    ['severed', 'waiting'],
    ['socket-lost', 'waiting'],
    ['success', 'connected'],
  ] as const;
  for (const [scenario, state] of ends) {
    it(`a popup that ends with ${scenario} breaks nothing`, async () => {
      const page = await open('en');
      await use(page, scenario);
      await part(page, 'popup', 'button').click();
      await reaches(page, 'popup', state);
      if (state === 'waiting') {
        await page.evaluate(() => nango.finish());
        await reaches(page, 'popup', 'connected');
      }
      if (state === 'connected') {
        await part(page, 'popup', 'disconnect').click();
        await page.locator('#popup [part=actions] button').first().click();
        await reaches(page, 'popup', 'idle');
      }
      assert.deepEqual(await page.evaluate(() => violations), []);
    });
  }

  for (const language of languages) {
    it(`every dialog and form in ${language} breaks nothing`, async () => {
      const page = await open(language);
      // In place.
      await part(page, 'inline', 'integration').waitFor();
      await part(page, 'form', 'input').waitFor();
      // The choice, the form behind it, and the question before what was typed is lost.
      await part(page, 'choice', 'button').click();
      await part(page, 'choice', 'search').fill('openai');
      await part(page, 'choice', 'integration').click();
      await part(page, 'choice', 'input').fill('my-key');
      await page.keyboard.press('Escape');
      await page.locator('#choice [part=actions] button').last().click();
      await page.waitForFunction(() => !document.querySelector('#choice')?.shadowRoot?.querySelector('dialog'));
      // Fields in a dialog, refused and then right.
      await use(page, 'refused');
      await part(page, 'fields', 'button').click();
      await part(page, 'fields', 'input').fill('Bearer my-key');
      await page.keyboard.press('Enter');
      await reaches(page, 'fields', 'error');
      await use(page, 'success');
      await part(page, 'fields', 'input').fill('my-key');
      await page.keyboard.press('Enter');
      await reaches(page, 'fields', 'connected');
      assert.deepEqual(await page.evaluate(() => violations), []);
    });
  }
});
