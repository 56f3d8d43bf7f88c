import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, it } from 'vitest';
import { useBrowser } from '../support/browser.js';

const secret = 'sk_test/1?';

describe('Inside what other libraries show', { timeout: 200_000 }, () => {
  let script = '';
  const errors: string[] = [];

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('support/libraries-page.js', import.meta.url))],
      bundle: true,
      write: false,
      format: 'iife',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    script = outputFiles[0]?.text ?? '';
  });

  afterEach(() => assert.deepEqual(errors.splice(0), []));
  const browser = useBrowser();

  /** A page with one library on it, and the elements as the built file has them. */
  async function open(name: string): Promise<Page> {
    const page = await browser().newPage();
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.setContent('<!doctype html><div id="app"></div>');
    const styles = createRequire(import.meta.url).resolve('bootstrap/dist/css/bootstrap.css');
    if (name === 'bootstrap') await page.addStyleTag({ content: readFileSync(styles, 'utf8') });
    await page.addScriptTag({ content: readFileSync('dist/nango-elements.min.js', 'utf8') });
    await page.addScriptTag({ content: script });
    await page.evaluate(`pages.${name}()`);
    return page;
  }

  const tagOf = (page: Page): Locator => page.locator('nango-connect').first();
  const ran = async (page: Page): Promise<unknown> => page.evaluate('JSON.stringify(ran)');

  for (const name of ['bootstrap', 'radixDialog', 'headlessDialog', 'radixMenu']) {
    it(`${name}: a secret arrives whole, and Escape closes one layer after the other`, async () => {
      const page = await open(name);
      const layer = page.locator('#layer');
      const dialog = tagOf(page).locator('dialog');
      await layer.waitFor();
      await tagOf(page).locator('button').first().click();
      const field = tagOf(page).getByRole('textbox');
      await field.waitFor();
      await page.keyboard.type(secret.slice(0, 5));
      // A menu moves the focus to what the mouse is over.
      const box = await dialog.boundingBox();
      assert.ok(box);
      for (const step of [20, 60, 120]) await page.mouse.move(box.x + step, box.y + step);
      await page.keyboard.type(secret.slice(5));
      assert.equal(await field.inputValue(), secret);

      await tagOf(page).locator('h2').click();
      await page.keyboard.press('Escape');
      await tagOf(page).locator('[part=discard-yes]').waitFor();
      assert.ok(await layer.isVisible(), 'The library has not heard of the first Escape');
      await tagOf(page).locator('[part=discard-yes]').click();
      await dialog.waitFor({ state: 'detached' });
      assert.ok(await layer.isVisible(), 'Nor of the click');
      await page.keyboard.press('Escape');
      await layer.waitFor({ state: 'hidden' });
    });
  }

  it('radixMenu: one that closes and takes the tag away ends the attempt, and the page is alive', async () => {
    const page = await open('radixMenuThatCloses');
    await page.locator('#layer').waitFor();
    const ended = page.evaluate(
      () =>
        new Promise((resolve) =>
          document.addEventListener('nango-error', ({ detail }) => resolve(detail.type), { once: true }),
        ),
    );
    await tagOf(page).locator('button').first().click();
    assert.equal(await ended, 'authorization_cancelled');
    await page.locator('#layer').waitFor({ state: 'detached' });
    await page.locator('#other').click();
    await page.getByText('Pressed 1').waitFor();
  });

  it('mousetrap and github/hotkey: a field gets its letters, and runs no shortcut', async () => {
    const page = await open('shortcuts');
    await tagOf(page).locator('button').first().click();
    for (const id of ['nango-connect', 'inline', 'nango-credentials-form']) {
      const field = page.locator(`#${id}`).getByRole('textbox');
      await field.click();
      await page.keyboard.type(secret);
      assert.equal(await field.inputValue(), secret, id);
      assert.equal(await ran(page), '[]', id);
      if (id !== 'nango-connect') continue;
      await page.keyboard.press('Escape');
      await page.locator(`#${id}`).locator('[part=discard-yes]').click();
    }
    await page.locator('body').click({ position: { x: 2, y: 2 } });
    await page.keyboard.type('s_');
    assert.equal(await ran(page), '["s","hotkey"]', 'They run outside');
  });
});
