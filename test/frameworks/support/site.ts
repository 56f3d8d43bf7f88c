import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { listen } from '../../../sandbox/listen.js';
import type { FakeNangoOptions } from '../../../src/testing.js';
import { environment, installApp } from './installed.js';
import { newPage, type AppPage } from './page.js';

/** The integrations of the apps. */
const integrations: FakeNangoOptions['integrations'] = {
  github: { auth_mode: 'OAUTH2' },
  gitlab: { auth_mode: 'OAUTH2' },
  slack: { auth_mode: 'OAUTH2' },
  notion: { auth_mode: 'OAUTH2' },
  openai: { auth_mode: 'API_KEY' },
};

/** An app whose framework has a server of its own: built for production, and running. */
export interface Site {
  /** Where it is installed: outside of this repository, as the project of a user is. */
  readonly folder: string;
  readonly url: string;
  /** What its build has said. */
  readonly building: string;
  /** The page as the server sends it. */
  readonly html: string;
  /**
   * Opens the page with a fake Nango in it.
   * @param address of another page of the site
   */
  open(browser: Browser, address?: string): Promise<AppPage>;
  /** Opens the page as it is before any script. */
  openWithoutScripts(browser: Browser): Promise<Page>;
  /** What its server has said until now. */
  said(): string;
  stop(): Promise<void>;
}

/**
 * Installs, builds and starts an app.
 * @param name its folder
 * @param server what Node runs in there to start its server
 * @param tarball this package as it would be published
 * @param more files of this repository, by their places in the app
 */
export async function startSite(
  name: string,
  server: readonly string[],
  tarball: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Site> {
  const files = { 'app/before-script.css': 'docs/recipes/pages/before-script.css', ...more };
  const { folder, npm, remove } = await installApp(name, files, tarball);
  let running: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (running) await end(running);
    remove();
  };
  try {
    const building = await npm(['run', 'build'], 'production');

    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const started = start(folder, server, port);
    running = started.process;
    const html = await answerOf(url, started);
    return {
      folder,
      url,
      building,
      html,
      open: (browser, address = url) => open(browser, address),
      async openWithoutScripts(browser) {
        const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
        await page.goto(url);
        return page;
      },
      said: started.said,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0, '127.0.0.1');
  server.close();
  await once(server, 'close');
  return port;
}

interface Started {
  readonly process: ChildProcess;
  readonly said: () => string;
}

function start(folder: string, server: readonly string[], port: number): Started {
  const env = environment('production', { HOST: '127.0.0.1', PORT: String(port) });
  const child = spawn(process.execPath, server, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return { process: child, said: () => stripVTControlCharacters(output) };
}

/** What the server answers, once it does. */
async function answerOf(url: string, { process, said }: Started): Promise<string> {
  for (let tries = 0; tries < 300 && process.exitCode === null; tries += 1) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return response.text();
    await wait(100);
  }
  throw new Error(`No answer from the server, which says:\n${said()}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'close');
  server.kill();
  await ended;
}

async function open(browser: Browser, url: string): Promise<AppPage> {
  const opened = await newPage(browser, { integrations });
  await opened.page.addInitScript(() => {
    const shifts: number[] = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ startTime }) => startTime))).observe({
      type: 'layout-shift',
      buffered: true,
    });
    Object.assign(window, { shifts });
  });
  await opened.page.goto(url);
  return opened;
}

/** The place and the size of all that stands in the page before any script is the same when the tags are elements. */
export async function assertNothingMoves(site: Site, browser: Browser, selector: string): Promise<void> {
  const places = async (page: Page) => {
    const found = await page.locator(selector).all();
    assert.notEqual(found.length, 0);
    return Promise.all(found.map((each) => each.boundingBox()));
  };
  const before = await places(await site.openWithoutScripts(browser));
  const { page } = await site.open(browser);
  await page.getByRole('button', { name: 'Connect GitHub' }).waitFor();
  assert.deepEqual(await places(page), before);
  assert.deepEqual(await page.evaluate(() => shifts), []);
}

/** When something in the page moved. */
declare const shifts: readonly number[];
