import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/faults.js';
import { Nango } from '../../../src/engine/nango.js';
import type { AuthMode, AuthOptions, NangoOptions } from '../../../src/engine/nango.js';
import { startServers, type Servers } from '../../support/servers.js';
import { refusal } from '../support/refusal.js';

/** The requests that a page sends while `act` runs. */
async function requestsOf(act: () => Promise<unknown>): Promise<Request[]> {
  const { fetch } = globalThis;
  const requests: Request[] = [];
  globalThis.fetch = (input, init) => {
    requests.push(new Request(input, init));
    return fetch(input, init);
  };
  await act().finally(() => (globalThis.fetch = fetch));
  return requests;
}

/** A mode's integration, what a page gives for it, where that goes, and the whole body that is sent. */
type Mode = [AuthMode, integration: string, options: AuthOptions, path: string, body: Record<string, unknown> | ''];

const modes: Mode[] = [
  [
    'API_KEY',
    'mock-api-key-verified',
    { credentials: { apiKey: 'good-key' } },
    'api-auth/api-key',
    { apiKey: 'good-key' },
  ],
  [
    'BASIC',
    'mock-basic-verified',
    { credentials: { username: 'good', password: 'pass' } },
    'api-auth/basic',
    { username: 'good', password: 'pass' },
  ],
  ['BASIC', 'mock-basic', { credentials: { username: 'u' } }, 'api-auth/basic', { username: 'u', password: '' }],
  ['BASIC', 'mock-basic', { credentials: { password: 'p' } }, 'api-auth/basic', { username: '', password: 'p' }],
  [
    'OAUTH2_CC',
    'mock-oauth2-cc',
    { credentials: { client_id: 'i', client_secret: 's' } },
    'oauth2/auth',
    { client_id: 'i', client_secret: 's' },
  ],
  [
    'TBA',
    'netsuite-tba',
    {
      credentials: {
        token_id: 'a',
        token_secret: 'b',
        oauth_client_id_override: 'c',
        oauth_client_secret_override: 'd',
      },
      params: { accountId: '12' },
    },
    'auth/tba',
    { token_id: 'a', token_secret: 'b', oauth_client_id_override: 'c', oauth_client_secret_override: 'd' },
  ],
  [
    'JWT',
    'mock-jwt',
    { credentials: { privateKey: { id: 'kid', secret: 'a1b2' } } },
    'auth/jwt',
    { type: 'JWT', privateKey: { id: 'kid', secret: 'a1b2' } },
  ],
  [
    'TWO_STEP',
    'mock-two-step',
    { credentials: { type: 'TWO_STEP', username: 'u', password: 'p' }, assertionOption: { userName: 'ada' } },
    'auth/two-step',
    { type: 'TWO_STEP', username: 'u', password: 'p', assertionOption: { userName: 'ada' } },
  ],
  [
    'TWO_STEP',
    'mock-two-step',
    { credentials: { type: 'TWO_STEP', client_id: 'i', client_secret: 's', username: 'u', password: 'p' } },
    'auth/two-step',
    { type: 'TWO_STEP', client_id: 'i', client_secret: 's', username: 'u', password: 'p' },
  ],
  [
    'SIGNATURE',
    'mock-signature',
    { credentials: { type: 'SIGNATURE', username: 'u', password: 'p' } },
    'auth/signature',
    { type: 'SIGNATURE', username: 'u', password: 'p' },
  ],
  ['OAUTH2', 'mock-oauth2', { credentials: {}, installation: 'outbound' }, 'auth/oauth-outbound', ''],
];

