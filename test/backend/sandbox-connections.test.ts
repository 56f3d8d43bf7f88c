import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { connectBackend, type BackendHandler, type ConnectUser } from '../../src/backend.js';
import { ask, fields, pageRequest, userOf, type Answer } from './support/page.js';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await startSandbox({ port: 0 })));
afterAll(() => sandbox.close());

interface Options {
  identifyBy?: 'end_user' | 'tags';
  allow?: (user: ConnectUser, integrationId: string) => boolean;
  user?: (request: Request) => ConnectUser | undefined;
}

function backend(options: Options = {}): BackendHandler {
  return connectBackend({ host: sandbox.url, secretKey: sandbox.secretKey, user: userOf, ...options });
}

let users = 0;
/** Somebody who has connected nothing yet, and how their page asks. */
function someone(options: Options = {}) {
  const id = `user${(users += 1)}`;
  const handler = backend(options);
  const post = (path: string, body: object): Promise<Answer> =>
    ask(handler, pageRequest(path, body, { cookie: `user=${id}` }));
  const session = async (body: object) => String(fields((await post('/session', body)).body).token);
  /** Connects as the page does, with the token of a session. @returns the connection's id */
  const connect = async (token?: string) => {
    const query = new URLSearchParams({ connect_session_token: token ?? (await session({ integrationId: 'openai' })) });
    const response = await fetch(`${sandbox.url}/api-auth/api-key/openai?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"apiKey":"good"}',
    });
    return String(fields(await response.json()).connectionId);
  };
  return { id, post, session, connect };
}

/** What Nango says of a session. */
async function read(token: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandbox.url}/connect/session`, { headers: { authorization: `Bearer ${token}` } });
  return fields(fields(await response.json()).data);
}

describe('a session', () => {
  test('is for the user who is signed in, and for the one integration', async () => {
    const { id, session } = someone();
    const data = await read(await session({ integrationId: 'github' }));
    expect(data.allowed_integrations).toEqual(['github']);
    expect(data.endUser).toMatchObject({ id, email: `${id}@example.com`, display_name: id });
  });

  test('carries the organization and the tags of the user', async () => {
    const user = { id: 'grace', organization: { id: 'navy', displayName: 'Navy' }, tags: { plan: 'pro' } };
    const { session, connect } = someone({ user: () => user });
    const token = await session({});
    expect((await read(token)).endUser).toMatchObject({ organization: { id: 'navy', display_name: 'Navy' } });
    const made = await connect(token);
    const stored = sandbox.connections().find((one) => one.connection_id === made);
    expect(stored?.tags).toMatchObject({ plan: 'pro', end_user_id: 'grace' });
  });

  test('without an integration is for all of them', async () => {
    const { session } = someone();
    expect(await read(await session({ integrationId: null }))).not.toHaveProperty('allowed_integrations');
  });

  test('is refused for an integration that the user may not connect', async () => {
    const { id, post } = someone({ allow: (user, integration) => user.id !== id && integration === 'github' });
    expect(await post('/session', { integrationId: 'github' })).toMatchObject({
      status: 403,
      code: 'integration_not_allowed',
    });
  });

  test('without an integration is for those that the user may connect, and never for all', async () => {
    const some = someone({ allow: (_user, integration) => ['github', 'openai'].includes(integration) });
    const { allowed_integrations: allowed } = await read(await some.session({}));
    expect(allowed).toEqual(['github', 'openai']);
    const none = someone({ allow: () => false });
    expect(await none.post('/session', {})).toMatchObject({ status: 403, code: 'integration_not_allowed' });
  });

  test('is refused by name for an integration that Nango does not have', async () => {
    const { post } = someone();
    expect(await post('/session', { integrationId: 'nonsense' })).toMatchObject({
      status: 400,
      code: 'unknown_integration',
    });
  });

  test("renews one of the user's own connections", async () => {
    const { session, connect } = someone();
    const made = await connect();
    const token = await session({ integrationId: 'openai', connectionId: made });
    expect((await read(token)).isReconnecting).toBe(true);
    expect(await connect(token)).toBe(made);
  });

  test("does not renew another user's connection, nor one of another integration", async () => {
    const made = await someone().connect();
    const { post, connect } = someone();
    const own = await connect();
    const unknown = { status: 404, code: 'unknown_connection' };
    expect(await post('/session', { integrationId: 'openai', connectionId: made })).toMatchObject(unknown);
    expect(await post('/session', { integrationId: 'github', connectionId: own })).toMatchObject(unknown);
  });

  test('does not renew what the user may no longer connect', async () => {
    const { post, connect } = someone({ allow: (_user, integration) => integration !== 'github' });
    const made = await connect();
    expect(await post('/session', { integrationId: 'github', connectionId: made })).toMatchObject({ status: 403 });
  });
});

describe('confirm', () => {
  test('knows a connection that the user made since', async () => {
    const { post, connect } = someone();
    const startedAt = Date.now();
    const attempt = { providerConfigKey: 'openai', startedAt };
    expect((await post('/confirm', attempt)).body).toEqual({ connected: false });
    const connectionId = await connect();
    expect((await post('/confirm', attempt)).body).toEqual({ connectionId, providerConfigKey: 'openai' });
    expect((await post('/confirm', { ...attempt, providerConfigKey: 'github' })).body).toEqual({ connected: false });
  });

  test('does not know an earlier connection, nor one of another user', async () => {
    const { post, connect } = someone();
    await connect();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const startedAt = Date.now();
    await someone().connect();
    expect((await post('/confirm', { providerConfigKey: 'openai', startedAt })).body).toEqual({ connected: false });
  });

  test.each([
    ['an hour behind', -3_600_000],
    ['an hour ahead', 3_600_000],
    ['right', 0],
  ])('knows what was made since on a page whose clock is %s', async (_clock, difference) => {
    const { post, connect } = someone();
    const confirmed = async (startedAt: number) => {
      const times = { startedAt: startedAt + difference, sentAt: Date.now() + difference };
      return (await post('/confirm', { providerConfigKey: 'openai', ...times })).body;
    };
    const before = Date.now();
    const connectionId = await connect();
    const after = Date.now() + 1;
    expect(await confirmed(before)).toEqual({ connectionId, providerConfigKey: 'openai' });
    // A request may take 10 s, which can't be told from a clock that is behind.
    expect(await confirmed(after + (difference < 0 ? 10_000 : 0))).toEqual({ connected: false });
  });

  test('lets a slow request take nothing from the attempt', async () => {
    const { post, connect } = someone();
    const startedAt = Date.now();
    const connectionId = await connect();
    const attempt = { providerConfigKey: 'openai', startedAt, sentAt: Date.now() - 9_000 };
    expect((await post('/confirm', attempt)).body).toEqual({ connectionId, providerConfigKey: 'openai' });
  });
});

describe.each(['end_user', 'tags'] as const)('connections by %s', (identifyBy) => {
  test("are the user's own, newest first", async () => {
    await someone({ identifyBy }).connect();
    const { post, connect } = someone({ identifyBy });
    const first = await connect();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await connect();
    expect((await post('/status', {})).body).toEqual({
      connections: [
        { providerConfigKey: 'openai', connectionId: second },
        { providerConfigKey: 'openai', connectionId: first },
      ],
    });
  });

  test('are gone once disconnected', async () => {
    const { post, connect } = someone({ identifyBy });
    const connectionId = await connect();
    const answer = await post('/disconnect', { connectionId, providerConfigKey: 'openai' });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await post('/status', {})).body).toEqual({ connections: [] });
    expect(sandbox.connections().some((one) => one.connection_id === connectionId)).toBe(false);
  });

  test("stay when it is another user who disconnects them, or another integration's", async () => {
    const connectionId = await someone({ identifyBy }).connect();
    const { post, connect } = someone({ identifyBy });
    const own = await connect();
    const unknown = { status: 404, code: 'unknown_connection' };
    expect(await post('/disconnect', { connectionId, providerConfigKey: 'openai' })).toMatchObject(unknown);
    expect(await post('/disconnect', { connectionId: own, providerConfigKey: 'github' })).toMatchObject(unknown);
    expect(sandbox.connections().filter((one) => [connectionId, own].includes(one.connection_id))).toHaveLength(2);
  });
});
