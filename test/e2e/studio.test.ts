import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { getProviders } from '@nangohq/providers';
import type { Locator, Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { z } from 'zod';
import { root } from '../support/documents.js';
import { violations } from './support/axe.js';
import { usePlayground } from './support/playground.js';
import { connectionsOf, decide, nextEvent, popupOf, signIn } from './support/steps.js';

const described = z.object({ name: z.string() });
const manifest = z
  .object({
    modules: z.array(
      z.object({
        declarations: z
          .array(
            z.object({
              tagName: z.string().optional(),
              attributes: z.array(described).optional(),
              cssProperties: z.array(described).optional(),
              slots: z.array(described).optional(),
              cssParts: z.array(described).optional(),
            }),
          )
          .optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(`${root}custom-elements.json`, 'utf8')));
const elements = manifest.modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName);
const texts = ['en', ...readdirSync(`${root}src/locales`).map((file) => file.replace('.ts', ''))].sort();

/** The names in the manifest. The dialog of one element has the parts of the other; all variables are for both. */
function offeredBy(tag: string): Record<string, Set<string>> {
  const own = elements.filter(({ tagName }) => tagName === tag);
  const withForm = tag === 'nango-connect' ? elements : own;
  const names = (all: readonly { name: string }[]): Set<string> => new Set(all.map(({ name }) => name));
  return {
    Variables: names(elements.flatMap(({ cssProperties = [] }) => cssProperties)),
    Slots: new Set([...names(own.flatMap(({ slots = [] }) => slots))].map((name) => name || 'default slot')),
    Attributes: names(own.flatMap(({ attributes = [] }) => attributes)),
    Parts: names(withForm.flatMap(({ cssParts = [] }) => cssParts)),
  };
}

/** Gives a control of the settings another value. Servers must be there: the element in the preview asks them. */
async function change(control: Locator, host: string): Promise<void> {
  const id = (await control.getAttribute('id')) ?? '';
  const type = await control.evaluate((one) => ('type' in one ? one.type : ''));
  if (type === 'checkbox') await control.click();
  else if (type === 'select-one') await control.selectOption({ index: 1 });
  else if (type === 'number') await control.fill('7');
  else if (id === 'attributes-host') await control.fill(`${host}/`);
  else if (id === 'attributes-backend') await control.fill('/api/nango/');
  else await control.fill(id.endsWith('-url') ? '/api/nango/session' : 'letter-spacing: 3px');
}

describe('The Studio', { timeout: 400_000 }, () => {
  const playground = usePlayground();
  const open = () => playground.open({ at: '/studio', permissions: ['clipboard-read', 'clipboard-write'] });
  const html = (page: Page) => page.getByRole('region', { name: 'HTML' }).innerText();

  it('finds any provider, shows its form, and connects it to the sandbox', async () => {
    const page = await open();
    await page.getByRole('radio', { name: 'nango-credentials-form' }).check();
    for (const [search, name, title] of [
      ['holded', 'holded', 'Holded'],
      ['lattice', 'lattice', 'Lattice'],
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

  it('connects a provider of the catalog by its popup', async () => {
    const page = await open();
    for (const [search, name] of [
      ['hubspot', 'hubspot'],
      ['Twitter (v2)', 'twitter-v2'],
      ['notion', 'notion'],
    ] as const) {
      await page.getByRole('searchbox').fill(search);
      await page.locator(`.choices label:has(input[value="${name}"])`).click();
      await page.locator(`#preview nango-connect[integration-id="${name}"]`).waitFor();
      const popup = await popupOf(page, page.locator('#preview').getByRole('button'));
      await signIn(popup);
      await decide(popup, 'Allow');
      await page.locator('#preview nango-connect:state(connected)').waitFor();
      // Where the window opened late, a dialog says "connected" for a moment: until then nothing can be typed in the page.
      await page.locator('#preview dialog').waitFor({ state: 'detached' });
      assert.equal((await connectionsOf(playground.sandbox, name)).length, 1, name);
    }
  });

  it('has an integration for a provider of each auth mode', async () => {
    const page = await open();
    const modes = new Map(Object.entries(getProviders() ?? {}).map(([name, { auth_mode: mode }]) => [mode, name]));
    assert.ok(modes.size > 15);
    for (const provider of modes.values()) {
      const status = await page.evaluate(async (body) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch('/api/integrations', { method: 'POST', headers, body })).status;
      }, JSON.stringify({ provider }));
      assert.equal(status, 200, provider);
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

  it('is led back to a design by its address, which has no token', async () => {
    const page = await open();
    for (const name of ['Attributes', 'Parts']) await page.locator('summary', { hasText: name }).click();
    await page.getByRole('searchbox').fill('notion');
    await page.locator('.choices label:has(input[value="notion"])').click();
    await page.locator('#preview nango-connect[integration-id="notion"]').waitFor();
    await page.locator('#slots-default').fill('100% “now” & <b>');
    await page.getByLabel('lang', { exact: true }).selectOption('ar');
    await page.getByLabel('inline', { exact: true }).check();
    await page.locator('#variables---nango-brand').fill('#0a7d5c');
    await page.locator('#parts-button').fill('letter-spacing: 2px');
    await page.locator('#settings select[name=theme]').selectOption('dark');
    const [before, css] = [await html(page), await page.getByRole('region', { name: 'CSS' }).innerText()];
    assert.match(before, /dir="rtl"/);
    await page.locator('#attributes-session-token').fill('a-secret-token');
    assert.doesNotMatch(page.url(), /secret/);
    const other = await playground.open({ at: page.url().slice(new URL(page.url()).origin.length) });
    assert.equal(await html(other), before);
    assert.equal(await other.getByRole('region', { name: 'CSS' }).innerText(), css);
    await other.getByRole('navigation').getByRole('link', { name: 'Snippets' }).click();
    await other.waitForURL('**/snippets?theme=dark');
    await other.locator('html[data-theme=dark]').waitFor();
    await other.goBack();
    await other.locator('#preview nango-connect').waitFor();
    assert.equal(await html(other), before);
  });

  it('leaves out what is no CSS, and nothing that is typed changes the page around the preview', async () => {
    const page = await open();
    await page.locator('summary', { hasText: 'Parts' }).click();
    for (const [id, text] of [
      ['variables---nango-brand', 'red; } body { display: none'],
      ['variables---nango-font', '"Georgia'],
      ['parts-button', 'color: red } body { display: none'],
      ['parts-button', 'color: red; /*'],
      ['parts-button', 'no-such: thing'],
    ] as const) {
      await page.locator(`#${id}`).fill(text);
      assert.equal(await page.locator(`#${id}`).getAttribute('aria-invalid'), 'true', text);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).display), 'block', text);
      assert.equal(await page.getByRole('region', { name: 'CSS' }).count(), 0, text);
      await page.locator(`#${id}`).fill('');
    }
    await page.locator('#parts-button').fill("color: red; content: 'a; b'");
    assert.match(
      await page.getByRole('region', { name: 'CSS' }).innerText(),
      / {2}color: red;\n {2}content: 'a; b';\n/,
    );
  });

  it('shows nothing of this site’s own look in the preview, which the copied code would lack', async () => {
    const page = await open();
    const names = [...(offeredBy('nango-connect').Variables ?? [])];
    assert.ok(names.includes('--nango-surface'));
    const inherited = await page.locator('#preview nango-connect').evaluate((element, all) => {
      const style = getComputedStyle(element);
      return all.filter((name) => style.getPropertyValue(name));
    }, names);
    assert.deepEqual(inherited, []);
  });

  it('keeps a label that was typed when another provider is chosen', async () => {
    const page = await open();
    await page.locator('#slots-default').fill('Link it');
    await page.getByRole('searchbox').fill('notion');
    await page.locator('.choices label:has(input[value="notion"])').click();
    await page.locator('#preview nango-connect[integration-id="notion"]').waitFor();
    assert.match(await html(page), />\s*Link it\s*</);
  });

  for (const tag of ['nango-connect', 'nango-credentials-form']) {
    it(`offers every attribute, variable, slot, part and language of <${tag}>, and each changes the code`, async () => {
      const page = await open();
      await page.getByRole('radio', { name: tag }).check();
      const expected = offeredBy(tag);
      for (const [group, names] of Object.entries(expected)) {
        const controls = page.locator('#settings-panel details', { has: page.locator('summary', { hasText: group }) });
        if ((await controls.getAttribute('open')) === null) await controls.locator('summary').click();
        const labels = (await controls.locator('label').allInnerTexts()).map((label) => label.trim());
        assert.deepEqual(labels.sort(), [...names].sort(), group);
      }
      const languages = page.getByLabel('lang', { exact: true }).locator('option');
      assert.deepEqual(
        (await languages.evaluateAll((all) => all.map((one) => one.getAttribute('value') ?? ''))).sort(),
        ['', ...texts],
      );
      const controls = page.locator('#settings-panel details :is(input:not([type=color]), select)');
      for (const control of await controls.all()) {
        const before = await page.locator('#code').innerText();
        await change(control, playground.sandbox.url);
        const id = await control.getAttribute('id');
        assert.notEqual(await page.locator('#code').innerText(), before, `${id} changes nothing`);
      }
    });
  }

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
