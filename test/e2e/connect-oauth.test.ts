import assert from 'node:assert/strict';
import { usePlayground } from './support/playground.js';
import { buttonOf, connectionsOf, decide, nextEvent, popupOf, signIn } from './support/steps.js';
import { describe, it } from 'vitest';

describe('Connecting by OAuth', { timeout: 400_000 }, () => {
  const playground = usePlayground();
  const activity = () => playground.sandbox.activity()[0];

  it('takes one click, the login and the consent, and leaves nothing to dismiss', async () => {
    const page = await playground.open();
    const success = await nextEvent(page, 'nango-success');
    const popup = await popupOf(page, page.getByRole('button', { name: 'Connect GitHub', exact: true }));
    const closed = popup.waitForEvent('close');
    await signIn(popup);
    await decide(popup, 'Allow');

    const { connectionId, providerConfigKey, isPending } = await success();
    assert.equal(providerConfigKey, 'github');
    assert.equal(isPending, false);
    assert.ok((await connectionsOf(playground.sandbox, 'github')).includes(String(connectionId)));
    await closed;
    const after = await page.locator('#github').evaluate((element: HTMLElementTagNameMap['nango-connect']) => ({
      state: element.state,
      value: element.value,
      focused: document.activeElement === element,
    }));
    assert.deepEqual(after, { state: 'connected', value: connectionId, focused: true });
    assert.equal(await page.getByRole('dialog').count(), 0);
  });

  it('is told that the user denied it, and tries again', async () => {
    const page = await playground.open();
    const before = await connectionsOf(playground.sandbox, 'github');
    const failure = await nextEvent(page, 'nango-error');
    const popup = await popupOf(page, buttonOf(page, 'github'));
    await signIn(popup);
    await decide(popup, 'Deny');

    const { outcome, message, providerConfigKey } = await failure();
    assert.deepEqual([outcome, providerConfigKey], ['cancelled', 'github']);
    assert.match(String(message), /access_denied|denied/);
    assert.deepEqual(await connectionsOf(playground.sandbox, 'github'), before);
    assert.equal(activity()?.outcome, 'failed');
    await page.locator('#github').getByRole('alert').waitFor();

    const success = await nextEvent(page, 'nango-success');
    const again = await popupOf(page, page.locator('#github').getByRole('button', { name: 'Try again' }));
    await signIn(again);
    await decide(again, 'Allow');
    await success();
    assert.equal(await page.locator('#github').getByRole('alert').count(), 0);
  });

  it('opens the window where it learnt too late what is needed', async () => {
    const page = await playground.open({ at: '/demo/playground/icon.svg' });
    await page.route('**/api/nango/session', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue();
    });
    await page.goto(new URL('/', page.url()).href, { waitUntil: 'commit' });
    const success = await nextEvent(page, 'nango-success');
    const popup = await popupOf(page, buttonOf(page, 'github'));
    await signIn(popup);
    await decide(popup, 'Allow');
    await success();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'github');
  });

  it('survives a wrong password at the provider', async () => {
    const page = await playground.open();
    const success = await nextEvent(page, 'nango-success');
    const popup = await popupOf(page, buttonOf(page, 'github'));
    await signIn(popup, 'wrong');
    await popup.getByRole('alert').waitFor();
    await signIn(popup);
    await decide(popup, 'Allow');
    await success();
  });

  it('asks the user when the window went away, and believes what they say', async () => {
    const page = await playground.open();
    const failure = await nextEvent(page, 'nango-error');
    const popup = await popupOf(page, buttonOf(page, 'github'));
    await popup.close();
    await page.locator('#github').getByRole('button', { name: 'I closed it' }).click();

    assert.equal((await failure()).type, 'window_closed');
    await page.locator('#github').getByRole('button', { name: 'Try again' }).waitFor();
  });

  it('can be cancelled while the window is open', async () => {
    const page = await playground.open();
    const failure = await nextEvent(page, 'nango-error');
    const popup = await popupOf(page, buttonOf(page, 'github'));
    const closed = popup.waitForEvent('close');
    await page.locator('#github').getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await failure()).outcome, 'cancelled');
    await closed;
  });

  it('offers a button where there was no gesture', async () => {
    // Whatever runs through the debugger counts as a gesture; an address that changes does not.
    const page = await playground.open({
      script: () => {
        addEventListener('hashchange', () => {
          const element = document.querySelector<HTMLElementTagNameMap['nango-connect']>('nango-connect#github');
          element?.addEventListener('nango-state', ({ detail }) => console.log(`state: ${detail.state}`));
          element?.connect().catch(() => undefined);
        });
      },
    });
    const asked = page.waitForEvent('console', (message) => message.text() === 'state: input');
    await page.goto(`${page.url()}#connect`);
    await asked;
    assert.equal(page.context().pages().length, 1);
    const open = page.locator('#github').getByRole('button', { name: 'Open the window' });
    const success = await nextEvent(page, 'nango-success');
    const popup = await popupOf(page, open);
    await signIn(popup);
    await decide(popup, 'Allow');
    await success();
  });

  it('explains a window that the browser blocked', async () => {
    const { context, url } = await playground.open().then((page) => ({ context: page.context(), url: page.url() }));
    const page = await context.newPage();
    await page.setContent(
      `<iframe id="frame" width="800" height="800" sandbox="allow-scripts allow-same-origin allow-forms" src="${url}"></iframe>`,
    );
    const framed = page.frameLocator('#frame').locator('#github');
    await framed.getByRole('button').first().click();
    await framed
      .getByRole('alert')
      .getByText(/embedded in another/)
      .waitFor();
    await framed.getByText('blocked_by_browser').waitFor({ state: 'attached' });
    assert.equal(context.pages().length, 2);
  });

  it('goes on where the provider severs the window', async () => {
    const page = await playground.open();
    const success = await nextEvent(page, 'nango-success');
    const popup = await popupOf(page, buttonOf(page, 'github-coop'));
    await page.locator('#github-coop').getByRole('button', { name: 'I closed it' }).waitFor();
    await signIn(popup);
    await decide(popup, 'Allow');
    const { connectionId } = await success();
    assert.deepEqual(await connectionsOf(playground.sandbox, 'github-coop'), [connectionId]);
  });

  it('asks for the subdomain first, and takes it out of a pasted address', async () => {
    const page = await playground.open();
    await buttonOf(page, 'zendesk').click();
    const field = page.locator('#zendesk').getByRole('textbox');
    await field.waitFor();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => navigator.clipboard.writeText('https://almanac.zendesk.com/agent'));
    await page.keyboard.press('Control+V');
    await page.locator('#zendesk').getByText('Removed').first().waitFor();
    const success = await nextEvent(page, 'nango-success');
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
    await popup.waitForURL(/127\.0\.0\.1/);
    await signIn(popup);
    await decide(popup, 'Allow');
    const { connectionId } = await success();
    assert.deepEqual(await connectionsOf(playground.sandbox, 'zendesk'), [connectionId]);
  });

  it('speaks OAuth 1', async () => {
    const page = await playground.open();
    const success = await nextEvent(page, 'nango-success');
    const popup = await popupOf(page, buttonOf(page, 'twitter'));
    await signIn(popup);
    await decide(popup, 'Allow');
    const { connectionId } = await success();
    assert.deepEqual(await connectionsOf(playground.sandbox, 'twitter'), [connectionId]);
  });

  it('reconnects, and keeps the id', async () => {
    const page = await playground.open();
    const success = await nextEvent(page, 'nango-success');
    const before = await connectionsOf(playground.sandbox, 'github-coop');
    const popup = await popupOf(page, page.getByRole('button', { name: /^Reconnect GitHub, isolated/ }));
    await signIn(popup);
    await decide(popup, 'Allow');
    const { connectionId } = await success();
    assert.deepEqual([connectionId], before);
    assert.deepEqual(await connectionsOf(playground.sandbox, 'github-coop'), before);
  });

  it('lets the user choose the integration, by keyboard', async () => {
    const page = await playground.open();
    await buttonOf(page, 'all').focus();
    await page.keyboard.press('Enter');
    await page.locator('#all').getByRole('option').first().waitFor();
    await page.keyboard.type('google drive');
    await page.locator('#all').getByRole('option', { name: 'Google Drive' }).waitFor();
    const success = await nextEvent(page, 'nango-success');
    await page.keyboard.press('Enter');
    const open = page.locator('#all').getByRole('button', { name: 'Open the window' });
    const popup =
      (await Promise.race([page.waitForEvent('popup'), open.waitFor().then(() => undefined)])) ??
      (await popupOf(page, open));
    await popup.waitForURL(/127\.0\.0\.1/);
    await signIn(popup);
    await decide(popup, 'Allow');
    const { connectionId, providerConfigKey } = await success();
    assert.equal(providerConfigKey, 'google-drive');
    assert.deepEqual(await connectionsOf(playground.sandbox, 'google-drive'), [connectionId]);
  });
});
