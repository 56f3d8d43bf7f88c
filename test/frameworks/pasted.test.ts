import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { chromiumArgs, ensureBrowsers } from '../../scripts/browsers.mjs';
import { isKey, tokens, type Choices } from '../../demo/snippets/choices.js';
import { snippet } from '../../demo/snippets/snippet.js';
import { choicesFor } from '../support/snippet-choices.js';
import { newPage } from './support/page.js';

const origin = 'http://localhost:4321';
const single = fileURLToPath(
  new URL('apps/vue/node_modules/nango-elements/dist/nango-elements.min.js', import.meta.url),
);

/** The files of a snippet, by name. */
function filesOf(choices: Choices): ReadonlyMap<string, string> {
  return new Map(snippet(choices).files.map(({ name, text }) => [name, text]));
}

/** Serves files of a site, and the single file; `/` is its page. */
async function serve(page: Page, html: string, files: ReadonlyMap<string, string>): Promise<void> {
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    if (pathname === '/favicon.ico') return route.fulfill({ contentType: 'image/svg+xml', body: '' });
    const file = pathname === '/nango-elements.min.js' ? readFileSync(single, 'utf8') : files.get(pathname.slice(1));
    if (file === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript', body: file });
  });
  await page.goto(origin);
}

/** As Webflow publishes a page: the embed in an element of its own, site-wide code in head and before the end of body. */
function webflowPage(files: ReadonlyMap<string, string>): string {
  const part = (name: string): string => files.get(name) ?? '';
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>Site</title>${part('Custom code, head')}</head>
<body><div class="w-embed">${part('Code embed')}</div>${part('Custom code, footer')}</body></html>`;
}

const places = {
  html: (files: ReadonlyMap<string, string>) => files.get('index.html') ?? '',
  webflow: webflowPage,
} as const;

describe('A pasted snippet', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: ensureBrowsers(['chromium']).chromium, args: [...chromiumArgs] });
  });
  afterAll(() => browser.close());

  for (const place of Object.keys(places).filter((key) => isKey(places, key))) {
    for (const token of Object.keys(tokens).filter((key) => isKey(tokens, key))) {
      test(`for ${place} connects an account, with the token from: ${token}`, async () => {
        const files = filesOf(choicesFor({ place, token, brand: '#0a7d5c', label: 'Connect <GitHub>' }));
        const { page, complaints } = await newPage(browser, {});
        const said: string[] = [];
        page.on('console', (message) => said.push(message.text()));
        await serve(page, places[place](files), files);
        const button = page.getByRole('button', { name: 'Connect <GitHub>' });
        assert.equal(await button.evaluate((one) => getComputedStyle(one).backgroundColor), 'rgb(10, 125, 92)');
        await button.click();
        await page.locator('nango-connect:state(connected)').waitFor();
        assert.equal(said.at(-1), 'Connected: fake-connection-1');
        assert.deepEqual(complaints, []);
        await page.context().close();
      });
    }
  }
});
