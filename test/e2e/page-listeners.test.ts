import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { useBrowser } from '../support/browser.js';

describe('On a page that takes what is pasted, before anybody else hears of it', () => {
  const browser = useBrowser();

  it('a field gets it, cleaned, and the page does not', async () => {
    const page = await browser().newPage();
    await page.setContent(`<!doctype html><textarea>Bearer sk_test_1</textarea>
      <nango-credentials-form integration-id="acme" auth-mode="API_KEY" public-key="key"></nango-credentials-form>`);
    await page.addScriptTag({ content: readFileSync('dist/nango-elements.min.js', 'utf8') });
    await page.evaluate(`
      var heard = [];
      document.addEventListener('paste', (event) => {
        heard.push(event.clipboardData.getData('text'));
        event.preventDefault();
      }, true);`);
    await page.locator('textarea').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    const field = page.locator('[part=input]');
    await field.focus();
    await page.keyboard.press('Control+v');
    assert.equal(await field.inputValue(), 'sk_test_1');
    assert.deepEqual(await page.evaluate('heard'), []);
  });
});
