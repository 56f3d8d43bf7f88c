import assert from 'node:assert/strict';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { playwrightArgs, ensureBrowsers } from '../../scripts/browsers.mjs';

/**
 * Chromium for all tests of a file. After each test its pages are closed, before the hooks that were set up earlier.
 * @returns what gives the browser to a test
 */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  const running = (): Browser => {
    assert.ok(browser, 'The browser runs while tests do');
    return browser;
  };
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: ensureBrowsers(['chromium']).headlessChromium,
      args: [...playwrightArgs],
    });
  });
  afterEach(() =>
    Promise.all(
      running()
        .contexts()
        .map((context) => context.close()),
    ),
  );
  afterAll(() => browser?.close());
  return running;
}
