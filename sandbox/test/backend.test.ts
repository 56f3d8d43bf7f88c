import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { clientOf, fields } from './client.js';

let sandbox: Sandbox;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  client = clientOf(sandbox);
});
afterAll(() => sandbox.close());

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

describe('connections', () => {
  const ada = { id: 'ada', email: 'ada@example.com', display_name: 'Ada' };

  beforeAll(async () => {
    await importOne({ connection_id: 'first', end_user: ada, tags: { Plan: 'pro' }, metadata: { a: 1 } });
    await importOne({ connection_id: 'second' });
    await importOne({
      connection_id: 'third',
      provider_config_key: 'clicksend',
      credentials: { type: 'BASIC', username: 'u', password: 'p' },
    });
  });

  function importOne(body: Record<string, unknown>) {
    const credentials = { type: 'API_KEY', apiKey: 'key' };
    return client.backend('POST', '/connections', { provider_config_key: 'openai', credentials, ...body });
  }

  const filters: [query: string, ids: string[]][] = [
    ['', ['third', 'second', 'first']],
    ['?connectionId=second', ['second']],
    ['?integrationId=openai', ['second', 'first']],
    ['?integrationId=openai,%20clicksend', ['third', 'second', 'first']],
    ['?endUserId=ada', ['first']],
    ['?endUserOrganizationId=acme', []],
    ['?search=EXAMPLE.com', ['first']],
    ['?tags[plan]=pro', ['first']],
    ['?limit=2', ['third', 'second']],
    ['?limit=2&page=1', ['first']],
  ];
  for (const [query, ids] of filters) {
    test(`GET /connections${query} lists ${ids.join(', ') || 'none'}`, async () => {
      const { body } = await client.backend('GET', `/connections${query}`);
      const listed = list(body.connections).map(({ connection_id: id }) => id);
      assert.deepEqual(listed, ids);
    });
  }

  test('a filter that does not exist is refused', async () => {
    const { status, code } = await client.backend('GET', '/connections?user=ada');
    assert.deepEqual([status, code], [400, 'invalid_query_params']);
  });

  test('one that was imported has what was said of it, and of its credentials the type alone', async () => {
    const { body } = await client.backend('GET', '/connections/first?provider_config_key=openai');
    assert.equal(fields(body.end_user).id, 'ada');
    assert.deepEqual(body.tags, { end_user_id: 'ada', end_user_email: 'ada@example.com', plan: 'pro' });
    assert.deepEqual([body.metadata, body.credentials], [{ a: 1 }, { type: 'API_KEY' }]);
  });

  test('the parameters of a connection are shown with it', async () => {
    const query = { connection_id: 'with-params', 'params[APP_ID]': 'ABCDEFGHIJ' };
    await client.connect('/api-auth/api-key/algolia', { apiKey: 'goodkey' }, query);
    const { body } = await client.backend('GET', '/connections/with-params?provider_config_key=algolia');
    assert.deepEqual(body.connection_config, { APP_ID: 'ABCDEFGHIJ' });
  });

  const refusals: [name: string, method: string, path: string, body: unknown, status: number, code: string][] = [
    ['of an unknown integration', 'GET', '/first?provider_config_key=no', undefined, 400, 'unknown_provider_config'],
    ['that does not exist', 'GET', '/no?provider_config_key=openai', undefined, 404, 'not_found'],
    ['without its integration', 'GET', '/first', undefined, 400, 'invalid_query_params'],
    ['imported for an unknown integration', 'POST', '', { provider_config_key: 'no' }, 404, 'not_found'],
    ['imported with credentials of another mode', 'POST', '', { credentials: { type: 'NONE' } }, 400, 'invalid_body'],
    ['imported with half its credentials', 'POST', '', { credentials: { type: 'API_KEY' } }, 400, 'invalid_body'],
    ['imported with an unknown field', 'POST', '', { key: 'x' }, 400, 'invalid_body'],
  ];
  for (const [name, method, path, body, status, code] of refusals) {
    test(`one ${name} is refused`, async () => {
      const answer =
        method === 'POST' ? await importOne(fields(body)) : await client.backend(method, `/connections${path}`, body);
      assert.deepEqual([answer.status, answer.code], [status, code]);
    });
  }
});

