import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { clientOf, fields } from './client.js';
import { afterAll, beforeAll, test } from 'vitest';

let sandbox: Sandbox;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  client = clientOf(sandbox);
});
afterAll(() => sandbox.close());

const connect = (token: string, path = '/api-auth/api-key/openai', body: unknown = { apiKey: 'good' }) =>
  client.send('POST', `${path}?connect_session_token=${token}`, body);

test('a session is made, read and deleted', async () => {
  const token = await client.session({
    end_user: { id: 'u', email: 'u@example.com' },
    allowed_integrations: ['github'],
  });
  const read = await client.send('GET', '/connect/session', undefined, token);
  const data = fields(read.body.data);
  assert.equal(fields(data.endUser).id, 'u');
  assert.deepEqual(data.allowed_integrations, ['github']);
  assert.equal(data.websocketsPath, '/');
  assert.equal((await client.send('DELETE', '/connect/session', undefined, token)).status, 204);
  const gone = await client.send('GET', '/connect/session', undefined, token);
  assert.deepEqual([gone.status, gone.code], [401, 'unknown_connect_session_token']);
});

test('it lasts for 30 minutes', async () => {
  const { body } = await client.backend('POST', '/connect/sessions', { end_user: { id: 'u' } });
  const left = Date.parse(String(fields(body.data).expires_at)) - Date.now();
  assert.ok(left > 29 * 60_000 && left <= 30 * 60_000);
});

test('once expired it is as if it had never been', async () => {
  const token = await client.session();
  sandbox.expireSession(token);
  const { status, code } = await connect(token);
  assert.deepEqual([status, code], [401, 'unknown_connect_session_token']);
});

test('it connects any number of times, and the connection has its end user', async () => {
  const token = await client.session({ end_user: { id: 'owner', display_name: 'Owner' }, tags: { Plan: 'pro' } });
  const first = await connect(token);
  const second = await connect(token);
  assert.notEqual(first.body.connectionId, second.body.connectionId);
  const made = sandbox.connections().find(({ connection_id: id }) => id === second.body.connectionId);
  assert.equal(made?.end_user?.id, 'owner');
  assert.deepEqual(made?.tags, { end_user_id: 'owner', plan: 'pro' });
});

test('an integration that it does not allow is refused, and not listed', async () => {
  const token = await client.session({ end_user: { id: 'u' }, allowed_integrations: ['github'] });
  assert.equal((await connect(token)).code, 'integration_not_allowed');
  const { body } = await client.send('GET', '/integrations', undefined, token);
  assert.match(JSON.stringify(body), /^\{"data":\[\{"unique_key":"github","provider":"github"/);
  assert.equal(Array.isArray(body.data) && body.data.length, 1);
});

test('the page cannot name a connection', async () => {
  const token = await client.session();
  const { status, code } = await client.send(
    'POST',
    `/api-auth/api-key/openai?connect_session_token=${token}&connection_id=x`,
    { apiKey: 'good' },
  );
  assert.deepEqual([status, code], [400, 'invalid_query_params']);
});

test('a reconnect session overwrites its connection', async () => {
  const made = await connect(await client.session());
  const { body, status } = await client.backend('POST', '/connect/sessions/reconnect', {
    connection_id: made.body.connectionId,
    integration_id: 'openai',
  });
  assert.equal(status, 201);
  const token = String(fields(body.data).token);
  const read = await client.send('GET', '/connect/session', undefined, token);
  assert.equal(fields(read.body.data).isReconnecting, true);
  assert.equal((await connect(token)).body.connectionId, made.body.connectionId);
  await client.backend('DELETE', `/connections/${String(made.body.connectionId)}?provider_config_key=openai`);
  assert.equal((await connect(token)).code, 'invalid_connection');
});

test('who it is for must be said', async () => {
  const { status, code } = await client.backend('POST', '/connect/sessions', {});
  assert.deepEqual([status, code], [400, 'invalid_body']);
});

test.each<[string, object, string[]]>([
  ['a tag end_user_email that is none', { tags: { End_User_Email: 'ada' } }, ['tags', 'end_user_email']],
  ['two tags that differ in case alone', { tags: { team: 'a', Team: 'b' } }, ['tags']],
  [
    'scopes that are no text',
    { integrations_config_defaults: { github: { connection_config: { oauth_scopes_override: ['repo'] } } } },
    ['integrations_config_defaults', 'github', 'connection_config', 'oauth_scopes_override'],
  ],
])('%s is refused by name', async (_what, details, path) => {
  const { status, body } = await client.backend('POST', '/connect/sessions', { end_user: { id: 'u' }, ...details });
  const [issue] = [fields(body.error).errors].flat();
  assert.deepEqual([status, fields(issue).path], [400, path]);
});

test('what Connect UI tells of itself is checked', async () => {
  const token = await client.session();
  const now = new Date().toISOString();
  const tell = async (details: object) => {
    const { status, code } = await client.send('POST', '/connect/telemetry', { token, timestamp: now, ...details });
    return [status, code];
  };
  assert.deepEqual(await tell({ event: 'view:list' }), [204, undefined]);
  assert.deepEqual(await tell({ event: 'view:other' }), [400, 'invalid_body']);
  assert.deepEqual(await tell({ event: 'open', timestamp: '2026-01-01T00:00:00Z' }), [400, 'invalid_body']);
});

test('a backend needs the secret key, a page a session', async () => {
  const attempts: [string, string | undefined, string][] = [
    ['/connections', undefined, 'missing_auth_header'],
    ['/connections', await client.session(), 'invalid_secret_key_format'],
    ['/connections', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee', 'unknown_account'],
    ['/connect/session', sandbox.secretKey, 'invalid_connect_session_token_format'],
  ];
  for (const [path, bearer, expected] of attempts) {
    const { status, code } = await client.send('GET', path, undefined, bearer);
    assert.deepEqual([status, code], [401, expected]);
  }
});
