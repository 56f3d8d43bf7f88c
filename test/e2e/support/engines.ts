import puppeteer, { type Browser, type BrowserContext, type KeyInput, type Page } from 'puppeteer-core';
import type { Client } from 'webdriver';
import {
  ensureBrowsers,
  puppeteerOptions,
  webKitCapabilities,
  type BrowserName,
  type ProgramPaths,
} from '../../../scripts/browsers.mjs';
import { startWebKitDriver } from '../../../scripts/webkit-driver.mjs';
import { within } from '../../support/wait.js';

export type Key = Extract<KeyInput, 'Enter' | 'Tab' | 'Escape'>;

/** A window of a browser. What a person does in it goes through the browser, as real input. */
export interface Tab {
  /** The same for the same window. */
  readonly id: unknown;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** @param expression what it comes to must be JSON */
  evaluate(expression: string): Promise<unknown>;
  /** The mouse goes there and presses. */
  click(x: number, y: number): Promise<void>;
  type(text: string): Promise<void>;
  press(key: Key): Promise<void>;
  close(): Promise<void>;
}

/** Someone who was never here before: no cookies, no windows of others. */
export interface Visit {
  open(url: string): Promise<Tab>;
  tabs(): Promise<Tab[]>;
  close(): Promise<void>;
}

export interface Engine {
  visit(): Promise<Visit>;
  close(): Promise<void>;
}

export const engineNames: Readonly<Record<BrowserName, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKitGTK',
};

const start: Readonly<Record<BrowserName, (paths: ProgramPaths) => Promise<Engine>>> = {
  chromium: async (paths) => puppet(await puppeteer.launch(puppeteerOptions.chromium(paths))),
  firefox: async (paths) => puppet(await puppeteer.launch(puppeteerOptions.firefox(paths))),
  async webkit(paths) {
    const driver = await startWebKitDriver(paths);
    return {
      visit: () => webkitVisit(driver.port, webKitCapabilities(paths)),
      close() {
        driver.stop();
        return Promise.resolve();
      },
    };
  },
};

/** Starts one real browser. */
export function startEngine(name: BrowserName): Promise<Engine> {
  return within(`its start (${name})`, start[name](ensureBrowsers([name])), 120_000);
}

function puppet(browser: Browser): Engine {
  return {
    visit: async () => puppetVisit(await within('a new user', browser.createBrowserContext())),
    close: () => within('its end', browser.close()),
  };
}

function puppetVisit(context: BrowserContext): Visit {
  return {
    async open(url) {
      const tab = puppetTab(await within('a new page', context.newPage()));
      await tab.goto(url);
      return tab;
    },
    tabs: async () => (await within('its windows', context.pages())).map(puppetTab),
    close: () => within('the end of a user', context.close()),
  };
}

function puppetTab(page: Page): Tab {
  return {
    id: page,
    async goto(url) {
      await within(url, page.goto(url));
    },
    async reload() {
      await within('a reload', page.reload());
    },
    evaluate: (expression) => within('a look at the page', page.evaluate(expression)),
    click: (x, y) => within('a click', page.mouse.click(x, y)),
    type: (text) => within('some typing', page.keyboard.type(text)),
    press: (key) => within(`the key ${key}`, page.keyboard.press(key)),
    close: () => within('the end of a window', page.close()),
  };
}

/** Its driver has no contexts: each user has a browser of their own, which starts in a second. */
async function webkitVisit(port: number, capabilities: ReturnType<typeof webKitCapabilities>): Promise<Visit> {
  // Loaded late: it decides as it loads how much it prints.
  process.env.WDIO_LOG_LEVEL ??= 'error';
  const { default: WebDriver } = await import('webdriver');
  const address = { hostname: '127.0.0.1', port, path: '/' };
  const begin = (limit: number) =>
    within(
      'a new user',
      WebDriver.newSession({ ...address, logLevel: 'silent', connectionRetryCount: 0, capabilities }),
      limit,
    );
  // One of some hundred of its browsers never says that it has started.
  const client = await begin(15_000).catch(() => begin(60_000));
  return {
    async open(url) {
      const tab = webkitTab(client, await within('a window', client.getWindowHandle()));
      await tab.goto(url);
      return tab;
    },
    tabs: async () =>
      (await within('its windows', client.getWindowHandles())).map((handle) => webkitTab(client, handle)),
    close: () => within('the end of a user', client.deleteSession()),
  };
}

/** In WebDriver's private part of Unicode. */
const webDriverKeys: Readonly<Record<Key, string>> = { Enter: '\uE007', Tab: '\uE004', Escape: '\uE00C' };

function webkitTab(client: Client, id: string): Tab {
  /** A command is for the window that was switched to last. */
  const here = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
    await within(what, client.switchToWindow(id));
    return within(what, act());
  };
  const keys = (what: string, values: readonly string[]): Promise<void> => {
    const actions = values.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    return here(what, () => client.performActions([{ type: 'key', id: 'keyboard', actions }]));
  };
  return {
    id,
    goto: async (url) => void (await here(url, () => client.navigateTo(url))),
    reload: () => here('a reload', () => client.refresh()),
    evaluate: (expression) =>
      here<unknown>('a look at the page', () => client.executeScript(`return (${expression})`, [])),
    click(x, y) {
      const actions = [
        { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions };
      return here('a click', () => client.performActions([mouse]));
    },
    type: (text) => keys('some typing', [...text]),
    press: (key) => keys(`the key ${key}`, [webDriverKeys[key]]),
    close: async () => void (await here('the end of a window', () => client.closeWindow())),
  };
}
