import assert from 'node:assert/strict';
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

  it('has a bar that passes axe in light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await playground.open({ at: '/forms', colorScheme });
      assert.deepEqual(await violations(page, { wcagOnly: true }), []);
    }
  });
});
