import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type {} from '../../src/define.js';
import { violations } from './support/axe.js';
import { usePlayground, type OpenOptions } from './support/playground.js';
import { describe, it } from 'vitest';

describe('The gallery', { timeout: 600_000 }, () => {
  const playground = usePlayground({ bundle: false });
  /** With all cells in view, since what is not seen is not loaded, and where they should be. */
  const open = async (options: OpenOptions = {}): Promise<Page> => {
    const viewport = { width: 1600, height: 8000 };
    const page = await playground.open({ at: '/gallery', until: 'load', viewport, still: true, ...options });
    await settled(page);
    return page;
  };

  // The other languages differ in their texts only, which a test in Node looks at.
  for (const language of ['en', 'ar']) {
    it(`reaches every state in ${language}, and passes axe in light and dark`, async () => {
      const page = await open({ at: `/gallery?language=${language}` });
      assert.ok((await page.locator('.cell').count()) >= 60);
      // Two elements for the same integration have the same name, which only a gallery has; colours know no language.
      assert.deepEqual(await violations(page, { wcagOnly: true, contrast: language === 'en' }), []);
    });
  }

  const dialogs = [
    ['Opens the choice', 'Choose what to connect', 'Close'],
    ['Opens a form', 'API Key', 'Close'],
    ['Asks before it forgets what was typed', 'Discard what you entered?', 'Discard'],
  ] as const;
  it('opens each dialog in light and dark, which passes axe, and closes it', async () => {
    const page = await open();
    const names = dialogs.map(([name]) => name);
    // axe looks at all of a page, and a browser draws all of its window.
    await page.locator('.cell', { hasNotText: new RegExp(names.join('|')) }).evaluateAll((rest) => {
      for (const each of rest) each.remove();
    });
    await page.setViewportSize({ width: 1600, height: 900 });
    for (const theme of ['light', 'dark']) {
      for (const [name, shows, leave] of dialogs) {
        const cell = page.locator(`.theme.${theme} .cell`, { hasText: name });
        await cell.locator('[part=button]').click();
        const dialog = cell.locator('dialog:modal');
        await dialog.getByText(shows).first().waitFor();
        assert.deepEqual(await violations(dialog, { wcagOnly: true }), []);
        await dialog.getByRole('button', { name: leave, exact: true }).click();
        await dialog.waitFor({ state: 'detached' });
      }
    }
  });

  it('says in the built file what it says in the sources, space by space, in every state and dialog', async () => {
    const texts = async (built: boolean): Promise<Map<string, string>> => {
      const page = await open({ built });
      const all = await renderedTexts(page);
      for (const [name, shows, leave] of dialogs) {
        const cell = page.locator('.theme.light .cell', { hasText: name });
        await cell.locator('[part=button]').click();
        const dialog = cell.locator('dialog:modal');
        await dialog.getByText(shows).first().waitFor();
        await drawn(page);
        all.set(`${name}: dialog`, await dialog.innerText());
        await dialog.getByRole('button', { name: leave, exact: true }).click();
        await dialog.waitFor({ state: 'detached' });
      }
      await page.close();
      return all;
    };
    const source = await texts(false);
    assert.ok(source.size >= 60);
    assert.deepEqual(await texts(true), source);
  });

  it('refuses in the built file what it refuses in the sources, and nothing for an invalid pattern', async () => {
    const page = await playground.open({ at: '/gallery', until: 'load', built: true });
    await page.waitForFunction(() => customElements.get('nango-credentials-form'));
    const refused = await page.evaluate(
      async (patterns) => {
        const form = document.createElement('nango-credentials-form');
        form.publicKey = 'key';
        document.body.append(form);
        const refuses = async (pattern: string): Promise<boolean> => {
          form.provider = { auth_mode: 'API_KEY', credentials: { apiKey: { pattern } } };
          await form.updateComplete;
          const input = form.shadowRoot?.querySelector<HTMLInputElement>('[part=input]');
          if (!input) throw new Error('There is no input');
          input.value = 'x';
          input.dispatchEvent(new InputEvent('input', { bubbles: true }));
          return !input.checkValidity();
        };
        const all: boolean[] = [];
        for (const pattern of patterns) all.push(await refuses(pattern));
        return all;
      },
      ['^a$', '^x$', '[', '(', 'x{2,1}', '(?i)y'],
    );
    assert.deepEqual(refused, [true, false, false, false, false, false]);
  });

  it('has spinners that are seen to turn in forced colors', async () => {
    const page = await playground.open({ at: '/gallery', until: 'load' });
    await page.emulateMedia({ forcedColors: 'active' });
    const spinner = page.locator('.spinner').first();
    await spinner.waitFor();
    const [ring, gap] = await spinner.evaluate((each) => {
      const { borderInlineStartColor, borderInlineEndColor } = getComputedStyle(each);
      return [borderInlineStartColor, borderInlineEndColor];
    });
    assert.notEqual(gap, ring);
  });

  it('is there while another page makes an integration fail', async () => {
    playground.sandbox.setFault('openai', 'rate-limit');
    const page = await playground.open({ at: '/gallery', until: 'load' });
    await page.locator('.cell', { hasText: 'Reconnect' }).first().waitFor();
    playground.sandbox.setFault('openai', undefined);
  });

  it('stays at its top while its cells take the focus and show their errors', async () => {
    const page = await playground.open({ at: '/gallery', until: 'load', viewport: { width: 1280, height: 900 } });
    await page.waitForFunction(() => document.activeElement?.localName === 'nango-credentials-form');
    await page.locator('.theme.dark .cell', { hasText: 'Refused' }).locator('[part=error]').waitFor();
    await drawn(page);
    assert.equal(await page.evaluate(() => scrollY), 0);
    // Once a visitor acts, the focus is scrolled to again.
    await page.keyboard.press('Tab');
    await page.locator('.theme.light .cell', { hasText: 'Refused' }).locator('input').focus();
    assert.ok((await page.evaluate(() => scrollY)) > 0);
  });

  it('fits a phone, with every state in it', async () => {
    const page = await open({ viewport: { width: 320, height: 16_000 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  });
});

/** Until each cell has got where it should; if one doesn't, says which. */
async function settled(page: Page): Promise<void> {
  await page.waitForSelector('.cell', { state: 'attached' });
  const started = performance.now();
  while ((await astray(page)).length > 0 && performance.now() - started < 60_000) await page.waitForTimeout(100);
  assert.deepEqual(await astray(page), []);
}

function astray(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('.cell')).flatMap((cell) => {
      const state = cell.querySelector<HTMLElementTagNameMap['nango-connect']>(
        'nango-connect, nango-credentials-form',
      )?.state;
      return state === cell.dataset.state ? [] : [`${cell.firstChild?.textContent}: ${state}`];
    }),
  );
}

/** Until the browser has drawn the page as it is now. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}

/** What is to be read in each cell's shadow root. */
async function renderedTexts(page: Page): Promise<Map<string, string>> {
  // Rows of a list have no text before they were drawn: their `content-visibility` is `auto`.
  await drawn(page);
  const texts = await page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('.cell'), (cell, index): [string, string] => {
      const inside = cell.querySelector('nango-connect, nango-credentials-form')?.shadowRoot?.children ?? [];
      const text = Array.from(inside, (each) => (each instanceof HTMLElement ? each.innerText : '')).join('\n');
      return [`${index} ${cell.firstChild?.textContent}`, text];
    }),
  );
  return new Map(texts);
}
