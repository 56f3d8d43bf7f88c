import type * as theirTypes from '@nangohq/frontend';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/faults.js';
import { Nango } from '../../../src/engine/nango.js';
import type { AuthSuccess, ConnectionConfig } from '../../../src/engine/nango.js';
import { byKey, byToken, packages, type Call, type Make, type Settings } from '../../support/packages.js';
import { startServers, type Servers } from '../../support/servers.js';
import { End, popupUrlOf, requestOf, usePackages } from '../support/drop-in.js';
import { fakes, host, settle } from '../support/fakes.js';

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
  'params without a value': [byToken, (client) => client.auth('github', { params: { nothing: undefined } })],
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

/** What the socket says, and how an attempt by popup ends with it. */
const results: Readonly<Record<string, [say: () => void, expected: Record<string, unknown>]>> = {
  'a success': [
    () => fakes.socket.success(),
    { providerConfigKey: 'github', connectionId: 'connection-1', isPending: false },
  ],
  'a denial': [() => fakes.socket.error('callback_err', 'no'), { type: 'callback_err', message: 'no' }],
  'a code that nobody knows': [() => fakes.socket.error('new_err', 'no'), { type: 'new_err', message: 'no' }],
};

const posts: Readonly<Record<string, [Call, Record<string, unknown>, fault?: [integration: string, fault: Fault]]>> = {
  'a posted success': [
    (client) => client.auth('mock-api-key', { credentials: { apiKey: 'k' } }),
    { providerConfigKey: 'mock-api-key', hasId: true },
  ],
  'create()': [(client) => client.create('unauthenticated'), { providerConfigKey: 'unauthenticated', hasId: true }],
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

describe('instead of @nangohq/frontend', () => {
  usePackages();

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

  for (const [what, [say, expected]] of Object.entries(results)) {
    it(`ends the same: ${what}`, async () => {
      for (const make of Object.values(packages)) {
        const end = new End(make({ host, ...byKey }).auth('github'));
        await settle();
        fakes.socket.ack();
        await fakes.pass(500);
        say();
        await settle();
        expect(end.result ?? end.error).to.include(expected);
        await fakes.pass(1_000);
        expect(fakes.popup.onScreen).to.equal(false);
      }
    });
  }
});

it('instead of @nangohq/frontend, what its types take is taken', async () => {
  fakes.install();
  fakes.server = (request) => request.answer(200, { connectionId: 'c', providerConfigKey: 'a' });
  interface Key {
    apiKey: string;
  }
  const credentials: Key = { apiKey: 'k' };
  const theirs: theirTypes.ConnectionConfig = { params: { s: 'x' }, credentials };
  const config: ConnectionConfig = theirs;
  const result: AuthSuccess = await new Nango({ host, publicKey: 'key' }).auth('a', { ...config, credentials });
  const theirResult: theirTypes.AuthSuccess = result;
  expect(theirResult.connectionId).to.equal('c');
  expect(fakes.request.body).to.deep.equal(credentials);
  fakes.restore();
});

describe('instead of @nangohq/frontend, at a server', () => {
  let servers: Servers;

  beforeAll(async () => (servers = await startServers()));
  afterAll(() => servers.close());

  const newClient = async (make: Make) =>
    make({ host: servers.sandbox.url, connectSessionToken: await servers.session() });

  async function endOf(make: Make, call: Call): Promise<Record<string, unknown>> {
    const client = await newClient(make);
    try {
      const { providerConfigKey, connectionId } = await call(client);
      return { providerConfigKey, hasId: typeof connectionId === 'string' };
    } catch (error) {
      return { type: error instanceof Error && 'type' in error ? error.type : String(error) };
    }
  }

  for (const [what, [call, expected, fault]] of Object.entries(posts)) {
    it(`ends the same: ${what}`, async () => {
      if (fault) servers.sandbox.setFault(...fault);
      const found = [];
      for (const make of Object.values(packages)) found.push(await endOf(make, call));
      if (fault) servers.sandbox.setFault(fault[0], undefined);
      expect(found).to.deep.equal([expected, expected]);
    });
  }

  it('ends the same: a reconnection', async () => {
    const options = { credentials: { apiKey: 'k' } };
    const { connectionId } = await (await newClient(packages.ours)).auth('mock-api-key', options);
    const ids = [];
    for (const make of Object.values(packages)) {
      const connectSessionToken = await servers.reconnect({
        connection_id: connectionId,
        integration_id: 'mock-api-key',
      });
      const client = make({ host: servers.sandbox.url, connectSessionToken });
      ids.push((await client.reconnect('mock-api-key', options)).connectionId);
    }
    expect(ids).to.deep.equal([connectionId, connectionId]);
  });
});
