import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { openPopup as open, Visitor, type Page } from './visitor.js';
import { afterAll, beforeAll, test, vi } from 'vitest';
import { z } from 'zod';

const validUuid1 = z.uuid({ version: 'v1' });

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

const openPopup = (integration: string, query?: Record<string, string>) => open(sandbox, integration, query);

async function consent(visitor: Visitor, login: Page, action: 'allow' | 'deny'): Promise<Page> {
  return visitor.submit(await visitor.signIn(login), action);
}

test('a login and a consent end in a connection', async () => {
  const { listener, visitor, page } = await openPopup('github', { connection_id: 'user-1' });
  assert.match(page.url, /^http:\/\/127\.0\.0\.1:/, 'the provider is on another site');
  assert.match(page.text, /Sign in to GitHub/);
  const end = await consent(visitor, page, 'allow');
  assert.equal(end.status, 200);
  assert.match(end.text, /nango_oauth_callback_success/);
  assert.deepEqual(await listener.next(), {
    message_type: 'success',
    provider_config_key: 'github',
    connection_id: 'user-1',
    is_pending: false,
  });
  assert.equal(sandbox.connections()[0]?.connection_id, 'user-1');
  listener.close();
});

test('the provider is asked with PKCE, state and the scopes', async () => {
  const { listener, visitor } = await openPopup('github');
  const asked = new URL(visitor.hops[1]?.url ?? '').searchParams;
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.equal(validUuid1.safeParse(asked.get('state')).success, true);
  const again = await openPopup('github');
  assert.notEqual(new URL(again.visitor.hops[1]?.url ?? '').searchParams.get('state'), asked.get('state'));
  again.listener.close();
  assert.equal(asked.get('scope'), 'repo user');
  assert.equal(asked.get('redirect_uri'), `${sandbox.url}/oauth/callback`);
  assert.match(
    visitor.hops[0]?.headers.get('set-cookie') ?? '',
    new RegExp(`^oauth2-${asked.get('state')}=1;.*HttpOnly; SameSite=Lax`),
  );
  listener.close();
});

test('the consent page says what is asked for', async () => {
  const { listener, visitor, page } = await openPopup('github');
  assert.match((await visitor.signIn(page)).text, /<li>repo<\/li><li>user<\/li>/);
  listener.close();
});

test('a denial is told with what the provider said', async () => {
  const { listener, visitor, page } = await openPopup('github', { connection_id: 'denied' });
  const end = await consent(visitor, page, 'deny');
  assert.equal(end.status, 400);
  assert.match(end.text, /nango_oauth_callback_error/);
  assert.deepEqual(await listener.next(), {
    message_type: 'error',
    provider_config_key: 'github',
    connection_id: 'denied',
    error_type: 'callback_err',
    error_desc: 'The provider sent no code. error: access_denied; error_description: The user denied access',
  });
  assert.equal(sandbox.activity()[0]?.code, 'callback_err');
  listener.close();
});

test('a wrong password is asked again', async () => {
  const { listener, visitor, page } = await openPopup('github');
  const again = await visitor.submit(page, 'sign-in', { login: 'demo', password: 'wrong' });
  assert.match(again.text, /do not belong together/);
  assert.match((await visitor.signIn(again)).text, /Allow the sandbox/);
  listener.close();
});

test('a second attempt in the same browser is asked for its login again', async () => {
  const { listener, visitor, page } = await openPopup('github');
  await consent(visitor, page, 'allow');
  const next = await visitor.open(`${sandbox.url}/oauth/connect/google-drive?public_key=${sandbox.publicKey}`);
  assert.match(next.text, /Sign in to Google Drive/);
  listener.close();
});

test('a state works once', async () => {
  const { listener, visitor, page } = await openPopup('github');
  await consent(visitor, page, 'allow');
  await listener.next();
  const callback = visitor.hops.at(-1)?.url ?? '';
  const replayed = await new Visitor().open(callback);
  assert.equal(replayed.status, 400);
  assert.match(replayed.text, /unknown, expired or was used/);
  assert.deepEqual(listener.frames, []);
  listener.close();
});

test('a code that the provider did not give is told as unknown_err', async () => {
  const { listener, visitor } = await openPopup('github');
  const state = new URL(visitor.hops[1]?.url ?? '').searchParams.get('state');
  const end = await new Visitor().open(`${sandbox.url}/oauth/callback?code=invented&state=${state}`);
  assert.equal(end.status, 400);
  const frame = await listener.next();
  assert.match(JSON.stringify(frame), /"error_type":"unknown_err".*invalid_grant/);
  listener.close();
});

test('a missing subdomain is told before the provider is asked', async () => {
  const { listener, page } = await openPopup('zendesk');
  assert.equal(page.status, 400);
  assert.match(JSON.stringify(await listener.next()), /"error_type":"url_param_err".*connectionConfig.subdomain/);
  listener.close();
});

test("a client of the user's own is used when it is given", async () => {
  const { listener, visitor, page } = await openPopup('github', {
    'credentials[oauth_client_id_override]': 'own-client',
    'credentials[oauth_client_secret_override]': 'own-secret',
  });
  assert.equal(new URL(visitor.hops[1]?.url ?? '').searchParams.get('client_id'), 'own-client');
  assert.equal((await consent(visitor, page, 'allow')).status, 200);
  listener.close();
});

test('the pages of an integration with the fault coop sever the popup', async () => {
  const severed = await openPopup('github-coop');
  assert.equal(severed.page.headers.get('cross-origin-opener-policy'), 'same-origin');
  const usual = await openPopup('github');
  assert.equal(usual.page.headers.get('cross-origin-opener-policy'), null);
  severed.listener.close();
  usual.listener.close();
});

test('neither a password nor the secret of an own client is found anywhere afterwards', async () => {
  const consoles = (['log', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
  const { listener, visitor, page } = await openPopup('github', {
    'credentials[oauth_client_id_override]': 'own-client',
    'credentials[oauth_client_secret_override]': 'very-secret',
  });
  const consented = await visitor.submit(page, 'sign-in', { login: 'demo', password: 'very-secret' });
  const end = await visitor.submit(consented, 'allow');
  assert.equal(end.status, 400);
  const shown = [consented.text, end.text, await listener.text(), sandbox.activity()];
  const logged = consoles.flatMap(({ mock }) => mock.calls);
  vi.restoreAllMocks();
  assert.doesNotMatch(JSON.stringify([shown, logged]), /very-secret/);
  listener.close();
});
