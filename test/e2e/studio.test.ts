import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { violations } from './support/axe.js';
import { usePlayground } from './support/playground.js';
import { connectionsOf, nextEvent } from './support/steps.js';

describe('The Studio', { timeout: 400_000 }, () => {
  const playground = usePlayground();
  const open = () => playground.open({ at: '/studio', permissions: ['clipboard-read', 'clipboard-write'] });
  const html = (page: Page) => page.getByRole('region', { name: 'HTML' }).innerText();

  it('finds any provider, shows its form, and connects it to the sandbox', async () => {
    const page = await open();
    await page.getByRole('radio', { name: 'nango-credentials-form' }).check();
    for (const [search, name, title] of [
      ['holded', 'holded', 'Holded'],
      ['latt', 'lattice', 'Lattice'],
    ] as const) {
      await page.getByRole('searchbox').fill(search);
      await page.locator('.choices').getByText(title, { exact: true }).click();
      await page
        .locator('#preview')
        .getByLabel(/API key/i)
        .first()
        .waitFor();
      assert.match(await html(page), new RegExp(`integration-id="${name}"`));
      const success = await nextEvent(page, 'nango-success');
      await page.locator('#preview input').first().fill('good-key');
      await page.keyboard.press('Enter');
      const { connectionId } = await success();
      assert.deepEqual(await connectionsOf(playground.sandbox, name), [connectionId]);
    }
  });

  it('has a control for each thing that can be set, and the code changes along', async () => {
    const page = await open();
    for (const name of ['Attributes', 'Parts']) await page.locator('summary', { hasText: name }).click();
    await page.getByLabel('--nango-brand', { exact: true }).fill('#0a7d5c');
    await page.getByLabel('default slot').fill('Link <GitHub>');
    await page.getByLabel('inline', { exact: true }).check();
    await page.getByLabel('lang', { exact: true }).selectOption('de');
    await page.locator('#parts-title').fill('text-transform: uppercase');
    assert.match(await html(page), /integration-id="github"[^]*\n {2}inline\n {2}lang="de"\n>\n? *Link &lt;GitHub>/);
    const css = await page.getByRole('region', { name: 'CSS' }).innerText();
    assert.match(css, /--nango-brand: #0a7d5c;[^]*nango-connect::part\(title\) \{\n {2}text-transform: uppercase;/);
    const preview = page.locator('#preview nango-connect');
    assert.equal(await preview.getAttribute('lang'), 'de');
    assert.equal(
      await preview.locator('[part=title]').evaluate((one) => getComputedStyle(one).textTransform),
      'uppercase',
    );
    await page.getByRole('button', { name: 'Copy HTML' }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await html(page));
    await page.getByLabel('inline', { exact: true }).uncheck();
    assert.doesNotMatch(await html(page), /inline/);
  });

  it('shows a part with a frame while its setting has the focus', async () => {
    const page = await open();
    await page.locator('summary', { hasText: 'Parts' }).click();
    await page.locator('#parts-button').focus();
    const outline = () => page.locator('#preview [part=button]').evaluate((one) => getComputedStyle(one).outlineStyle);
    assert.equal(await outline(), 'dashed');
    await page.getByRole('searchbox').focus();
    assert.notEqual(await outline(), 'dashed');
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`passes axe in ${colorScheme}, with everything open, and fits a phone`, async () => {
      const page = await playground.open({ at: '/studio', colorScheme, viewport: { width: 320, height: 900 } });
      for (const name of ['Attributes', 'Parts']) await page.locator('summary', { hasText: name }).click();
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    });
  }
});
