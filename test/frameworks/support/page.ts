import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import type { FakeNangoOptions } from '../../../src/testing.js';

const run = promisify(execFile);
const apps = fileURLToPath(new URL('../apps/', import.meta.url));
const fake = fileURLToPath(new URL('../../../dist/nango-elements-testing.js', import.meta.url));
/** Where the pages are that `serve` opens. */
const origin = 'http://localhost:4321';

/** What the script of `nango-elements/testing` adds to the page. */
declare const NangoTesting: typeof import('../../../src/testing.js');

/** An app that was built. */
export interface App {
  /** What its server says, where it can run on one. */
  readonly rendered: string | undefined;
  /** Opens it with a fake Nango in the page, so that no server is needed. */
  open(browser: Browser, options: { isHydrated: boolean; scenario: 'success' | 'severed' }): Promise<AppPage>;
}

export interface AppPage {
  readonly page: Page;
  /** Errors and warnings of the page's console. */
  readonly complaints: readonly string[];
}

/** Builds an app for browsers, and for a server where it has an entry for that. */
export async function buildApp(name: string): Promise<App> {
  await build(name);
  const server = `${apps}${name}/dist/server/server.js`;
  const rendered = existsSync(server) ? await renderOnServer(server) : undefined;
  return { rendered: rendered?.body, open: (browser, options) => open(browser, name, rendered, options) };
}

/** For production, whatever the tests run as. */
export async function build(name: string): Promise<void> {
  await run(process.execPath, ['build.mjs', name], { cwd: apps, env: { ...process.env, NODE_ENV: 'production' } });
}

const onServer = z.object({ head: z.string(), body: z.string() });

/** In a Node of its own, without a DOM. */
async function renderOnServer(path: string) {
  const code = `
    const { head = '', render } = await import('${pathToFileURL(path).href}');
    console.log(JSON.stringify({ head, body: await render() }));
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code]);
  return onServer.parse(JSON.parse(stdout));
}

/** An empty page with a fake Nango, whose console is heard. */
export async function newPage(browser: Browser, options: FakeNangoOptions): Promise<AppPage> {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (/^(error|warning)$/.test(message.type())) complaints.push(message.text());
  });
  await page.addInitScript({ path: fake });
  await page.addInitScript((given) => Object.assign(window, { nango: NangoTesting.fakeNango(given) }), options);
  return { page, complaints };
}

async function open(
  browser: Browser,
  name: string,
  rendered: z.output<typeof onServer> | undefined,
  { isHydrated, scenario }: { isHydrated: boolean; scenario: 'success' | 'severed' },
): Promise<AppPage> {
  const opened = await newPage(browser, { scenario });
  const { head, body } = (isHydrated && rendered) || { head: '', body: '' };
  await load(opened.page, name, `<main>${body}</main>`, head);
  return opened;
}

/** Opens a page with an app's script. */
export async function load(page: Page, name: string, body: string, head = ''): Promise<void> {
  const html = `<!doctype html><html lang="en"><head><title>App</title>
    <link rel="icon" href="data:,">${head}<script type="module" src="/client.js"></script></head>
    <body>${body}</body></html>`;
  await serve(page, html, filesIn(`${apps}${name}/dist/client`));
}

/**
 * Opens a page with its files.
 * @param html of the page
 * @param read gives a script or a style sheet by its path, or nothing where there is none
 */
export async function serve(page: Page, html: string, read: (path: string) => string | undefined): Promise<void> {
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    if (pathname === '/favicon.ico') return route.fulfill({ contentType: 'image/svg+xml', body: '' });
    const body = read(pathname);
    if (body === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript', body });
  });
  await page.goto(origin);
}

/** What gives the files of a folder to `serve`. */
export const filesIn =
  (folder: string) =>
  (path: string): string | undefined =>
    existsSync(folder + path) ? readFileSync(folder + path, 'utf8') : undefined;

/** Clicks the button of a page, which connects without a complaint. */
export async function connects({ page, complaints }: AppPage, name = 'Connect GitHub'): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.locator('nango-connect:state(connected)').waitFor();
  assert.deepEqual(complaints, []);
}

/** What the page's state says of something, once it says it. */
export async function shows(page: Page, id: string, text: string | RegExp): Promise<void> {
  const place = page.locator(`#${id}`);
  await place.filter({ hasText: text }).waitFor();
  const shown = (await place.textContent()) ?? '';
  if (typeof text === 'string') assert.equal(shown, text);
  else assert.match(shown, text);
}