describe('integrations', () => {
  const app = { app_id: '1', app_link: 'https://github.com/apps/x', private_key: 'pem' };
  const oauth = { client_id: 'id', client_secret: 'secret' };

  const made: [provider: string, credentials: Record<string, unknown>, shown: Record<string, unknown>][] = [
    ['github', { type: 'OAUTH2', ...oauth, scopes: 'a,b' }, { scopes: 'a,b', webhook_secret: null }],
    ['twitter', { type: 'OAUTH1', ...oauth }, { scopes: null, webhook_secret: null }],
    ['github-app', { type: 'APP', ...app }, {}],
    ['github-app-oauth', { type: 'CUSTOM', ...oauth, ...app }, {}],
  ];
  for (const [provider, credentials, shown] of made) {
    test(`one of ${provider} is made with its credentials, which are shown on demand`, async () => {
      const key = `made-${provider}`;
      const { status } = await client.backend('POST', '/integrations', { unique_key: key, provider, credentials });
      assert.equal(status, 200);
      const usual = await client.backend('GET', `/integrations/${key}`);
      assert.ok(!('credentials' in fields(usual.body.data)));
      const { body } = await client.backend('GET', `/integrations/${key}?include=credentials`);
      assert.deepEqual(fields(body.data).credentials, { ...credentials, ...shown });
    });
  }

  const refusals: [name: string, body: Record<string, unknown>][] = [
    ['with credentials of another mode', { credentials: { type: 'APP', ...app } }],
    ['with half its credentials', { credentials: { type: 'OAUTH2', client_id: 'id' } }],
    ['with credentials of an unknown type', { credentials: { type: 'ODD' } }],
    ['with an unknown field', { client: 'x' }],
  ];
  for (const [name, body] of refusals) {
    test(`one ${name} is refused`, async () => {
      const { status, code } = await client.backend('POST', '/integrations', {
        unique_key: 'refused',
        provider: 'github',
        ...body,
      });
      assert.deepEqual([status, code], [400, 'invalid_body']);
    });
  }

  test('the address for webhooks is shown where the provider sends some', async () => {
    sandbox.addIntegration({ unique_key: 'hooks', provider: 'affinity' });
    const { body } = await client.backend('GET', '/integrations/hooks?include=webhook&include=credentials');
    assert.match(String(fields(body.data).webhook_url), new RegExp(`^${sandbox.url}/webhook/[^/]+/affinity$`));
    assert.equal(fields(body.data).credentials, null);
  });

  describe('one that is deleted', () => {
    beforeEach(async () => {
      sandbox.addIntegration({ unique_key: 'short-lived', provider: 'unauthenticated' });
      await client.connect('/auth/unauthenticated/short-lived', undefined, { connection_id: 'its-own' });
    });

    test('is gone with its connections, and the others stay', async () => {
      const before = sandbox.connections().length;
      const { body } = await client.backend('DELETE', '/integrations/short-lived');
      assert.deepEqual(body, { success: true });
      assert.equal(sandbox.connections().length, before - 1);
      assert.ok(!sandbox.connections().some(({ connection_id: id }) => id === 'its-own'));
      const again = await client.backend('DELETE', '/integrations/short-lived');
      assert.deepEqual([again.status, again.code], [404, 'not_found']);
    });
  });
});

describe('sessions', () => {
  const overrides = { openai: { docs_connect: 'https://example.com/docs' } };

  test('each integration that does not exist is named', async () => {
    const { body } = await client.backend('POST', '/connect/sessions', {
      tags: {},
      allowed_integrations: ['openai', 'no', 'neither'],
      integrations_config_defaults: { nor: {} },
    });
    const paths = list(fields(body.error).errors).map(({ path }) => path);
    assert.deepEqual(paths, [
      ['allowed_integrations', '1'],
      ['allowed_integrations', '2'],
      ['integrations_config_defaults', 'nor'],
    ]);
  });

  test('a session to reconnect cannot override docs_connect either', async () => {
    await client.connect('/api-auth/api-key/openai', { apiKey: 'good' }, { connection_id: 'again' });
    const body = { connection_id: 'again', integration_id: 'openai', overrides };
    const { status, code } = await client.backend('POST', '/connect/sessions/reconnect', body);
    assert.deepEqual([status, code], [403, 'forbidden']);
  });

  test('where the configuration allows it, the page is given the overrides', async () => {
    const generous = await startSandbox({ port: 0, docsOverrides: true });
    const page = clientOf(generous);
    const token = await page.session({ end_user: { id: 'u' }, overrides });
    const { body } = await page.send('GET', '/connect/session', undefined, token);
    assert.deepEqual(fields(body.data).overrides, overrides);
    await generous.close();
  });

  for (const url of ['', 'https://example.com/hook', 'http://localhost:3000/hook']) {
    test(`'${url}' can be a webhook_url_override`, async () => {
      const body = { end_user: { id: 'u' }, webhook_url_override: url };
      assert.equal((await client.backend('POST', '/connect/sessions', body)).status, 201);
    });
  }
});
