import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { pages } from '../../demo/site/pages.js';
import { violations } from './support/axe.js';
import { usePlayground } from './support/playground.js';

describe('The site', { timeout: 400_000 }, () => {
  const playground = usePlayground();

  it('leads from each page to all others, and says which one is shown', async () => {
    const page = await playground.open();
    for (const { name, path } of pages) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click();
      await page.waitForURL((url) => url.pathname === path);
      assert.deepEqual(await page.locator('nav [aria-current=page]').allTextContents(), [name]);
      const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents();
      assert.deepEqual(
        links,
        pages.map((each) => each.name),
      );
    }
  });

  it('lets the keyboard skip the navigation', async () => {
    const page = await playground.open({ at: '/forms' });
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'content');
  });

  it('fits a phone with each page', async () => {
    for (const { path } of pages) {
      const page = await playground.open({ at: path, until: 'load', viewport: { width: 320, height: 900 } });
      await page.locator('h1').waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, path);
    }
  });

  it('has texts as large as the reader wants them, and fits a phone with twice the size', async () => {
    for (const { path } of pages) {
      const page = await playground.open({ at: path, until: 'load', viewport: { width: 390, height: 900 } });
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await page.locator('nango-connect, nango-credentials-form, #answer figure').first().waitFor();
      const [size, width] = await page.evaluate(() => [
        getComputedStyle(document.body).fontSize,
        document.documentElement.scrollWidth,
      ]);
      assert.deepEqual([size, width], ['30px', 390], path);
    }
  });

  it('shows logos on white in forced colors', async () => {
    const page = await playground.open({ at: '/demo/playground/icon.svg' });
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
    for (const [at, logo] of [
      ['/', '.card .logo'],
      ['/studio', '.choices img'],
    ] as const) {
      await page.goto(new URL(at, page.url()).href);
      const background = await page
        .locator(logo)
        .first()
        .evaluate((each) => getComputedStyle(each).backgroundColor);
      assert.equal(background, 'rgb(255, 255, 255)', at);
    }
  });

  it('changes the color of no button when the session arrives', async () => {
    for (const at of ['/', '/studio', '/inspector', '/forms']) {
      const page = await playground.open({ at: '/demo/playground/icon.svg' });
      let goOn = (): void => undefined;
      const isSeen = new Promise<void>((resolve) => (goOn = resolve));
      await page.route('**/connect/session', async (route) => {
        await isSeen;
        await route.continue();
      });
      await page.goto(new URL(at, page.url()).href);
      const button = page.locator(':is(nango-connect, nango-credentials-form) .primary').first();
      const color = () => button.evaluate((each) => getComputedStyle(each).backgroundColor);
      if (at !== '/forms') assert.equal(await color(), 'rgb(52, 81, 209)', at);
      goOn();
      await page.waitForLoadState('networkidle');
      assert.equal(await color(), 'rgb(52, 81, 209)', at);
    }
  });

  it('has a bar that passes axe in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await playground.open({ at: '/forms', colorScheme });
      assert.deepEqual(await violations(page, { wcagOnly: true }), []);
    }
  });

  it('says on each page that the server is gone, and goes on once it is back', async () => {
    const gone = 'The playground’s server doesn’t answer';
    const acts: Readonly<Record<string, (page: Page) => Promise<void>>> = {
      '/': (page) => page.evaluate(() => void dispatchEvent(new Event('focus'))),
      '/studio': (page) => page.locator('.choices label').nth(1).click(),
      '/inspector': (page) => page.getByText('OpenAI, by API key').click(),
    };
    for (const [at, act] of Object.entries(acts)) {
      const page = await playground.open({ at });
      await page.route('**/api/**', (route) => route.abort('connectionrefused'));
      if (at === '/inspector') await page.getByText('Slow server', { exact: true }).click();
      else await act(page);
      await page.getByRole('alert').filter({ hasText: gone }).waitFor();
      assert.equal(await page.locator('#attempt :checked').count(), at === '/inspector' ? 1 : 0, at);
      await page.unroute('**/api/**');
      await act(page);
      await page.getByRole('alert').filter({ hasText: gone }).waitFor({ state: 'detached' });
    }
  });

  it('says so where a page can’t begin without its server', async () => {
    for (const at of ['/studio', '/snippets', '/gallery']) {
      const page = await playground.open({ at: '/demo/playground/icon.svg' });
      await page.route('**/api/**', (route) => route.abort('connectionrefused'));
      await page.goto(new URL(at, page.url()).href);
      await page.getByRole('alert').filter({ hasText: 'The playground’s server doesn’t answer' }).waitFor();
    }
  });
});
