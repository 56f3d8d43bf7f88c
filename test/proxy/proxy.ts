// npm run test:proxy: the settings of the guides to self-hosting and to a custom callback domain, in a real nginx before
// the sandbox, with TLS. It takes two minutes, since nginx waits for one before it cuts an idle socket.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { chromium, type Page } from 'playwright-core';
import { backend } from '../../demo/backend.js';
import { playwrightArgs, ensureBrowsers } from '../../scripts/browsers.mjs';
import { close, listenOnLoopback, serve } from '../../sandbox/listen.js';
import { startSandbox } from '../../sandbox/sandbox.js';
import { decide, nextEvent, popupOf, signIn } from '../e2e/support/steps.js';
import { within } from '../support/wait.js';
import { startNginx } from './nginx.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const recipe = (name: string) => readFileSync(`${root}docs/recipes/${name}`, 'utf8');

const nginx = await startNginx();
const publicUrl = (name: string) => `https://${name}.example.com:${nginx.port}`;
const sandboxWith = (callbackUrl: string) => startSandbox({ port: 0, hosts: ['nango.example.com'], callbackUrl });
let sandbox = await sandboxWith(`${publicUrl('nango')}/nango/oauth/callback`);

/** A recipe with the ports of this machine in place of the guide's. */
const here = (text: string) =>
  text
    .replaceAll('127.0.0.1:3003', `127.0.0.1:${sandbox.port}`)
    .replaceAll(/https:\/\/(\w+)\.example\.com/g, (_url, name: string) => publicUrl(name));

const { servers, port } = await listenOnLoopback(0);
let html = '';
serve(
  servers,
  express()
    .get('/', (_request, response) => void response.type('html').send(html))
    .use('/api/nango', (request, response) => backend(sandbox)(request, response))
    .use(express.static(`${root}dist`)),
);

const browser = await chromium.launch({
  executablePath: ensureBrowsers(['chromium']).chromium,
  args: [...playwrightArgs, '--host-resolver-rules=MAP *.example.com 127.0.0.1'],
});

async function open(body = recipe('pages/self-hosted.html')): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  html = `<!doctype html><html lang="en"><title>Page</title><script src="/nango-elements.min.js"></script>${here(body)}`;
  await page.goto(`http://localhost:${port}/`, { waitUntil: 'networkidle' });
  return page;
}

const button = (page: Page) => page.getByRole('button', { name: 'Connect', exact: false }).first();

/**
 * Connects by popup.
 * @param login how long the user takes, in ms
 * @param look at the page as it is then
 */
async function connect(page: Page, login = 0, look = () => {}): Promise<unknown> {
  const success = await nextEvent(page, 'nango-success');
  const popup = await popupOf(page, button(page));
  await wait(login);
  look();
  await signIn(popup);
  await decide(popup, 'Allow');
  return success();
}

/** The type and the outcome that an attempt ends with. */
async function failure(page: Page, act: (popup: Page) => Promise<void> = () => Promise.resolve()): Promise<unknown[]> {
  const failed = await nextEvent(page, 'nango-error');
  const [popup] = await Promise.all([page.waitForEvent('popup'), button(page).click()]);
  await act(popup);
  const { type, outcome } = await failed();
  return [type, outcome];
}

const login = async (popup: Page) => {
  await popup.waitForURL(/127\.0\.0\.1/);
  await signIn(popup);
  await decide(popup, 'Allow');
};

/** A sandbox whose providers redirect elsewhere. */
async function callbackAt(url: string): Promise<void> {
  await sandbox.close();
  sandbox = await sandboxWith(url);
}

const both = () => nginx.use(here(recipe('nginx/nango.conf') + recipe('nginx/callback.conf')));
const idle = 'proxy_read_timeout 600s;';
const tag = recipe('pages/self-hosted.html');

