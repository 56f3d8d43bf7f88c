import assert from 'node:assert/strict';
import { it, type TestContext } from 'vitest';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.js';
import { inEngine, type Site } from '../support/engine-tests.js';
import { startHost } from '../support/host.js';
import { allIsDone, alone, signInAndAllow, windowOf } from '../support/person.js';
import { connectionsOf } from '../support/steps.js';
import { until } from '../../support/wait.js';

const button = '[part=button]';
const retry = ['button', 'Try again'] as const;
const closedIt = ['button', 'I closed it'] as const;
const openWindow = ['button', 'Open the window'] as const;

inEngine('Recovering', (setting) => {
  it('where there was no gesture: says that a window will open, and a click opens it', async () => {
    const { host } = setting;
    const { visit, person } = await setting.open({ 'integration-id': 'github', connect: '' });
    await until('the wish for a click', () => Promise.resolve(host.states.includes('input') || undefined));
    assert.equal((await visit.tabs()).length, 1);
    await person.sees(['dialog', 'A window will open']);

    await signInAndAllow(await windowOf(visit, () => person.click(openWindow)));
    assert.equal((await person.end()).event, 'nango-success');
    await person.seesNo('dialog');
  });

  it('where the browser blocks the window: says so, and a click opens it', async () => {
    const { host } = setting;
    const { visit, person } = await setting.open({
      element: 'nango-credentials-form',
      'integration-id': 'github',
      connect: '',
    });
    await until('the end without a window', () => Promise.resolve(host.states.includes('error') || undefined));
    assert.equal((await visit.tabs()).length, 1);
    assert.equal((await person.end()).type, 'blocked_by_browser');
    await person.sees(['[role=alert]', 'Your browser blocked the window']);

    await signInAndAllow(await windowOf(visit, () => person.click('[part=submit]')));
    assert.equal((await person.end(2)).event, 'nango-success');
  });

  it('where the provider severs the window: goes on, and hears of the connection', async () => {
    const { visit, person } = await setting.open({ 'integration-id': 'github-coop' });
    const popup = await windowOf(visit, () => person.click(button));
    await person.sees(closedIt);
    await signInAndAllow(popup);
    const { event, connectionId } = await person.end();
    assert.equal(event, 'nango-success');
    assert.ok((await connectionsOf(setting.sandbox, 'github-coop')).includes(String(connectionId)));
    await alone(visit);
    await allIsDone(person);
  });

  it('where the socket is cut: says so, and asks the page whether it is connected', async () => {
    setting.sandbox.addIntegration({ unique_key: 'cut', provider: 'github', fault: 'drop-socket' });
    const confirm = `${setting.host.url}/api/nango/confirm`;
    const { visit, person } = await setting.open({ 'integration-id': 'cut', 'confirm-url': confirm });
    const popup = await windowOf(visit, () => person.click(button));
    await person.sees(['p', 'We lost contact with the other window.']);
    await person.sees(['button', 'Check again']);
    await signInAndAllow(popup);
    const { event, connectionId } = await person.end();
    assert.equal(event, 'nango-success');
    assert.deepEqual(await connectionsOf(setting.sandbox, 'cut'), [connectionId]);
    await alone(visit);
    await allIsDone(person);
  });

  it('where the socket is cut, and the page cannot say: admits that it does not know', async () => {
    setting.sandbox.addIntegration({ unique_key: 'cut-for-good', provider: 'github', fault: 'drop-socket' });
    const { visit, person } = await setting.open({ 'integration-id': 'cut-for-good' });
    const popup = await windowOf(visit, () => person.click(button));
    await person.sees(['p', 'We lost contact with the other window.']);
    await signInAndAllow(popup);
    const { type, outcome } = await person.end();
    assert.deepEqual({ type, outcome }, { type: 'connection_lost', outcome: 'unknown' });
    await person.sees(['[role=alert]', 'We couldn’t find out whether it worked.']);
    await person.sees(retry);
    await alone(visit);
  });

  it('where the page is reloaded: leaves no window behind, and connects afterwards', async () => {
    const { visit, person } = await setting.open({ 'integration-id': 'github' });
    const popup = await windowOf(visit, () => person.click(button));
    await popup.sees('button[value=sign-in]');
    await person.tab.reload();
    await alone(visit);
    await person.isReady();

    await signInAndAllow(await windowOf(visit, () => person.click(button)));
    assert.equal((await person.end()).event, 'nango-success');
    await alone(visit);
    await allIsDone(person);
  });

  it('where the user closes the window before it leads anywhere: ends at once, and opens another one', async () => {
    const { visit, person } = await setting.open({
      'integration-id': 'github',
      'websockets-path': '/?fault=never-ack',
    });
    const popup = await windowOf(visit, () => person.click(button));
    await popup.tab.close();
    const { type, outcome } = await person.end();
    assert.deepEqual({ type, outcome }, { type: 'window_closed', outcome: 'cancelled' });

    await person.tab.evaluate(`element.removeAttribute('websockets-path')`);
    await signInAndAllow(await windowOf(visit, () => person.click(button)));
    assert.equal((await person.end(2)).event, 'nango-success');
    await alone(visit);
    await allIsDone(person);
  });

  // A closed window looks like a severed one, and the user is asked, unless the focus comes back as on a desktop: of the
  // three drivers only Firefox's does so, and it counts once the provider's page was open for a while. What a desktop adds
  // is tested in plain browsers: test/windowed.
  it('where the user closes the window at the provider: asks or is sure, and opens another one at once', async () => {
    const { visit, person } = await setting.open({ 'integration-id': 'github' });
    const popup = await windowOf(visit, () => person.click(button));
    await popup.sees('button[value=sign-in]');
    await popup.tab.close();
    const seen = await until('the question or the end', async () => {
      const shown = await Promise.all([person.isShown(closedIt), person.isShown(retry)]);
      return shown.includes(true) ? shown : undefined;
    });
    if (seen[0]) await person.click(closedIt);
    assert.equal((await person.end()).type, 'window_closed');

    await signInAndAllow(await windowOf(visit, () => person.click(retry)));
    assert.equal((await person.end(2)).event, 'nango-success');
    await alone(visit);
    await allIsDone(person);
  });

  it('where the session ends between load and click: asks for another one', async () => {
    const { host, sandbox } = setting;
    const before = host.tokens.length;
    const { visit, person } = await setting.open({ 'integration-id': 'github' });
    assert.equal(host.tokens.length, before + 1);
    sandbox.expireSession(host.tokens.at(-1) ?? '');

    await signInAndAllow(await windowOf(visit, () => person.click(button)));
    assert.equal((await person.end()).event, 'nango-success');
    assert.equal(host.tokens.length, before + 2);
    await alone(visit);
    await allIsDone(person);
  });

  it('where the session ends while a key is typed: asks for another one, and keeps the key', async () => {
    const { host, sandbox } = setting;
    const before = host.tokens.length;
    const { person } = await setting.open({ 'integration-id': 'openai' });
    await person.click(button);
    await person.hasFocus('credentials.apiKey');
    assert.equal(host.tokens.length, before + 1);
    sandbox.expireSession(host.tokens.at(-1) ?? '');

    await person.type('good-key');
    await person.press('Enter');
    assert.equal((await person.end()).event, 'nango-success');
    assert.equal(host.tokens.length, before + 2);
    await allIsDone(person);
  });

  // Only one of the three can be told to be offline; a server that is gone is the same to the page in all of them.
  it('where the server is out of reach: says so, and a window opens when it is back', async (test) => {
    const site = await siteOf(test);
    const { visit, person } = await setting.open({ 'integration-id': 'github' }, site);
    await site.sandbox.close();
    await person.click(button);
    assert.equal((await person.end()).type, 'network_error');
    await person.sees(['[role=alert]', 'Can’t reach the server. Check your connection.']);
    await alone(visit);

    await backAgain(test, site);
    await signInAndAllow(await windowOf(visit, () => person.click(retry)));
    assert.equal((await person.end(2)).event, 'nango-success');
    await alone(visit);
    await allIsDone(person);
  });

  it('where the server is out of reach while a key is typed: says so, and keeps the key', async (test) => {
    const site = await siteOf(test);
    const { person } = await setting.open({ 'integration-id': 'openai' }, site);
    await person.click(button);
    await person.hasFocus('credentials.apiKey');
    await person.type('good-key');
    await site.sandbox.close();
    await person.press('Enter');
    assert.equal((await person.end()).type, 'network_error');
    await person.sees(['[role=alert]', 'Can’t reach the server. Check your connection.']);

    const { sandbox } = await backAgain(test, site);
    await person.click('[part=submit]');
    const { event, connectionId } = await person.end(2);
    assert.equal(event, 'nango-success');
    assert.deepEqual(await connectionsOf(sandbox, 'openai'), [connectionId]);
    await allIsDone(person);
  });
});

/** A site for one test, whose server may be stopped. */
async function siteOf({ onTestFinished }: TestContext): Promise<Site> {
  const sandbox = await startSandbox({ port: 0 });
  const host = await startHost(sandbox);
  onTestFinished(async () => {
    await Promise.all([host.close(), sandbox.close()]);
  });
  return { sandbox, host };
}

/** Its server once more, which knows nothing of the sessions before. */
async function backAgain(
  { onTestFinished }: TestContext,
  { sandbox: { port, publicKey, secretKey } }: Site,
): Promise<{ sandbox: Sandbox }> {
  const sandbox = await startSandbox({ port, publicKey, secretKey });
  onTestFinished(() => sandbox.close());
  return { sandbox };
}
