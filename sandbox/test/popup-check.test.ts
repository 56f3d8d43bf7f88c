import assert from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import { contractConfig } from '../../test/support/contract-config.js';
import { startMockProvider, type MockProvider } from '../../test/support/mock-provider.js';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { clientOf } from './client.js';
import { Listener, openPopup } from './visitor.js';

let provider: MockProvider;
let sandbox: Sandbox;
beforeAll(async () => {
  provider = await startMockProvider();
  sandbox = await startSandbox(contractConfig(provider.url));
});
afterAll(() => Promise.all([sandbox.close(), provider.close()]));

/** Asks beside the popup, as a page of another origin does. */
async function ask(query: Record<string, string>, { url } = sandbox) {
  const address = `${url}/oauth/connect/mock-oauth2?${new URLSearchParams(query).toString()}`;
  const response = await fetch(address, { redirect: 'manual', headers: { origin: 'https://page.example' } });
  return { response, text: await response.text() };
}

const unknownToken = `nango_connect_session_${'0'.repeat(64)}`;

const refusals: [name: string, status: number, code: string, query: () => Promise<Record<string, string>>][] = [
  ['an unknown token', 401, 'unknown_connect_session_token', () => ok({ connect_session_token: unknownToken })],
  ['a malformed token', 401, 'invalid_connect_session_token_format', () => ok({ connect_session_token: 'tok' })],
  ['an unknown public key', 401, 'unknown_account', () => ok({ public_key: crypto.randomUUID() })],
  ['no key at all', 401, 'missing_public_key', () => ok({})],
  [
    'a connection id beside a token',
    400,
    'invalid_query_params',
    async () => ({ connect_session_token: await clientOf(sandbox).session(), connection_id: 'c' }),
  ],
];

function ok(query: Record<string, string>) {
  return Promise.resolve(query);
}

for (const [name, status, code, query] of refusals) {
  test(`${name}: the page can read why, the socket hears nothing, and nothing is logged`, async () => {
    const before = sandbox.activity().length;
    const listener = new Listener(sandbox.url);
    const { response, text } = await ask({ ...(await query()), ws_client_id: await listener.id() });
    await listener.settled();
    assert.equal(response.status, status);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.match(text, new RegExp(`"code":"${code}"`));
    assert.deepEqual(listener.frames, []);
    assert.equal(sandbox.activity().length, before);
    listener.close();
  });
}

test('above the rate limit the page can read it, and nothing is logged', async () => {
  const limited = await startSandbox({ ...contractConfig(provider.url), rateLimit: 1 });
  const query = { public_key: limited.publicKey };
  await ask(query, limited);
  const { response, text } = await ask(query, limited);
  assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [429, '*']);
  assert.match(text, /"code":"too_many_request"/);
  assert.equal(limited.activity().length, 1);
  await limited.close();
});

test('an integration that the session does not allow: the page can read it, and it is logged', async () => {
  const token = await clientOf(sandbox).session({ end_user: { id: 'u' }, allowed_integrations: ['mock-api-key'] });
  const { response } = await ask({ connect_session_token: token });
  assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [400, '*']);
  const [{ code, endUser } = {}] = sandbox.activity();
  assert.deepEqual([code, endUser], ['integration_not_allowed', 'u']);
});

test('the redirect leaves an attempt that is running, and its state works', async () => {
  const { response } = await ask({ public_key: sandbox.publicKey });
  assert.deepEqual([response.status, response.headers.get('access-control-allow-origin')], [302, '*']);
  assert.equal(sandbox.activity()[0]?.outcome, 'running');
  const state = new URL(response.headers.get('location') ?? '').searchParams.get('state');
  const callback = await fetch(`${sandbox.url}/oauth/callback?state=${state}`);
  assert.match(await callback.text(), /The provider sent no code/);
});

test('an attempt that ended is there once', async () => {
  const before = sandbox.activity().length;
  const { listener } = await openPopup(sandbox, 'mock-oauth2');
  assert.equal(sandbox.activity().length, before + 1);
  assert.equal(sandbox.activity()[0]?.outcome, 'success');
  listener.close();
});
