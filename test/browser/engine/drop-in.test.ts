import { expect } from '@open-wc/testing';
import { byClick, closePopups } from '../../browser-support/attempts.js';
import { byKey, byToken, packages, popupUrlOf, requestOf, session } from '../../browser-support/both-packages.js';
import type { Call, Make, Settings } from '../../browser-support/both-packages.js';
import { reconnectSession, setFault } from '../../browser-support/sandbox.js';

// One test body for both packages: what a page may rely on that changes its import.

const secret = { oauth_client_id_override: 'my client', oauth_client_secret_override: 'a+b&c#d' };

const popupCalls: Readonly<Record<string, [Settings, Call]>> = {
  'auth(integration)': [byToken, (client) => client.auth('github')],
  'auth(integration, connection)': [byKey, (client) => client.auth('github', 'user-1')],
  'auth(integration, connection, options)': [
    byKey,
    (client) => client.auth('github', 'user-1', { hmac: 'abc', params: { a: 'x y' } }),
  ],
  'auth(integration, options)': [
    byToken,
    (client) => client.auth('github', { params: { subdomain: 'a&b+c', region: 'eu' } }),
  ],
  'params that are no text': [
    byToken,
    (client) => client.auth('github', { params: { list: ['a'], nothing: undefined } }),
  ],
  user_scope: [byToken, (client) => client.auth('slack', { user_scope: ['a:read', 'b:write'] })],
  authorization_params: [
    byToken,
    (client) => client.auth('github', { authorization_params: { prompt: 'consent', access_type: undefined } }),
  ],
  "the page's own OAuth client": [byToken, (client) => client.auth('github', { credentials: secret })],
  'and its refresh token': [
    byToken,
    (client) => client.auth('github', { credentials: { ...secret, oauth_refresh_token_override: 'r+' } }),
  ],
  'empty credentials': [byToken, (client) => client.auth('github', { credentials: {} })],
  'reconnect(integration)': [byToken, (client) => client.reconnect('github')],
};

const postCalls: Readonly<Record<string, [Settings, Call]>> = {
  'API key': [byToken, (client) => client.auth('a', { credentials: { apiKey: 'k' }, params: { s: 'x&y' } })],
  'API key with a public key': [
    byKey,
    (client) => client.auth('a', 'user-1', { credentials: { apiKey: 'k' }, hmac: 'abc' }),
  ],
  Basic: [byToken, (client) => client.auth('a', { credentials: { username: 'u', password: 'p' } })],
  'OAuth client credentials': [
    byToken,
    (client) =>
      client.auth('a', {
        credentials: { client_id: 'i', client_secret: 's', client_certificate: 'c', client_private_key: 'k' },
      }),
  ],
  'a certificate instead of a secret': [
    byToken,
    (client) => client.auth('a', { credentials: { client_id: 'i', client_private_key: 'k' } }),
  ],
  TBA: [byToken, (client) => client.auth('a', { credentials: { token_id: 'i', token_secret: 's', ...secret } })],
  JWT: [
    byToken,
    (client) => client.auth('a', { credentials: { type: 'JWT', privateKeyId: 'i', issuerId: 'x', privateKey: 'k' } }),
  ],
  Bill: [
    byToken,
    (client) => client.auth('a', { credentials: { username: 'u', password: 'p', organization_id: 'o', dev_key: 'd' } }),
  ],
  'two steps': [byToken, (client) => client.auth('a', { credentials: { type: 'TWO_STEP', apiKey: 'k', tenant: 't' } })],
  'two steps with a client id': [
    byToken,
    (client) => client.auth('a', { credentials: { type: 'TWO_STEP', client_id: 'i', client_secret: 's' } }),
  ],
  'two steps with an assertion': [
    byToken,
    (client) =>
      client.auth('a', { credentials: { type: 'TWO_STEP', apiKey: 'k' }, assertionOption: { userName: 'u' } }),
  ],
  signature: [
    byToken,
    (client) => client.auth('a', { credentials: { type: 'SIGNATURE', username: 'u', password: 'p' } }),
  ],
  AWS: [
    byToken,
    (client) => client.auth('a', { credentials: { type: 'AWS_SIGV4', role_arn: 'arn', region: 'eu-west-1' } }),
  ],
  'AWS without a region': [
    byToken,
    (client) => client.auth('a', { credentials: { type: 'AWS_SIGV4', role_arn: 'arn' } }),
  ],
  outbound: [byToken, (client) => client.auth('a', { credentials: {}, installation: 'outbound' })],
  'create(integration)': [byToken, (client) => client.create('a')],
  'create(integration, connection, options)': [byKey, (client) => client.create('a', 'user-1', { params: { s: 'x' } })],
  'create(integration, options)': [byToken, (client) => client.create('a', { params: { s: 'x' } })],
};

