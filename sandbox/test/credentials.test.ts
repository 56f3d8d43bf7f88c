import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { clientOf } from './client.js';
import { afterAll, beforeAll, describe, test, vi } from 'vitest';

let sandbox: Sandbox;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  client = clientOf(sandbox);
});
afterAll(() => sandbox.close());

interface Case {
  mode: string;
  path: string;
  good: unknown;
  query?: Record<string, string>;
  bad: unknown;
  status?: number;
  code: string;
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
const test400 = { code: 'connection_test_failed' };
const long = 'goodgoodgoodgoodgoodgoodgoodgood';

const cases: Case[] = [
  {
    mode: 'API_KEY',
    path: '/api-auth/api-key/openai',
    good: { apiKey: 'good-key' },
    bad: { apiKey: 'other' },
    ...test400,
  },
  {
    mode: 'API_KEY with a field',
    path: '/api-auth/api-key/algolia',
    query: { 'params[APP_ID]': 'ABCDEFGHIJ' },
    good: { apiKey: 'goodkey' },
    bad: { apiKey: 'other' },
    ...test400,
  },
  {
    mode: 'BASIC',
    path: '/api-auth/basic/clicksend',
    good: { username: 'good', password: 'pass' },
    bad: { username: 'good', password: 'no' },
    ...test400,
  },
  {
    mode: 'BASIC with a hidden password',
    path: '/api-auth/basic/freshdesk',
    good: { username: 'good-key', password: 'X' },
    bad: { username: 'key', password: 'X' },
    ...test400,
  },
  {
    mode: 'NONE',
    path: '/auth/unauthenticated/unauthenticated',
    good: undefined,
    bad: { extra: 1 },
    code: 'invalid_body',
  },
  {
    mode: 'OAUTH2 outbound',
    path: '/auth/oauth-outbound/sentry-oauth',
    good: undefined,
    query: {},
    bad: undefined,
    code: '',
  },
  {
    mode: 'TBA',
    path: '/auth/tba/netsuite-tba',
    good: { token_id: 'good-token', token_secret: 's' },
    bad: { token_id: 'other', token_secret: 's' },
    status: 200,
    code: 'invalid_credentials',
  },
  {
    mode: 'JWT',
    path: '/auth/jwt/heymarket',
    good: { type: 'JWT', apiSecretId: 'a0ee0000', apiSecretKey: 'secret' },
    bad: { type: 'JWT', apiSecretId: 'bad00000', apiSecretKey: 'secret' },
    ...test400,
  },
  {
    mode: 'JWT with a key of two parts',
    path: '/auth/jwt/ghost-admin',
    good: { privateKey: { id: 'a1', secret: 'b2c3' } },
    bad: { privateKey: 'a1:b2c3' },
    status: 500,
    code: 'failed_to_generate',
  },
  {
    mode: 'JWT with a private key',
    path: '/auth/jwt/apple-app-store',
    good: { issuerId: 'i', privateKeyId: 'k', privateKey: ec },
    bad: { issuerId: 'i', privateKeyId: 'k', privateKey: 'no key' },
    status: 500,
    code: 'failed_to_generate',
  },
  {
    mode: 'OAUTH2_CC',
    path: '/oauth2/auth/8x8',
    good: { client_id: 'id', client_secret: 'good-secret' },
    bad: { client_id: 'id', client_secret: 'other' },
    code: 'client_credentials_fetch_error',
  },
  {
    mode: 'OAUTH2_CC with a private key',
    path: '/oauth2/auth/okta-cc',
    query: { 'params[hostname]': 'acme.okta.com', 'params[oauth_scopes]': 'read' },
    good: { client_id: 'id', client_private_key: JSON.stringify(rsa) },
    bad: { client_id: 'id', client_private_key: '{}' },
    code: 'client_credentials_fetch_error',
  },
  {
    mode: 'OAUTH2_CC with a certificate',
    path: '/oauth2/auth/adp',
    good: { client_id: 'id', client_secret: 'good', client_certificate: 'c', client_private_key: 'k' },
    bad: { client_id: 'id' },
    code: 'missing_client_secret',
  },
  {
    mode: 'TWO_STEP',
    path: '/auth/two-step/perimeter81',
    query: { 'params[domain]': 'perimeter81' },
    good: { type: 'TWO_STEP', apiKey: 'good-key' },
    bad: { type: 'TWO_STEP', apiKey: 'other' },
    code: 'two_step_credentials_fetch_error',
  },
  {
    mode: 'TWO_STEP with an assertion',
    path: '/auth/two-step/sap-success-factors',
    query: { 'params[apiServer]': 'api.example.com', 'params[companyId]': 'C1' },
    good: { type: 'TWO_STEP', apiKey: long, assertionOption: { userName: 'u', privateKey: 'k' } },
    bad: { type: 'TWO_STEP', apiKey: long },
    status: 500,
    code: 'failed_to_generate_assertion',
  },
  {
    mode: 'SIGNATURE',
    path: '/auth/signature/emarsys',
    good: { type: 'SIGNATURE', username: 'good', password: 's' },
    bad: { type: 'SIGNATURE', username: 'other', password: 's' },
    ...test400,
  },
  {
    mode: 'BILL',
    path: '/auth/bill/bill-sandbox',
    good: { username: 'good', password: 'pass', organization_id: 'o', dev_key: 'd' },
    bad: { username: 'good' },
    code: 'invalid_body',
  },
  {
    mode: 'AWS_SIGV4',
    path: '/auth/aws-sigv4/aws-sigv4',
    good: { role_arn: 'arn:aws:iam::123456789012:role/R' },
    bad: { role_arn: 'nobody' },
    status: 502,
    code: 'aws_sigv4_sts_request_failed',
  },
];

for (const { mode, path, query = {}, good, bad, status = 400, code } of cases) {
  test(`${mode}: good credentials make a connection`, async () => {
    const { status: answered, body } = await client.connect(path, good, { ...query, connection_id: 'user-1' });
    assert.deepEqual([answered, body], [200, { connectionId: 'user-1', providerConfigKey: path.split('/').at(-1) }]);
  });
  if (code === '') continue;
  test(`${mode}: bad ones end in ${code}`, async () => {
    const answer = await client.connect(path, bad, query);
    assert.deepEqual([answer.status, answer.code], [status, code]);
    assert.equal(sandbox.activity()[0]?.code, code);
  });
}

test('BILL: refused credentials are never answered', async () => {
  const query = new URLSearchParams({ public_key: sandbox.publicKey }).toString();
  const signal = AbortSignal.timeout(500);
  const request = fetch(`${sandbox.url}/auth/bill/bill-sandbox?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'other', password: 'pass', organization_id: 'o', dev_key: 'd' }),
    signal,
  });
  await assert.rejects(request, { name: 'TimeoutError' });
  assert.equal(sandbox.activity()[0]?.code, 'no_answer');
});

test('an integration of another mode is refused', async () => {
  const { status, code } = await client.connect('/api-auth/api-key/github', { apiKey: 'good' });
  assert.deepEqual([status, code], [400, 'invalid_auth_mode']);
});

describe('what was entered is found nowhere afterwards', () => {
  /** The same body with another text in each field. */
  function filled(value: unknown, text: string): unknown {
    if (typeof value === 'string') return text;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, text)]));
  }

  for (const { mode, path, query = {}, good } of cases.filter((one) => one.mode !== 'BILL')) {
    test(mode, async () => {
      const shown: unknown[] = [];
      const consoles = (['log', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
      for (const text of ['good-very-secret', 'bad-very-secret', '{"very-secret', 'https://very-secret\n']) {
        shown.push((await client.connect(path, filled(good, text), query)).body);
      }
      shown.push((await client.backend('GET', '/connections')).body, sandbox.activity());
      shown.push(consoles.flatMap(({ mock }) => mock.calls));
      vi.restoreAllMocks();
      assert.doesNotMatch(JSON.stringify(shown), /very-secret/);
    });
  }
});
