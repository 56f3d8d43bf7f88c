import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { startSandbox, type Sandbox, type SandboxConfig } from '../../../sandbox/sandbox.js';
import { Nango, type AuthOptions } from '../../../src/engine/nango.js';
import { json, listen } from '../../support/answers.js';
import { contractConfig } from '../../support/contract-config.js';
import { startMockProvider, type MockProvider } from '../../support/mock-provider.js';
import { refusal } from '../support/refusal.js';

// What needs a server of its own settings. Posting works without a browser.

const key = 'my-hmac-key';
const bill = { username: 'u', password: 'p', organization_id: 'o', dev_key: 'd' };
const tba = { token_id: 'i', token_secret: 's' };
const role = { type: 'AWS_SIGV4', role_arn: 'arn:aws:iam::1:role/r', region: 'eu-west-1' };

describe('posting to a server of its own settings', () => {
  let provider: MockProvider;
  let backend: Server;
  let own: string;
  let sandbox: Sandbox;
  let strict: Sandbox;
  let client: Nango;

  beforeAll(async () => {
    provider = await startMockProvider();
    // Takes every Bill login and every role; refuses every token.
    backend = createServer((request, response) => json(response, request.url === '/refuse' ? 401 : 200, {}));
    own = await listen(backend);
    const config = contractConfig(provider.url);
    const more: SandboxConfig = {
      ...config,
      providers: {
        ...config.providers,
        'bill-here': { auth_mode: 'BILL', token_url: `${own}/login`, proxy: { base_url: own }, docs: own },
        'tba-refused': {
          auth_mode: 'TBA',
          proxy: { base_url: own, verification: { method: 'GET', endpoints: ['/refuse'] } },
          docs: own,
        },
      },
      integrations: [
        ...(config.integrations ?? []),
        { unique_key: 'bill-here', provider: 'bill-here' },
        { unique_key: 'tba-refused', provider: 'tba-refused', client_id: 'k', client_secret: 's' },
        {
          unique_key: 'aws-here',
          provider: 'aws-sigv4',
          custom: { service: 's3', stsMode: 'custom', stsEndpointUrl: `${own}/sts` },
        },
        { unique_key: 'sentry', provider: 'sentry-oauth', client_id: 'k', client_secret: 's' },
      ],
    };
    sandbox = await startSandbox(more);
    strict = await startSandbox({ ...config, hmac: { enabled: true, key } });
    client = new Nango({ host: sandbox.url, publicKey: sandbox.publicKey });
  });

  afterAll(async () => {
    await Promise.all([sandbox.close(), strict.close(), provider.close()]);
    backend.close();
  });

  for (const [mode, integration, options] of [
    ['BILL', 'bill-here', { credentials: bill }],
    ['AWS_SIGV4', 'aws-here', { credentials: role }],
    ['OAUTH2, outbound', 'sentry', { credentials: {}, installation: 'outbound', params: { hostname: 'sentry.io' } }],
  ] satisfies [string, string, AuthOptions][]) {
    it(`${mode} succeeds`, async () => {
      const result = await client.auth(integration, 'mine', options);
      assert.deepEqual(result, { providerConfigKey: integration, connectionId: 'mine', isPending: false });
      assert.equal(sandbox.connections()[0]?.provider_config_key, integration);
    });
  }

  it('TBA fails when the test of its tokens does, although the answer has status 200', async () => {
    const error = await refusal(client.auth('tba-refused', 'mine', { credentials: tba }));
    assert.deepEqual([error.type, error.outcome, error.status], ['invalid_credentials', 'failed', 200]);
  });

  it('AWS names the field that is wrong', async () => {
    const error = await refusal(client.auth('aws-here', 'mine', { credentials: { ...role, region: 'Not a region' } }));
    assert.deepEqual([error.type, error.issues?.map(({ path }) => path)], ['invalid_body', [['region']]]);
  });

  it('Bill, of which a refusal is never answered, ends by the time limit', async () => {
    const error = await refusal(client.auth('bill-sandbox', 'mine', { credentials: bill, timeout: 200 }));
    assert.deepEqual([error.type, error.outcome], ['connection_timeout', 'unknown']);
  });

  const digest = createHmac('sha256', key).update('mock-api-key:user-1').digest('hex');
  for (const [hmac, type] of [
    [digest, 'success'],
    [undefined, 'missing_hmac'],
    ['wrong', 'invalid_hmac'],
  ] as const) {
    it(`ends in ${type} with ${hmac ? `the digest ${hmac.slice(0, 8)}` : 'no digest'} where digests are wanted`, async () => {
      const nango = new Nango({ host: strict.url, publicKey: strict.publicKey });
      const attempt = nango.auth('mock-api-key', 'user-1', { credentials: { apiKey: 'k' }, ...(hmac && { hmac }) });
      if (type === 'success') assert.equal((await attempt).connectionId, 'user-1');
      else
        assert.deepEqual(await refusal(attempt).then(({ type: found, status, outcome }) => [found, status, outcome]), [
          type,
          400,
          'failed',
        ]);
    });
  }

  it('sends no more than the request needs', async () => {
    const seen: IncomingMessage[] = [];
    const echo = createServer((request, response) => {
      seen.push(request);
      json(response, 200, { connectionId: 'c', providerConfigKey: 'a/b c' });
    });
    const host = await listen(echo);
    await new Nango({ host, publicKey: 'k' }).auth('a/b c', 'id', { credentials: { apiKey: 'k' } });
    echo.close();
    const [request] = seen;
    assert.equal(request?.url, '/api-auth/api-key/a%2Fb%20c?connection_id=id&public_key=k');
    assert.equal(request?.headers['content-type'], 'application/json');
    assert.equal(request?.headers.authorization, undefined);
    assert.equal(request?.headers.cookie, undefined);
  });
});