const ends: Readonly<Record<string, [Call, Record<string, unknown>, fault?: [integration: string, fault: string]]>> = {
  'a success': [(client) => client.auth('mock-oauth2'), { providerConfigKey: 'mock-oauth2', hasId: true }],
  'a posted success': [
    (client) => client.auth('mock-api-key', { credentials: { apiKey: 'k' } }),
    { providerConfigKey: 'mock-api-key', hasId: true },
  ],
  'create()': [(client) => client.create('unauthenticated'), { providerConfigKey: 'unauthenticated', hasId: true }],
  'a denial': [(client) => client.auth('mock-oauth2-deny'), { type: 'callback_err' }],
  'a refused code': [(client) => client.auth('mock-oauth2-badcode'), { type: 'unknown_err' }],
  'a missing param': [(client) => client.auth('mock-oauth2-config'), { type: 'url_param_err' }],
  'an unknown integration': [(client) => client.auth('nope'), { type: 'provider_config_err' }],
  'a refused key': [
    (client) => client.auth('mock-api-key-verified', { credentials: { apiKey: 'no' } }),
    { type: 'connection_test_failed' },
  ],
  'another mode': [
    (client) => client.auth('mock-basic', { credentials: { apiKey: 'no' } }),
    { type: 'invalid_auth_mode' },
  ],
  'outbound without credentials': [
    (client) => client.auth('a', { installation: 'outbound' }),
    { type: 'missing_credentials' },
  ],
  'too many requests': [
    (client) => client.auth('mock-api-key', { credentials: { apiKey: 'k' } }),
    { type: 'too_many_request' },
    ['mock-api-key', 'rate-limit'],
  ],
};

/** How a call ends against the sandbox. */
async function endOf(make: Make, settings: Settings, call: Call): Promise<Record<string, unknown>> {
  const { attempt } = await byClick(async () => call(make(settings)));
  try {
    const { providerConfigKey, connectionId } = await attempt;
    return { providerConfigKey, hasId: typeof connectionId === 'string' };
  } catch (error) {
    return { type: error instanceof Error && 'type' in error ? error.type : String(error) };
  }
}

describe('instead of @nangohq/frontend', () => {
  afterEach(closePopups);

  for (const [what, [settings, call]] of Object.entries(popupCalls)) {
    it(`leads the popup to the same address: ${what}`, async () => {
      const theirs = await popupUrlOf(packages.theirs, settings, call);
      expect(await popupUrlOf(packages.ours, settings, call)).to.deep.equal(theirs);
    });
  }

  for (const [what, [settings, call]] of Object.entries(postCalls)) {
    it(`sends the same request: ${what}`, async () => {
      const theirs = await requestOf(packages.theirs, settings, call);
      expect(await requestOf(packages.ours, settings, call)).to.deep.equal(theirs);
    });
  }

  for (const [what, [call, expected, fault]] of Object.entries(ends)) {
    it(`ends the same: ${what}`, async () => {
      if (fault) await setFault(...fault);
      const found = [];
      for (const make of Object.values(packages)) found.push(await endOf(make, await session(), call));
      if (fault) await setFault(fault[0], undefined);
      expect(found).to.deep.equal([expected, expected]);
    });
  }

  it('ends the same: a reconnection', async () => {
    const options = { credentials: { apiKey: 'k' } };
    const { connectionId } = await packages.ours(await session()).auth('mock-api-key', options);
    const ids = [];
    for (const make of Object.values(packages)) {
      const connectSessionToken = await reconnectSession(connectionId, 'mock-api-key');
      ids.push(
        (await make({ ...(await session()), connectSessionToken }).reconnect('mock-api-key', options)).connectionId,
      );
    }
    expect(ids).to.deep.equal([connectionId, connectionId]);
  });
});
