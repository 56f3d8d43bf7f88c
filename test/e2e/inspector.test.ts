import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { violations } from './support/axe.js';
import { usePlayground } from './support/playground.js';
import { decide, nextEvent, popupOf, signIn } from './support/steps.js';

describe('The Inspector', { timeout: 400_000 }, () => {
  const playground = usePlayground();
  const button = (page: Page) => page.getByRole('button', { name: 'Connect GitHub' });
  const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });
  const switchOn = async (page: Page, fault: string): Promise<void> => {
    const told = page.waitForResponse('**/api/fault');
    await page.getByText(fault, { exact: true }).click();
    await told;
    await page.locator('#attempt .about', { hasText: `${fault}: ` }).waitFor();
  };

  it('shows each step of an attempt, and no secret of it', async () => {
    const page = await playground.open({ at: '/inspector' });
    const popup = await popupOf(page, button(page));
    await signIn(popup);
    await decide(popup, 'Allow');
    await timeline(page).getByText('nango-success').waitFor();
    const text = await timeline(page).innerText();
    for (const step of [
      'nango-start',
      'nango-state: connecting → connected',
      'opened, blank',
      'is on its way to the provider',
      'POST /api/nango/session',
      'message_type: connection_ack',
      'message_type: success, provider_config_key: github, connection_id: …',
    ])
      assert.ok(text.includes(step), `${step} is missing in\n${text}`);
    assert.ok((await timeline(page).locator('.kind.debug').count()) > 1);
    assert.doesNotMatch(text, /nango_connect_session_\w|[\da-f]{32}/);
  });

  it('lets a popup be blocked, and then opens it', async () => {
    const page = await playground.open({ at: '/inspector' });
    await page.getByText('Popup blocked', { exact: true }).click();
    await button(page).click();
    await timeline(page).getByText('blocked by the browser').first().waitFor();
    await timeline(page)
      .getByText(/nango-error: blocked_by_browser, failed/)
      .waitFor();
    await page.getByText('Popup blocked', { exact: true }).click();
    const popup = await popupOf(page, button(page));
    await signIn(popup);
    await decide(popup, 'Allow');
    await timeline(page).getByText('nango-success').waitFor();
  });

  for (const [fault, sign] of [
    ['Popup severed', /closed, or cut off/],
    ['Socket cut off', /closed, code 1006, cut off/],
  ] as const) {
    it(`shows the recovery from: ${fault}`, async () => {
      const page = await playground.open({ at: '/inspector' });
      await switchOn(page, fault);
      const popup = await popupOf(page, button(page));
      await signIn(popup);
      await decide(popup, 'Allow');
      await timeline(page).getByText('nango-success').waitFor();
      assert.match(await timeline(page).innerText(), sign);
      playground.sandbox.setFault('github', undefined);
    });
  }

  it('lets two faults happen together, and one of two that exclude each other', async () => {
    const page = await playground.open({ at: '/inspector' });
    await switchOn(page, 'Slow server');
    await switchOn(page, 'Result unreadable');
    await switchOn(page, 'Result late');
    await switchOn(page, 'Popup severed');
    assert.match(page.url(), /fault=coop%2Clate-frame%2Cslow/);
    const popup = await popupOf(page, button(page));
    await signIn(popup);
    await decide(popup, 'Allow');
    await timeline(page).getByText('nango-success').waitFor();
    const text = await timeline(page).innerText();
    assert.match(text, /closed, or cut off/);
    assert.doesNotMatch(text, /not JSON/);
    playground.sandbox.setFault('github', undefined);
  });

  it('shows no confirmation that an element asks for once it is taken away', async () => {
    const page = await playground.open({ at: '/inspector?integration=openai&fault=slow' });
    await page.getByRole('button', { name: 'Connect OpenAI' }).click();
    await page.getByRole('textbox', { name: 'API Key' }).fill('good-key');
    await Promise.all([page.waitForRequest(/api-auth/), page.keyboard.press('Enter')]);
    const confirmed = page.waitForResponse('**/api/nango/confirm');
    // Behind the dialog.
    await page.getByRole('button', { name: 'Start over', includeHidden: true }).dispatchEvent('click');
    await confirmed;
    await page.waitForLoadState('networkidle');
    assert.doesNotMatch(await timeline(page).innerText(), /confirm/);
  });

  it('shows nothing of an attempt once it starts over', async () => {
    const page = await playground.open({ at: '/inspector' });
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    let asked = 0;
    await page.route('**/connect/session', async (route) => {
      // The question beside the popup, whose answer comes too late.
      if ((asked += 1) > 1) await answered;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Start over' }).click();
    const popup = await popupOf(page, button(page));
    await popup.locator('#login').waitFor();
    await timeline(page).getByText('popup sent on').waitFor();
    await page.getByRole('button', { name: 'Start over' }).click();
    if (!popup.isClosed()) await popup.waitForEvent('close');
    answer();
    await page.waitForLoadState('networkidle');
    // The watch of the popup looks every 200 ms.
    await page.waitForTimeout(500);
    assert.doesNotMatch(
      await timeline(page).innerText(),
      /nango-|popup|socket|authorization_cancelled|← GET .*connect\/session/,
    );
  });

  it('is led back by its address to integration and fault, which ends with the page', async () => {
    const page = await playground.open({ at: '/inspector' });
    await page.getByText('OpenAI, by API key').click();
    await page.getByText('Too many requests', { exact: true }).click();
    await page.waitForURL(/integration=openai&fault=rate-limit/);
    await page.reload({ waitUntil: 'networkidle' });
    assert.equal(await page.getByRole('checkbox', { name: 'Too many requests' }).isChecked(), true);
    await page.getByRole('button', { name: 'Connect OpenAI' }).click();
    await page.getByRole('textbox', { name: 'API Key' }).fill('good-key');
    await page.keyboard.press('Enter');
    await timeline(page)
      .getByText(/^429 ← POST/)
      .waitFor();
    await page.goto(new URL('/forms', page.url()).href, { waitUntil: 'networkidle' });
    const success = await nextEvent(page, 'nango-success');
    await page.locator('.cell', { hasText: 'openai ·' }).getByRole('textbox').fill('good-key');
    await page.keyboard.press('Enter');
    await success();
  });

  it('ends an attempt whose socket never answers, and says that nothing was created', async () => {
    const page = await playground.open({ at: '/inspector' });
    await page.getByText('Socket never answers', { exact: true }).click();
    await button(page).click();
    await timeline(page)
      .getByText(/nango-error: \w+, failed/)
      .waitFor();
    const text = await timeline(page).innerText();
    assert.match(text, /socket 1 opens ws:.*\?fault=…/);
    assert.doesNotMatch(text, /connection_ack/);
  });

  it('covers neither the faults nor what they say with what the element shows', async () => {
    const page = await playground.open({ at: '/inspector?integration=github&fault=blocked' });
    await button(page).click();
    await page.locator('#attempt [part=note]').waitFor();
    const covered = await page.locator('#attempt :is(label, .about p)').evaluateAll((all) =>
      all
        .filter((each) => {
          const { x, y, width, height } = each.getBoundingClientRect();
          return !each.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        })
        .map(({ textContent }) => textContent.trim()),
    );
    assert.deepEqual(covered, []);
  });

  it('hides the page behind its popup and cuts its socket: the backend knows of the connection', async () => {
    const page = await playground.open({ at: '/inspector' });
    await page.getByText('Page hidden', { exact: true }).click();
    const popup = await popupOf(page, button(page));
    await timeline(page).getByText('is on its way to the provider').waitFor();
    assert.equal(await page.evaluate(() => document.visibilityState), 'hidden');
    await signIn(popup);
    await decide(popup, 'Allow');
    await timeline(page).getByText('nango-success').waitFor();
    const text = await timeline(page).innerText();
    assert.match(text, /socket \d closed[^]*POST \/api\/nango\/confirm/);
    assert.doesNotMatch(text, /message_type: success/);
    await page.waitForFunction(() => document.visibilityState === 'visible');
  });

  it('lets no request and no socket through while offline', async () => {
    const page = await playground.open({ at: '/inspector' });
    await page.getByText('Offline', { exact: true }).click();
    await button(page).click();
    await page.getByText('Can’t reach the server. Check your connection.').first().waitFor();
    const [, text = ''] = (await timeline(page).innerText()).split('nango-start');
    assert.match(text, /no answer ← POST \/api\/nango\/session/);
    assert.doesNotMatch(text, /\d{3} ←|connection_ack/);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`passes axe in ${colorScheme}, and fits a phone`, async () => {
      const page = await playground.open({ at: '/inspector', colorScheme, viewport: { width: 320, height: 900 } });
      await page.getByText('Popup blocked', { exact: true }).click();
      await button(page).click();
      await timeline(page)
        .getByText(/nango-error/)
        .waitFor();
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    });
  }
});
