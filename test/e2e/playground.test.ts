import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { violations } from './support/axe.js';
import { usePlayground } from './support/playground.js';
import { buttonOf, connectionsOf, decide, fieldOf, nextEvent, popupOf, signIn } from './support/steps.js';
import { describe, it } from 'vitest';
import { z } from 'zod';

describe('The playground', { timeout: 400_000 }, () => {
  const playground = usePlayground();

  it('shows an account that was just connected, the events and the activity', async () => {
    const page = await playground.open();
    const success = await nextEvent(page, 'nango-success');
    const popup = await popupOf(page, page.getByRole('button', { name: 'Connect GitHub', exact: true }));
    await signIn(popup);
    await decide(popup, 'Allow');
    const { connectionId } = await success();

    assert.equal(typeof connectionId, 'string');
    assert.deepEqual(await connectionsOf(playground.sandbox, 'github'), [connectionId]);
    await page.locator('#accounts').getByText(String(connectionId)).waitFor();
    const events = await page.locator('#events strong').allTextContents();
    assert.deepEqual(
      events.filter((name) => name !== 'nango-state'),
      ['nango-success', 'nango-start'],
    );
    await page.locator('#activity .success').getByText('github').waitFor();
  });

  it('disconnects', async () => {
    const page = await playground.open();
    await page.getByRole('button', { name: /^Disconnect GitHub/ }).click();
    await page.getByText('Nothing is connected yet.').waitFor();
    assert.deepEqual(await connectionsOf(playground.sandbox, 'github'), []);
  });

  it('shows what happened in another tab, in the list and in the cards', async () => {
    const [one, other] = [await playground.open(), await playground.open()];
    await buttonOf(one, 'openai').click();
    await fieldOf(one, 'openai', 'API key').fill('good-key');
    await one.keyboard.press('Enter');
    await one.locator('#openai:state(connected)').waitFor();
    // The pages of a test all have the focus.
    const comeBack = (page: Page): Promise<void> => page.evaluate(() => void dispatchEvent(new Event('focus')));
    await comeBack(other);
    await other.locator('#openai:state(connected)').waitFor();
    assert.match(await other.locator('#openai [part=button]').innerText(), /as Ada Example/);
    await other.getByRole('button', { name: /^Disconnect OpenAI/ }).click();
    await other.getByText('Nothing is connected yet.').waitFor();
    await other.locator('#openai:state(idle)').waitFor();
    await comeBack(one);
    await one.locator('#openai:state(idle)').waitFor();
  });

  it('makes the sandbox fail on demand, and says why it did', async () => {
    const page = await playground.open();
    await page.getByRole('combobox', { name: 'Integration' }).selectOption('openai');
    const switched = page.waitForResponse('**/api/fault');
    await page.getByRole('combobox', { name: 'What goes wrong' }).selectOption('html-502');
    assert.equal((await switched).status(), 204);

    await buttonOf(page, 'openai').click();
    const failure = await nextEvent(page, 'nango-error');
    await fieldOf(page, 'openai', 'API key').fill('good-key');
    await page.keyboard.press('Enter');
    assert.equal((await failure()).status, 502);
    await page.locator('#activity .failed').getByText('502').waitFor();
    await page.locator('#events .nango-error').waitFor();
    playground.sandbox.setFault('openai', undefined);
  });

  it('lists no attempts of the gallery, whose cells make them by themselves', async () => {
    const gallery = await playground.open({ at: '/gallery', until: 'load' });
    await gallery.locator('.cell', { hasText: 'Refused' }).locator('[part=error]').first().waitFor();
    assert.ok(playground.sandbox.activity().some(({ endUser }) => endUser === 'visitor'));
    const page = await playground.open();
    const before = playground.sandbox.activity().filter(({ endUser }) => endUser !== 'visitor');
    assert.equal(await page.locator('#activity li').count(), before.length);
  });

  it('has switches for theme, language and direction that the address remembers', async () => {
    const page = await playground.open();
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
    await page.getByRole('combobox', { name: 'Direction' }).selectOption('rtl');
    await page.reload();
    const look = await page.evaluate(() => [
      getComputedStyle(document.body).colorScheme,
      document.dir,
      document.querySelector('nango-connect')?.matches(':dir(rtl)'),
    ]);
    assert.deepEqual(look, ['dark', 'rtl', true]);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('de');
    assert.equal(await page.locator('#github').getAttribute('lang'), 'de');
    assert.match(page.url(), /language=de/);
  });

  it('fits a phone', async () => {
    const page = await playground.open({ viewport: { width: 320, height: 640 } });
    await buttonOf(page, 'github').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`passes axe in ${colorScheme}, at rest and with a dialog`, async () => {
      const page = await playground.open({ colorScheme });
      await page.locator('#clicksend').getByRole('button', { name: 'Connect ClickSend' }).waitFor();
      assert.deepEqual(await violations(page), []);
      await buttonOf(page, 'openai').click();
      await fieldOf(page, 'openai', 'API key').waitFor();
      assert.deepEqual(await violations(page), []);
    });
  }

  it('shows logos and what is chosen in forced colors', async () => {
    const page = await playground.open({ at: '/demo/playground/icon.svg' });
    // Few enough to be put into categories.
    await page.route('**/integrations', async (route) => {
      const response = await route.fetch();
      const { data } = z.object({ data: z.array(z.unknown()) }).parse(await response.json());
      await route.fulfill({ response, json: { data: data.slice(0, 8) } });
    });
    await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
    await page.goto(new URL('/', page.url()).href);
    const backgroundOf = (part: string): Promise<string> =>
      page
        .locator(part)
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    assert.equal(await backgroundOf('.card .logo'), 'rgb(255, 255, 255)');
    await buttonOf(page, 'all').click();
    assert.equal(await backgroundOf('#all [part=logo]'), 'rgb(255, 255, 255)');
    await page.locator('#all [part=category]').first().click();
    const category = (pressed: boolean): string => `#all [part=category][aria-pressed=${pressed}]`;
    assert.notEqual(await backgroundOf(category(true)), await backgroundOf(category(false)));
  });

  it('keeps its secret key, and asks nobody but itself and the sandbox', async () => {
    const page = await playground.open({ at: '/demo/playground/icon.svg' });
    const bodies: Promise<string>[] = [];
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).hostname));
    page.on('response', (response) => bodies.push(response.text().catch(() => '')));
    await page.goto(new URL('/', page.url()).href);
    await page.locator('#clicksend').getByRole('button', { name: 'Connect ClickSend' }).waitFor();
    await buttonOf(page, 'all').click();
    const search = page.locator('#all [part=search]');
    await search.fill('zend');
    const { width = 0, height = 0 } = (await search.boundingBox()) ?? {};
    // The browser's own button in the field.
    await search.click({ position: { x: width - 22, y: height / 2 } });
    assert.equal(await search.inputValue(), '');
    assert.deepEqual([...hosts], ['localhost']);
    assert.ok(bodies.length > 10);
    assert.ok(!(await Promise.all(bodies)).join('').includes(playground.sandbox.secretKey));
  });
});