describe('connecting by a POST', () => {
  let servers: Servers;
  let host: string;
  let publicKey: string;
  const withSession = async (body?: Record<string, unknown>, more?: NangoOptions) =>
    new Nango({ ...more, host, connectSessionToken: await servers.session(body) });

  beforeAll(async () => {
    servers = await startServers();
    ({ url: host, publicKey } = servers.sandbox);
  });
  afterAll(() => servers.close());

  for (const [authMode, integration, options, path, body] of modes) {
    const fields = Object.keys(options.credentials ?? {}).join(', ') || 'nothing';
    for (const given of [{ authMode }, {}]) {
      it(`${authMode}: sends ${fields} and succeeds, ${given.authMode ? 'the mode being given' : 'the fields deciding'}`, async () => {
        const nango = await withSession();
        let result;
        const [request] = await requestsOf(
          async () => (result = await nango.auth(integration, { ...options, ...given })),
        );
        const [made] = servers.sandbox.connections();
        expect(result).to.deep.equal({
          providerConfigKey: integration,
          connectionId: made?.connection_id,
          isPending: false,
        });
        const url = new URL(request?.url ?? '');
        expect(url.origin + url.pathname).to.equal(`${host}/${path}/${integration}`);
        expect(request?.method).to.equal('POST');
        expect(request?.headers.get('authorization')).to.equal(null);
        const sent: unknown = JSON.parse((await request?.text()) || '""');
        expect(sent).to.deep.equal(body);
      });
    }
  }

  it('NONE: create() sends nothing and succeeds', async () => {
    const nango = await withSession();
    const [request] = await requestsOf(() => nango.create('unauthenticated'));
    expect(request?.method).to.equal('POST');
    expect(await request?.text()).to.equal('');
    expect(servers.sandbox.connections()[0]?.provider_config_key).to.equal('unauthenticated');
  });

  it('sends the fields of the mode only, which the server insists on', async () => {
    const nango = await withSession();
    const credentials = { type: 'API_KEY', apiKey: 'k', note: 'from the form', username: 'x' };
    const [request] = await requestsOf(() => nango.auth('mock-api-key', { authMode: 'API_KEY', credentials }));
    expect(await request?.json()).to.deep.equal({ apiKey: 'k' });
  });

  it('keeps every character of the connection id and of params, with a public key', async () => {
    const nango = new Nango({ host, publicKey });
    const id = 'ada+tag@x.com {[|~}]';
    const options = { credentials: { apiKey: 'k' }, params: { subdomain: 'a&b=c#d+e f', port: 8080, 'a[b]': 'ü' } };
    const [request] = await requestsOf(async () => {
      expect((await nango.auth('mock-api-key', id, options)).connectionId).to.equal(id);
    });
    expect(Object.fromEntries(new URL(request?.url ?? '').searchParams)).to.deep.equal({
      connection_id: id,
      public_key: publicKey,
      'params[subdomain]': 'a&b=c#d+e f',
      'params[port]': '8080',
      'params[a[b]]': 'ü',
    });
  });

  it('sends neither connection id nor public key nor digest beside a session token', async () => {
    const nango = await withSession(undefined, { publicKey });
    const [request] = await requestsOf(() =>
      nango.auth('mock-api-key', 'mine', { credentials: { apiKey: 'k' }, hmac: 'h' }),
    );
    expect([...new URL(request?.url ?? '').searchParams.keys()]).to.deep.equal(['connect_session_token']);
  });

  const apiKey = { credentials: { apiKey: 'k' } };
  type Refused = [when: string, integration: string, AuthOptions, expected: Record<string, unknown>];
  const refused: Refused[] = [
    ['the API key is wrong', 'mock-api-key-verified', apiKey, { type: 'connection_test_failed', status: 400 }],
    [
      'the password is wrong',
      'mock-basic-verified',
      { credentials: { username: 'good', password: 'no' } },
      { type: 'connection_test_failed', status: 400 },
    ],
    [
      'the client secret is wrong',
      'mock-oauth2-cc',
      { credentials: { client_id: 'i', client_secret: 'bad' } },
      { type: 'client_credentials_fetch_error', status: 400 },
    ],
    [
      'the client secret is missing',
      'mock-oauth2-cc',
      { credentials: { client_id: 'i' } },
      { type: 'missing_client_secret', status: 400 },
    ],
    [
      'the first step is refused',
      'mock-two-step',
      { credentials: { type: 'TWO_STEP', username: 'u', password: 'bad' } },
      { type: 'two_step_credentials_fetch_error', status: 400 },
    ],
    [
      'the JWT cannot be signed',
      'mock-jwt',
      { credentials: { privateKey: 'text' } },
      // The server counts it among its own failures, so nothing is certain.
      { type: 'failed_to_generate', status: 500, outcome: 'unknown' },
    ],
    [
      'AWS is not set up',
      'aws-sigv4',
      { credentials: { type: 'AWS_SIGV4', role_arn: 'arn' } },
      { type: 'missing_aws_sigv4_service', status: 400 },
    ],
    ['the integration is unknown', 'no such', apiKey, { type: 'unknown_provider_config', status: 404 }],
    [
      "the client credentials' integration is unknown",
      'no such',
      { credentials: { client_id: 'i', client_secret: 's' } },
      { type: 'unknown_provider_config', status: 400 },
    ],
    ['the mode is another', 'mock-basic', apiKey, { type: 'invalid_auth_mode', status: 400 }],
    ['the mode is another than NONE', 'mock-basic', { authMode: 'NONE' }, { type: 'invalid_auth_mode', status: 400 }],
  ];
  for (const [when, integration, options, expected] of refused) {
    it(`fails with ${String(expected.type)} when ${when}`, async () => {
      const error = await refusal((await withSession()).auth(integration, options));
      expect(error).to.include({ outcome: 'failed', retryable: false, ...expected });
      expect(error.message).to.not.be.empty;
    });
  }

  it('tells which field the server finds wrong', async () => {
    const error = await refusal(
      (await withSession()).auth('mock-api-key', { credentials: { apiKey: 'k'.repeat(1025) } }),
    );
    expect(error).to.include({ type: 'invalid_body', status: 400, outcome: 'failed' });
    expect(error.issues?.map(({ code, path }) => ({ code, path }))).to.deep.equal([
      { code: 'too_big', path: ['apiKey'] },
    ]);
  });

  it('fails when the session does not allow the integration', async () => {
    const nango = await withSession({ end_user: { id: 'u' }, allowed_integrations: ['mock-basic'] });
    expect(await refusal(nango.auth('mock-api-key', apiKey))).to.include({
      type: 'integration_not_allowed',
      status: 400,
      outcome: 'failed',
    });
  });

  it('fails when the public key is unknown', async () => {
    const nango = new Nango({ host, publicKey: '00000000-0000-4000-8000-000000000000' });
    expect(await refusal(nango.auth('mock-api-key', 'id', apiKey))).to.include({
      type: 'unknown_account',
      status: 401,
      outcome: 'failed',
    });
  });

  it('fails when the session has expired and the page gave a token only', async () => {
    const connectSessionToken = await servers.session();
    servers.sandbox.expireSession(connectSessionToken);
    const error = await refusal(new Nango({ host, connectSessionToken }).auth('mock-api-key', apiKey));
    expect(error).to.include({
      type: 'session_token_error',
      status: 401,
      outcome: 'failed',
      retryable: false,
    });
  });

  it('gets one new token from a token function when the session has expired, and succeeds', async () => {
    const expired = await servers.session();
    servers.sandbox.expireSession(expired);
    const tokens = [expired, await servers.session()];
    let asked = 0;
    const nango = new Nango({ host, connectSessionToken: () => Promise.resolve(tokens[asked++] ?? '') });
    const [first, second, ...more] = await requestsOf(() => nango.auth('mock-api-key', apiKey));
    const tokenIn = (request?: Request) => new URL(request?.url ?? '').searchParams.get('connect_session_token');
    expect([tokenIn(first), tokenIn(second)]).to.deep.equal(tokens);
    expect(more).to.be.empty;
  });

  const faults: [fault: Fault, what: string, expected: Record<string, unknown>][] = [
    ['html-502', 'a proxy answers with HTML', { type: 'invalid_response', status: 502, outcome: 'unknown' }],
    [
      'rate-limit',
      'there were too many requests',
      { type: 'too_many_request', status: 429, outcome: 'failed', retryable: true },
    ],
    [
      'validation-failed',
      "the page's own check refuses",
      { type: 'connection_validation_failed', status: 400, outcome: 'failed' },
    ],
  ];
  for (const [fault, what, expected] of faults) {
    it(`fails with ${String(expected.type)} when ${what}`, async () => {
      servers.sandbox.setFault('mock-api-key', fault);
      const error = await refusal((await withSession()).auth('mock-api-key', apiKey));
      servers.sandbox.setFault('mock-api-key', undefined);
      expect(error).to.include(expected);
      expect(error.message).to.not.be.empty;
    });
  }

  it('fails with connection_timeout when no answer comes in time', async () => {
    servers.sandbox.setFault('mock-api-key', 'no-answer');
    const error = await refusal((await withSession()).auth('mock-api-key', { ...apiKey, timeout: 200 }));
    servers.sandbox.setFault('mock-api-key', undefined);
    expect(error).to.include({ type: 'connection_timeout', outcome: 'unknown', retryable: true });
  });

  it('fails with network_error when the server cannot be reached: it may have been, before the line went', async () => {
    const nango = new Nango({ host: 'http://localhost:65530', publicKey: 'k' });
    const error = await refusal(nango.auth('mock-api-key', apiKey));
    expect(error).to.include({ type: 'network_error', outcome: 'unknown', retryable: true });
    expect(error.cause).to.be.instanceOf(TypeError);
  });

  it('asks the page before it says that the outcome is unknown', async () => {
    servers.sandbox.setFault('mock-api-key', 'html-502');
    const asked: unknown[] = [];
    const startedAt = Date.now();
    const result = await (
      await withSession()
    ).auth('mock-api-key', {
      ...apiKey,
      confirm: (attempt) => {
        asked.push(attempt.providerConfigKey, attempt.startedAt >= startedAt && attempt.startedAt <= Date.now());
        return Promise.resolve({ providerConfigKey: 'mock-api-key', connectionId: 'found', isPending: false });
      },
    });
    servers.sandbox.setFault('mock-api-key', undefined);
    expect(result.connectionId).to.equal('found');
    expect(asked).to.deep.equal(['mock-api-key', true]);
  });

  it('ends at once when the page aborts it', async () => {
    servers.sandbox.setFault('mock-api-key', 'no-answer');
    const controller = new AbortController();
    const attempt = (await withSession()).auth('mock-api-key', { ...apiKey, signal: controller.signal });
    attempt.catch(() => undefined);
    const reason = new Error('left the page');
    controller.abort(reason);
    expect(await refusal(attempt)).to.include({ type: 'authorization_cancelled', outcome: 'cancelled', cause: reason });
    servers.sandbox.setFault('mock-api-key', undefined);
  });
});
