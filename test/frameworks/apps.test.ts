import assert from 'node:assert/strict';
import { beforeAll, describe, inject, test } from 'vitest';
import type { FakeNango } from '../../src/testing.js';
import { buildApp, shows, type App, type AppPage } from './support/page.js';
import { useBrowser } from '../support/browser.js';

/** The fake that each page has. */
declare const nango: FakeNango;

const browser = useBrowser();

/** Bare tags in React 19 and apps of Angular are tested as a browser renders them. */
const onlyInBrowsers = ['react-19', 'angular'];

for (const name of inject('appNames')) {
  describe(name, () => {
    let app: App;
    beforeAll(async () => {
      app = await buildApp(name);
    });

    for (const isHydrated of onlyInBrowsers.includes(name) ? [false] : [false, true]) {
      describe(isHydrated ? 'rendered on a server, then hydrated' : 'rendered in the browser', () => {
        const open = async (scenario: 'success' | 'severed' = 'success'): Promise<AppPage> => {
          if (isHydrated) assert.match(app.rendered ?? '', /<nango-connect[^>]*>.*Connect GitHub/s);
          return app.open(browser(), { isHydrated, scenario });
        };

        test('gives the element an object, a boolean and a function, and hears its event', async () => {
          const { page, complaints } = await open();
          const button = page.getByRole('button', { name: 'Connect GitHub' });
          await page.getByText('Turn off or on').click();
          await page.locator('nango-connect').getByRole('button', { disabled: true }).waitFor();
          await page.getByText('Turn off or on').click();
          await button.click();
          await shows(page, 'connected', 'fake-connection-1');
          await shows(page, 'tokens', /^[1-9]/);
          const attempts = await page.evaluate(() => nango.attempts);
          assert.deepEqual(attempts, [
            { providerConfigKey: 'github', kind: 'popup', params: { subdomain: 'acme' }, fields: [] },
          ]);
          assert.deepEqual(complaints, []);
        });

        test('keeps what the user has typed when it renders again', async () => {
          const { page, complaints } = await open();
          const field = page.getByRole('textbox', { name: 'API key' });
          await field.fill('my-key');
          const before = await field.elementHandle();
          for (const times of ['1', '2']) {
            await page.getByText('Render again').click();
            await shows(page, 'renderings', times);
          }
          assert.equal(await field.inputValue(), 'my-key');
          assert.ok(await field.evaluate((now, then) => now === then, before));
          await field.press('Enter');
          await shows(page, 'connected', 'fake-connection-1');
          assert.deepEqual(complaints, []);
        });

        test('hears the end of an attempt whose element it removes', async () => {
          const { page, complaints } = await open('severed');
          await page.getByRole('button', { name: 'Connect GitHub' }).click();
          await page.getByRole('button', { name: 'I closed it' }).waitFor();
          await page.getByText('Remove', { exact: true }).click();
          await page.waitForFunction(() => !document.querySelector('nango-connect'));
          await shows(page, 'ended', 'cancelled');
          assert.deepEqual(complaints, []);
        });
      });
    }
  });
}