const trials: Record<string, () => Promise<void>> = {
  async 'connects by popup, through base path and TLS'() {
    await nginx.use(here(recipe('nginx/nango.conf')));
    const page = await open();
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await connect(page);
    assert.deepEqual([...new Set(sockets)], [`wss://nango.example.com:${nginx.port}/nango/`]);
  },
  async 'connects by form, through base path and TLS'() {
    const page = await open(tag.replace('github', 'openai'));
    const success = await nextEvent(page, 'nango-success');
    await button(page).click();
    await page.getByRole('textbox', { name: 'API key' }).fill('good-key');
    await page.keyboard.press('Enter');
    await success();
  },
  async 'with a websockets-path that lacks the base path there is no socket'() {
    const page = await open(tag.replace('host=', 'websockets-path="/" host='));
    assert.deepEqual(await failure(page), ['network_error', 'failed']);
  },
  async 'without the Upgrade header there is no socket'() {
    await nginx.use(here(recipe('nginx/nango.conf').replace(/.*set_header Upgrade.*/, '')));
    assert.deepEqual(await failure(await open()), ['network_error', 'failed']);
  },
  async 'a redirect of the whole server is a network error: browsers refuse it before they send the credentials'() {
    const moved = '    return 301 https://nango.example.com/other$request_uri;\n    proxy_pass';
    await nginx.use(here(recipe('nginx/nango.conf').replace('    proxy_pass', moved)));
    const page = await open(tag.replace('github', 'openai').replace('backend', 'auth-mode="API_KEY" backend'));
    const failed = await nextEvent(page, 'nango-error');
    await button(page).click();
    await page.getByRole('textbox', { name: 'API key' }).fill('good-key');
    await page.keyboard.press('Enter');
    assert.equal((await failed()).type, 'network_error');
  },
  async 'a custom callback domain forwards with 308'() {
    await callbackAt(`${publicUrl('auth')}/oauth-callback`);
    await both();
    await connect(await open());
  },
  async 'which has to keep the query'() {
    await nginx.use(here(recipe('nginx/nango.conf') + recipe('nginx/callback.conf').replace('$is_args$args', '')));
    assert.deepEqual(await failure(await open(), login), ['callback_err', 'unknown']);
  },
  async 'a callback domain may also pass the request on'() {
    const proxied = recipe('nginx/callback.conf').replace(
      /return 308.*/,
      'proxy_pass http://127.0.0.1:3003/oauth/callback; proxy_set_header Host nango.example.com;',
    );
    await callbackAt(`${publicUrl('auth')}/oauth-callback`);
    await nginx.use(here(recipe('nginx/nango.conf') + proxied));
    await connect(await open());
  },
  async 'a login of 70 s keeps its socket with the usual time-out of 60 s'() {
    await callbackAt(`${publicUrl('nango')}/nango/oauth/callback`);
    await nginx.use(here(recipe('nginx/nango.conf').replace(idle, '')));
    const page = await open();
    const closed: string[] = [];
    page.on('websocket', (socket) => socket.on('close', () => closed.push('before the end')));
    await connect(page, 70_000, () => assert.deepEqual(closed, []));
  },
  async 'with a time-out below 25 s the socket is cut, and the backend knows the result'() {
    // A new one: the time of a connection that is renewed says nothing.
    await callbackAt(`${publicUrl('nango')}/nango/oauth/callback`);
    await nginx.use(here(recipe('nginx/nango.conf').replace(idle, 'proxy_read_timeout 15s;')));
    const page = await open();
    const closed = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('close', { timeout: 30_000 }));
    const connected = connect(page, 40_000);
    await closed;
    await page.getByText('We lost contact with the other window.').first().waitFor({ timeout: 30_000 });
    await connected;
  },
};

try {
  const wanted = process.argv[2] ?? '';
  for (const [name, run] of Object.entries(trials).filter(([each]) => each.includes(wanted))) {
    await within(name, run(), 150_000).catch((error: unknown) => {
      process.exitCode = 1;
      console.error(`FAILED: ${name}`, error);
    });
    await Promise.all(browser.contexts().map((context) => context.close()));
    if (!process.exitCode) console.log(`ok: ${name}`);
  }
} finally {
  await browser.close();
  await Promise.all([close(servers), sandbox.close(), nginx.close()]);
}
