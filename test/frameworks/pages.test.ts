import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'vitest';
import { shows } from './support/page.js';
import { useBrowser } from '../support/browser.js';

const apps = fileURLToPath(new URL('apps/', import.meta.url));
const fake = fileURLToPath(new URL('../../dist/nango-elements-testing.js', import.meta.url));
const origin = 'http://localhost:4321';

/** What the script of `nango-elements/testing` adds to the page. */
declare const NangoTesting: typeof import('../../src/testing.js');

/** The files as they are published, by the name a page asks for. */
const files: Record<string, string> = {
  '/nango-elements.js': 'vue/node_modules/nango-elements/dist/nango-elements.min.js',
  '/htmx.js': 'node_modules/htmx.org/dist/htmx.min.js',
  '/alpine.js': 'node_modules/alpinejs/dist/cdn.min.js',
  '/turbo.js': 'node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js',
  '/idiomorph.js': 'node_modules/idiomorph/dist/idiomorph.min.js',
};

const button = '<nango-connect integration-id="github" session-token="token">Connect GitHub</nango-connect>';
const form = '<nango-credentials-form integration-id="openai" session-token="token"></nango-credentials-form>';
/** What the page hears is told outside of what is replaced. */
const listening = `<script>
  addEventListener('nango-success', ({ detail }) => (document.documentElement.dataset.connected = detail.connectionId));
  addEventListener('nango-error', ({ detail }) => (document.documentElement.dataset.ended = detail.outcome));
</script>`;

const browser = useBrowser();

/** Opens `/` of a few pages, each with the given scripts. */
async function open(scripts: string[], pages: Record<string, string>, scenario: 'success' | 'severed' = 'success') {
  const page = await (await browser().newContext()).newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  const tags = ['nango-elements', ...scripts].map((name) => `<script defer src="/${name}.js"></script>`).join('');
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const file = files[pathname];
    if (file) return route.fulfill({ contentType: 'text/javascript', body: readFileSync(apps + file, 'utf8') });
    const content = pages[pathname];
    if (content === undefined) return route.fulfill({ status: 404 });
    const body = pathname.startsWith('/part')
      ? content
      : `<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,">
         <meta name="turbo-refresh-method" content="morph">${listening}${tags}</head><body>${content}</body></html>`;
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body });
  });
  await page.addInitScript({ path: fake });
  await page.addInitScript(
    (given) => Object.assign(window, { nango: NangoTesting.fakeNango({ scenario: given }) }),
    scenario,
  );
  await page.goto(origin);
  return { page, complaints };
}

describe('htmx', () => {
  const swap = '<button hx-get="/part" hx-target="#place">Swap</button>';

  test('swaps the tag in, and it connects', async () => {
    const { page, complaints } = await open(['htmx'], { '/': `${swap}<div id="place"></div>`, '/part': button });
    await page.getByText('Swap').click();
    await page.getByRole('button', { name: 'Connect GitHub' }).click();
    await page.locator('html[data-connected="fake-connection-1"]').waitFor();
    assert.deepEqual(complaints, []);
  });

  test('swaps the tag out in the middle of an attempt, which tells its end on the document', async () => {
    const pages = { '/': `${swap}<div id="place">${button}</div>`, '/part': '<p>Something else</p>' };
    const { page, complaints } = await open(['htmx'], pages, 'severed');
    await page.getByRole('button', { name: 'Connect GitHub' }).click();
    await page.getByRole('button', { name: 'I closed it' }).waitFor();
    await page.getByText('Swap').click();
    await page.getByText('Something else').waitFor();
    await page.locator('html[data-ended="cancelled"]').waitFor();
    assert.deepEqual(complaints, []);
  });
});

describe('Alpine', () => {
  test('binds attributes, and hears the event with its state', async () => {
    const { page, complaints } = await open(['alpine'], {
      '/': `<main x-data="{ id: 'slack', isOff: true, connected: '' }">
        <button @click="id = 'github'; isOff = false">Choose GitHub</button>
        <nango-connect x-bind:integration-id="id" :disabled="isOff" session-token="token"
          x-on:nango-success="connected = id + ' ' + $event.detail.connectionId">Connect</nango-connect>
        <p id="connected" x-text="connected"></p></main>`,
    });
    await page.locator('nango-connect').getByRole('button', { disabled: true }).waitFor();
    await page.getByText('Choose GitHub').click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await shows(page, 'connected', 'github fake-connection-1');
    assert.deepEqual(complaints, []);
  });
});

describe('Turbo', () => {
  test('brings the tag with the next page, and it connects', async () => {
    const { page, complaints } = await open(['turbo'], { '/': '<a href="/next">Next</a>', '/next': button });
    await page.getByText('Next').click();
    await page.getByRole('button', { name: 'Connect GitHub' }).click();
    await page.locator('html[data-connected="fake-connection-1"]').waitFor();
    assert.deepEqual(complaints, []);
  });

  test('morphs the page while something is typed, and nothing of it is lost', async () => {
    const { page, complaints } = await open(['turbo'], {
      '/': `<a href="/" data-turbo-action="replace">Refresh</a>${form}`,
    });
    const field = page.getByRole('textbox', { name: 'API key' });
    await field.fill('my-key');
    const morphed = page.evaluate(
      () => new Promise((resolve) => addEventListener('turbo:morph', () => resolve(true), { once: true })),
    );
    await page.getByText('Refresh').click();
    assert.ok(await morphed);
    assert.equal(await field.inputValue(), 'my-key');
    assert.deepEqual(complaints, []);
  });
});

describe('idiomorph', () => {
  // Into the page as the server has it, without what the elements have added.
  const morph = `<button onclick="fetch('/').then((answer) => answer.text()).then((html) =>
    Idiomorph.morph(document.querySelector('main'), new DOMParser()
      .parseFromString(html.replace(/Before(?=<.p>)/, 'After'), 'text/html').querySelector('main')))">Morph</button>`;

  test('morphs a form and a connected button, and both stay as the user sees them', async () => {
    const { page, complaints } = await open(['idiomorph'], {
      '/': `${morph}<main>${button}${form}<p>Before</p></main>`,
    });
    const fresh = await page.locator('nango-connect').ariaSnapshot();
    await page.getByRole('button', { name: 'Connect GitHub' }).click();
    await page.locator('html[data-connected="fake-connection-1"]').waitFor();
    const shown = await page.locator('nango-connect').ariaSnapshot();
    assert.notEqual(shown, fresh);
    const field = page.getByRole('textbox', { name: 'API key' });
    await field.fill('my-key');
    await page.getByText('Morph').click();
    await page.getByText('After').waitFor();
    assert.equal(await field.inputValue(), 'my-key');
    assert.equal(await page.locator('nango-connect').ariaSnapshot(), shown);
    assert.deepEqual(complaints, []);
  });

  test('morphs while a dialog is open, which stays with what was typed', async () => {
    const { page, complaints } = await open(['idiomorph'], {
      '/': `${morph}<main>${button.replace('github', 'openai')}<p>Before</p></main>`,
    });
    await page.getByRole('button', { name: 'Connect GitHub' }).click();
    const field = page.getByRole('dialog').getByRole('textbox', { name: 'API key' });
    await field.fill('my-key');
    // By the page's script: the dialog is over the button.
    await page.getByText('Morph').dispatchEvent('click');
    await page.getByText('After').waitFor();
    assert.equal(await field.inputValue(), 'my-key');
    await field.press('Enter');
    await page.locator('html[data-connected="fake-connection-1"]').waitFor();
    assert.deepEqual(complaints, []);
  });
});
