import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { playwrightArgs, ensureBrowsers } from '../../../scripts/browsers.mjs';
import { startDemo, type Demo } from '../../../demo/server.js';
import type { Sandbox } from '../../../sandbox/sandbox.js';
import { afterAll, afterEach, beforeAll } from 'vitest';

/** Chromium calls errors what some tests are about: an answer other than 2xx, a blocked window, a frame that leads nowhere. */
const expected = /^(Failed to load resource|Blocked opening|Framing 'http)/;

const builtFile = fileURLToPath(new URL('../../../dist/nango-elements.min.js', import.meta.url));

export interface OpenOptions {
  /** Path and query. Default: the playground. */
  at?: string;
  /** Default: until all that the elements want to know before a click is there. */
  until?: 'networkidle' | 'load';
  /** Runs before the page's own scripts. */
  script?: () => void;
  /** The elements of the built file, in place of those of the sources. Not where scripts are bundled. */
  built?: boolean;
  /** Nothing moves: a browser without a graphics card draws a page full of spinners with all that it has. */
  still?: boolean;
  /** In px. Default: 1280 × 900. */
  viewport?: { width: number; height: number };
  /** Default: light. */
  colorScheme?: 'light' | 'dark';
  /** What the user allows, such as `clipboard-read`. Default: nothing. */
  permissions?: readonly string[];
}

export interface Playground {
  readonly sandbox: Sandbox;
  /** A new user's browser, with the page in it. */
  open(options?: OpenOptions): Promise<Page>;
}

/**
 * The demo and a browser for all tests of a file, and after each test a check of what the page logged: no error, and
 * nothing that its policy forbids.
 *
 * @param bundle whether the pages' scripts are bundled, which takes less time; else they are served as by `npm start`.
 */
export function usePlayground({ bundle = true } = {}): Playground {
  let demo: Demo | undefined;
  let browser: Browser | undefined;
  let context: BrowserContext | undefined;
  const complaints: string[] = [];

  const running = (): Demo => {
    assert.ok(demo, 'The demo runs while tests do');
    return demo;
  };

  beforeAll(async () => {
    demo = await startDemo({ port: 0, sandboxPort: 0, bundle });
    browser = await chromium.launch({
      executablePath: ensureBrowsers(['chromium']).headlessChromium,
      args: [...playwrightArgs],
      // Playwright turns the popup blocker off.
      ignoreDefaultArgs: ['--disable-popup-blocking'],
    });
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(40_000);
  });

  afterEach(async () => {
    if (context) await forget(context);
    assert.deepEqual(complaints.splice(0), []);
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  });

  return {
    get sandbox() {
      return running().sandbox;
    },
    async open({
      at = '/',
      until = 'networkidle',
      script,
      built,
      still,
      viewport,
      colorScheme,
      permissions = [],
    } = {}) {
      assert.ok(context, 'The browser runs while tests do');
      await context.grantPermissions([...permissions]);
      const page = await context.newPage();
      if (script) await page.addInitScript(script);
      if (built)
        await page.route('**/src/define.ts', (route) =>
          route.fulfill({ path: builtFile, contentType: 'text/javascript' }),
        );
      if (still) await stopMotion(page);
      if (viewport) await page.setViewportSize(viewport);
      if (colorScheme) await page.emulateMedia({ colorScheme });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !expected.test(message.text())) complaints.push(message.text());
      });
      await page.goto(running().url + at, { waitUntil: until });
      return page;
    },
  };
}

async function stopMotion(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const debug = await page.context().newCDPSession(page);
  await debug.send('Animation.enable');
  await debug.send('Animation.setPlaybackRate', { playbackRate: 0 });
}

/** The next test's user is a new one, whose browser has the site's files already. */
async function forget(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map((page) => page.close()));
  await context.clearCookies();
  await context.clearPermissions();
}
