import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { close, listenOnLoopback, serve } from '../../sandbox/listen.js';
import type { FakeNango, FakeNangoOptions } from '../../src/testing.js';
import { useBrowser } from '../support/browser.js';

/** What the script adds to the page. */
declare const NangoTesting: typeof import('../../src/testing.js');
declare const nango: FakeNango;

const root = fileURLToPath(new URL('../../', import.meta.url));
const recipe = (name: string) => readFileSync(`${root}docs/recipes/pages/${name}`, 'utf8');
const types = { '.js': 'text/javascript', '.css': 'text/css' };

describe('The pages that the guides show', { timeout: 400_000 }, () => {
  let servers: Server[];
  let url: string;
  let html = '';
  let policy = '';
  const errors: string[] = [];

  beforeAll(async () => {
    const listening = await listenOnLoopback(0);
    servers = listening.servers;
    url = `http://localhost:${listening.port}/`;
    serve(servers, (request, response) => {
      const path = request.url ?? '/';
      const type = Object.entries(types).find(([end]) => path.endsWith(end))?.[1];
      if (path === '/')
        response
          .setHeader('content-security-policy', policy)
          .setHeader('content-type', 'text/html; charset=utf-8')
          .end(html);
      else if (['/theme.css', '/compact.css', '/before-script.css'].includes(path))
        response.setHeader('content-type', 'text/css').end(recipe(path.slice(1)));
      else if (path === '/api/nango-digest') response.end('{"connectionId":"github-ada","hmac":"abc"}');
      else if (type) response.setHeader('content-type', type).end(readFileSync(`${root}dist${path}`));
      else response.writeHead(204).end();
    });
  });

  afterEach(() => {
    policy = '';
    assert.deepEqual(errors.splice(0), []);
  });

  afterAll(() => close(servers));
  const browser = useBrowser();

  /** A page of the recipe's, with the built script before it and a Nango that isn't there. */
  async function open(body: string, options: FakeNangoOptions = {}): Promise<Page> {
    const page = await (await browser().newContext()).newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) errors.push(message.text());
    });
    await page.addInitScript({ path: `${root}dist/nango-elements-testing.js` });
    await page.addInitScript((given) => Object.assign(window, { nango: NangoTesting.fakeNango(given) }), options);
    html = `<!doctype html><html lang="en"><title>Page</title><script src="/nango-elements.min.js"></script>${body}`;
    await page.goto(url);
    return page;
  }

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  it('errors.html says what failed', async () => {
    const page = await open(recipe('errors.html'), { scenario: 'offline' });
    await button(page, 'Connect GitHub').click();
    await page.getByText('We could not connect GitHub.').waitFor();
  });

  it('errors.html is silent where the user said No', async () => {
    const page = await open(recipe('errors.html'), { scenario: 'denied' });
    await button(page, 'Connect GitHub').click();
    await button(page, 'Try again').waitFor();
    assert.equal(await page.locator('#help').textContent(), '');
  });

  it('backend.html connects, and knows it once the page is loaded again', async () => {
    const page = await open(recipe('backend.html'), {
      connections: [{ providerConfigKey: 'github', connectionId: 'c1' }],
    });
    await page.getByRole('button', { name: /Disconnect/ }).waitFor();
  });

  it('policy.txt lets the elements do all that they do', async () => {
    policy = recipe('policy.txt').replaceAll('\n', ' ');
    const page = await open(recipe('backend.html').replace('github', 'openai'));
    await button(page, 'Connect GitHub').click();
    await page.getByRole('textbox', { name: 'API key' }).fill('a-key');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => nango.connections.length === 1);
  });

  it('hmac.html gives the tag what the server says', async () => {
    const page = await open(recipe('hmac.html'));
    await page.waitForFunction(() => document.querySelector('nango-connect')?.hmac === 'abc');
    await button(page, 'Connect GitHub').click();
    await page.waitForFunction(() => nango.connections.length === 1);
  });

  it('connect-ui.html lets the user choose and tells of the connection', async () => {
    const page = await open(recipe('connect-ui.html'));
    const said = page.waitForEvent('console', (message) => message.text().startsWith('connected'));
    await button(page, 'Connect an account').click();
    await page.getByRole('option', { name: /github/i }).click();
    assert.equal((await said).text(), 'connected github fake-connection-1');
  });

  it('connect-ui.html tells of a failure', async () => {
    const page = await open(recipe('connect-ui.html'), { scenario: 'denied' });
    const said = page.waitForEvent('console', (message) => message.text().startsWith('cancelled'));
    await button(page, 'Connect an account').click();
    await page.getByRole('option', { name: /github/i }).click();
    assert.equal((await said).text(), 'cancelled callback_err');
  });

  it('connect-ui.html is idle again once the dialog is closed', async () => {
    const page = await open(recipe('connect-ui.html'));
    await button(page, 'Connect an account').click();
    await page.getByRole('option', { name: /github/i }).waitFor();
    await button(page, 'Close').click();
    await page.waitForFunction(() => document.querySelector('nango-connect')?.matches(':state(idle)'));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('german.html speaks German', async () => {
    const page = await open(recipe('german.html'));
    await button(page, 'Verbinden').waitFor();
  });

  it('messages.html has its own text', async () => {
    const page = await open(recipe('messages.html'), { scenario: 'denied' });
    await button(page, 'Link your account').click();
    await page.getByText('OK, nothing was linked.', { exact: true }).last().waitFor();
  });

  it('theme.css colors the button, and marks a connected account', async () => {
    const page = await open(`<link rel="stylesheet" href="/theme.css">${recipe('errors.html')}`);
    const style = (name: string) =>
      page
        .locator('nango-connect [part~=button]')
        .evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
    assert.equal(await style('background-color'), 'rgb(15, 118, 110)');
    assert.equal(await style('border-radius'), '4px');
    assert.equal(await style('font-weight'), '700');
    assert.equal(await style('outline-style'), 'none');
    await button(page, 'Connect GitHub').click();
    await page.waitForFunction(() => document.querySelector('nango-connect')?.matches(':state(connected)'));
    assert.equal(await style('outline-style'), 'solid');
  });

  it('compact.css makes the button lower', async () => {
    const height = async (look: string) => {
      const page = await open(look + recipe('errors.html'));
      return (await button(page, 'Connect GitHub').boundingBox())?.height ?? 0;
    };
    assert.ok((await height('<link rel="stylesheet" href="/compact.css">')) < (await height('')) - 4);
  });

  it('before-script.css keeps the room of the button', async () => {
    const body = `<link rel="stylesheet" href="/before-script.css">${recipe('errors.html')}`;
    const tag = (await open(body)).locator('nango-connect');
    await tag.getByRole('button').waitFor();
    const withoutScripts = await (await browser().newContext({ javaScriptEnabled: false })).newPage();
    await withoutScripts.goto(url);
    const box = await tag.boundingBox();
    assert.ok(box);
    assert.deepEqual(await withoutScripts.locator('nango-connect').boundingBox(), box);
  });

  it('own-button.html connects by buttons of the page', async () => {
    const page = await open(recipe('own-button.html'));
    await button(page, 'Connect GitHub').click();
    await page.waitForFunction(() => nango.connections.length === 1);
    await button(page, 'Somewhere else on the page').click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'API key' }).waitFor();
  });
});
