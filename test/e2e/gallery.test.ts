import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type {} from '../../src/define.js';
import { violations } from './support/axe.js';
import { usePlayground } from './support/playground.js';
import { describe, it } from 'vitest';

describe('The gallery', { timeout: 600_000 }, () => {
  const playground = usePlayground();

  // The other languages differ in their texts only, which a test in Node looks at.
  for (const language of ['en', 'ar']) {
    it(`reaches every state in ${language}, and passes axe in light and dark`, async () => {
      // High enough for all cells to be in view: what is not seen is not loaded.
      const page = await playground.open({
        at: `/gallery?language=${language}`,
        until: 'load',
        viewport: { width: 1600, height: 8000 },
      });
      await settled(page);
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
  for (const theme of ['light', 'dark']) {
    it(`opens each dialog in ${theme}, which passes axe, and closes it`, async () => {
      const page = await playground.open({ at: '/gallery', until: 'load', viewport: { width: 1600, height: 8000 } });
      await settled(page);
      for (const [name, shows, leave] of dialogs) {
        const cell = page.locator(`.theme.${theme} .cell`, { hasText: name });
        await cell.locator('[part=button]').click();
        const dialog = cell.locator('dialog:modal');
        await dialog.getByText(shows).first().waitFor();
        assert.deepEqual(await violations(dialog, { wcagOnly: true }), []);
        await dialog.getByRole('button', { name: leave, exact: true }).click();
        await dialog.waitFor({ state: 'detached' });
      }
    });
  }

  it('says in the built file what it says in the sources, space by space, in every state and dialog', async () => {
    const texts = async (script?: string): Promise<Map<string, string>> => {
      const page = await playground.open({ at: '/', until: 'load', viewport: { width: 1600, height: 8000 } });
      if (script)
        await page.route(/\/src\/define\.ts/, (route) =>
          route.fulfill({ body: script, contentType: 'text/javascript' }),
        );
      await page.goto(new URL('/gallery', page.url()).href);
      await settled(page);
      const all = await renderedTexts(page);
      for (const [name, shows, leave] of dialogs) {
        const cell = page.locator('.theme.light .cell', { hasText: name });
        await cell.locator('[part=button]').click();
        const dialog = cell.locator('dialog:modal');
        await dialog.getByText(shows).first().waitFor();
        all.set(`${name}: dialog`, await dialog.innerText());
        await dialog.getByRole('button', { name: leave, exact: true }).click();
        await dialog.waitFor({ state: 'detached' });
      }
      await page.close();
      return all;
    };
    const built = await readFile(new URL('../../dist/nango-elements.min.js', import.meta.url), 'utf8');
    const [source, single] = [await texts(), await texts(built)];
    assert.ok(source.size >= 60);
    assert.deepEqual(single, source);
  });

  it('refuses in the built file what it refuses in the sources, and nothing for an invalid pattern', async () => {
    const built = await readFile(new URL('../../dist/nango-elements.min.js', import.meta.url), 'utf8');
    const page = await playground.open({ at: '/', until: 'load' });
    await page.route(/\/src\/define\.ts/, (route) => route.fulfill({ body: built, contentType: 'text/javascript' }));
    await page.goto(new URL('/gallery', page.url()).href);
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

  it('stays at its top while its cells take the focus', async () => {
    const page = await playground.open({ at: '/gallery', until: 'load', viewport: { width: 1280, height: 900 } });
    await page.waitForFunction(() => document.activeElement?.localName === 'nango-credentials-form');
    const drawn = (): Promise<number> =>
      page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(scrollY)))),
      );
    assert.equal(await drawn(), 0);
  });

  it('fits a phone, with every state in it', async () => {
    const page = await playground.open({ at: '/gallery', until: 'load', viewport: { width: 320, height: 16_000 } });
    await settled(page);
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

/** What is to be read in each cell's shadow root. */
async function renderedTexts(page: Page): Promise<Map<string, string>> {
  const texts = await page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('.cell'), (cell, index): [string, string] => {
      const inside = cell.querySelector('nango-connect, nango-credentials-form')?.shadowRoot?.children ?? [];
      const text = Array.from(inside, (each) => (each instanceof HTMLElement ? each.innerText : '')).join('\n');
      return [`${index} ${cell.firstChild?.textContent}`, text];
    }),
  );
  return new Map(texts);
}
