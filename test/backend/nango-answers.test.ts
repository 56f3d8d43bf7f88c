import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { connectBackend, NangoServerError, type ConnectBackendOptions } from '../../src/backend.js';
import { fakeNango, json, row } from './support/fake-nango.js';
import { ask, pageRequest, userOf } from './support/page.js';

const secretKey = 'the-very-secret-key';
type Reply = (request: IncomingMessage, response: ServerResponse) => void;

async function backend(reply: Reply, options: Partial<ConnectBackendOptions> = {}) {
  const told: unknown[] = [];
  const nango = await fakeNango(reply);
  const handler = connectBackend({
    secretKey,
    host: nango.url,
    user: userOf,
    onError: (error) => void told.push(error),
    ...options,
  });
  return { ...nango, told, post: (path: string, body: unknown) => ask(handler, pageRequest(path, body)) };
}

const lists =
  (...connections: unknown[]): Reply =>
  (_request, response) =>
    json(response, 200, { connections });

describe('Nango is asked', () => {
  test('with the secret key, for the rows of this user alone', async () => {
    const { post, asked } = await backend(lists(), { user: () => ({ id: 'a&b=c #1' }) });
    await post('/status', {});
    expect(asked).toEqual([
      { line: 'GET /connections?endUserId=a%26b%3Dc+%231', authorization: `Bearer ${secretKey}` },
    ]);
  });

  test('by the tag, where connections are known by tags', async () => {
    const { post, asked } = await backend(lists(), { identifyBy: 'tags' });
    await post('/status', {});
    expect(asked[0]?.line).toBe('GET /connections?tags%5Bend_user_id%5D=ada');
  });

  test('below the path of the host', async () => {
    const nango = await fakeNango(lists());
    const handler = connectBackend({ secretKey, host: `${nango.url}/nango//`, user: userOf });
    await ask(handler, pageRequest('/status', {}));
    expect(nango.asked[0]?.line).toBe('GET /nango/connections?endUserId=ada');
  });

  test('to delete a connection with every part of the URL encoded', async () => {
    const odd = row({ connection_id: 'a/../b?c#d', provider_config_key: 'git hub&x' });
    const { post, asked } = await backend((request, response) =>
      request.method === 'DELETE' ? json(response, 200, { success: true }) : lists(odd)(request, response),
    );
    const { status } = await post('/disconnect', { connectionId: 'a/../b?c#d', providerConfigKey: 'git hub&x' });
    expect(status).toBe(204);
    expect(asked[1]?.line).toBe('DELETE /connections/a%2F..%2Fb%3Fc%23d?provider_config_key=git+hub%26x');
  });

  test('never to delete what a URL takes for a step up', async () => {
    const { post, asked } = await backend(lists(row({ connection_id: '..' })));
    expect((await post('/disconnect', { connectionId: '..', providerConfigKey: 'github' })).status).toBe(404);
    expect(asked.map(({ line }) => line.split(' ')[0])).toEqual(['GET']);
  });
});

describe('a connection that ends as it is to be renewed', () => {
  const session = { integrationId: 'github', connectionId: 'c1' };
  const refused = { error: { code: 'invalid_body', message: 'There is no such connection' } };

  test('is one that the user does not have', async () => {
    let rows = [row()];
    const { post, told } = await backend((request, response) => {
      if (request.method === 'GET') return lists(...rows)(request, response);
      rows = [];
      json(response, 400, refused);
    });
    expect(await post('/session', session)).toMatchObject({ status: 404, code: 'unknown_connection' });
    expect(told).toEqual([]);
  });

  test('is not what Nango refuses for another reason', async () => {
    const { post } = await backend((request, response) =>
      request.method === 'GET' ? lists(row())(request, response) : json(response, 400, refused),
    );
    expect(await post('/session', session)).toMatchObject({ status: 502, code: 'nango_refused' });
  });
});

describe('Nango is told of a user', () => {
  const unknown: object = { email: null, displayName: '', organization: null, tags: null };

  test.each<['end_user' | 'tags', object, object]>([
    ['end_user', unknown, { end_user: { id: 'ada' } }],
    ['tags', unknown, { tags: { end_user_id: 'ada' } }],
    [
      'end_user',
      { organization: { id: 'o', displayName: null } },
      { end_user: { id: 'ada' }, organization: { id: 'o' } },
    ],
  ])('without what a database has not, by %s', async (identifyBy, rest, body) => {
    let sent = '';
    const { post } = await backend(
      (request, response) => {
        request.on('data', (part: Buffer) => (sent += part.toString()));
        request.on('end', () => json(response, 201, { data: { token: 't' } }));
      },
      { identifyBy, user: () => Object.assign({ id: 'ada' }, rest) },
    );
    expect((await post('/session', {})).status).toBe(200);
    expect(JSON.parse(sent)).toEqual(body);
  });
});

describe('Nango lists', () => {
  test('the rows of all users, as older servers do: those of others stay behind', async () => {
    const { post } = await backend(
      lists(
        row({ connection_id: 'theirs', end_user: { id: 'bob' } }),
        row({ connection_id: 'nobodys', end_user: null }),
        row({ connection_id: 'inherited', end_user: JSON.parse('{"__proto__":{"id":"ada"}}') }),
        row({ connection_id: 'listed', end_user: ['ada'] }),
        row({ connection_id: 'ours' }),
      ),
    );
    expect((await post('/status', {})).body).toEqual({
      connections: [{ providerConfigKey: 'github', connectionId: 'ours' }],
    });
    for (const connectionId of ['theirs', 'nobodys', 'listed'])
      expect((await post('/disconnect', { connectionId, providerConfigKey: 'github' })).status).toBe(404);
  });

  test('a tag that another kind of user has: those stay behind too', async () => {
    const theirs = row({ end_user: { id: 'ada' }, tags: { end_user_id: 'bob' } });
    const { post } = await backend(lists(theirs), { identifyBy: 'tags' });
    expect((await post('/status', {})).body).toEqual({ connections: [] });
  });

  test('rows without a user, where all objects inherit one: nobody has those', async () => {
    const { post } = await backend(lists(row({ end_user: {} })));
    // Writable: or else Node itself could give no object an id, and requests would stand still.
    Object.defineProperty(Object.prototype, 'id', { value: 'ada', configurable: true, writable: true });
    try {
      expect((await post('/status', {})).body).toEqual({ connections: [] });
    } finally {
      Reflect.deleteProperty(Object.prototype, 'id');
    }
  });

  test('rows that cannot be read: the others are shown', async () => {
    const { post } = await backend(
      lists(null, 'x', row({ connection_id: 7 }), row({ created: 'soon' }), row({ provider_config_key: '' }), row()),
    );
    expect((await post('/status', {})).body).toEqual({
      connections: [{ providerConfigKey: 'github', connectionId: 'c1' }],
    });
  });

  test('errors: those of the credentials ask for a reconnect, those of a sync do not', async () => {
    const { post } = await backend(
      lists(
        row({ connection_id: 'expired', errors: [{ type: 'auth', log_id: 'x' }] }),
        row({ connection_id: 'slow', errors: [{ type: 'sync', log_id: 'x' }] }),
        row({ connection_id: 'odd', errors: 'auth' }),
      ),
    );
    expect((await post('/status', {})).body).toEqual({
      connections: [
        { providerConfigKey: 'github', connectionId: 'expired', reconnect: true },
        { providerConfigKey: 'github', connectionId: 'slow' },
        { providerConfigKey: 'github', connectionId: 'odd' },
      ],
    });
  });

  test('connections whose accounts the host has a name for', async () => {
    const told: unknown[] = [];
    const names: Record<string, () => string | undefined> = {
      c1: () => 'ada@github',
      c2: () => undefined,
      c3: () => {
        throw new Error('no database');
      },
    };
    const { post } = await backend(
      lists(...Object.keys(names).map((id) => row({ connection_id: id, metadata: { id } }))),
      { accountName: ({ connectionId }) => names[connectionId]?.(), onError: (error) => void told.push(error) },
    );
    const { status, body } = await post('/status', {});
    expect([status, told.length]).toEqual([200, 1]);
    expect(body).toEqual({
      connections: [
        { providerConfigKey: 'github', connectionId: 'c1', name: 'ada@github' },
        { providerConfigKey: 'github', connectionId: 'c2' },
        { providerConfigKey: 'github', connectionId: 'c3' },
      ],
    });
  });
});

describe('when Nango', () => {
  const failures: [string, Reply, number, string][] = [
    ['refuses the key', refuse(401, 'unknown_account'), 502, 'nango_refused'],
    ['has too many requests', refuse(429, 'too_many_request'), 502, 'nango_refused'],
    ['fails', refuse(500, 'server_error'), 502, 'nango_refused'],
    ['gives a page', (_request, response) => response.end('<p>hello</p>'), 502, 'nango_unreadable'],
    ['gives nothing', (_request, response) => response.end(), 502, 'nango_unreadable'],
    ['gives JSON of another kind', (_request, response) => json(response, 200, { data: [] }), 502, 'nango_unreadable'],
    ['hangs up', (_request, response) => response.destroy(), 502, 'nango_unreachable'],
    ['does not answer', () => undefined, 504, 'nango_timeout'],
    [
      'stops in the middle',
      (_request, response) => void response.writeHead(200).write('{"connections":['),
      504,
      'nango_timeout',
    ],
  ];

  test.each(failures)('%s, the page learns a code alone', async (_what, reply, status, code) => {
    const { post, told } = await backend(reply, { timeout: 300 });
    const answer = await post('/status', {});
    expect([answer.status, answer.text]).toEqual([status, `{"error":{"code":"${code}"}}`]);
    expect(told).toHaveLength(1);
    expect(told[0]).toBeInstanceOf(NangoServerError);
    expect(told[0]).toMatchObject({ code });
  });

  test('redirects, nobody follows it with the key', async () => {
    const elsewhere = await fakeNango(lists());
    const { post } = await backend((_request, response) => {
      response.writeHead(307, { location: `${elsewhere.url}/connections` }).end();
    });
    expect(await post('/status', {})).toMatchObject({ status: 502, code: 'nango_unreadable' });
    expect(elsewhere.asked).toEqual([]);
  });

  test.each([
    [204, 204, undefined],
    [404, 404, 'unknown_connection'],
    [500, 502, 'nango_refused'],
  ])('answers a delete with %i, the page is answered %i', async (deleted, status, code) => {
    const { post } = await backend((request, response) => {
      if (request.method === 'DELETE') response.writeHead(deleted).end();
      else lists(row())(request, response);
    });
    const answer = await post('/disconnect', { connectionId: 'c1', providerConfigKey: 'github' });
    expect(answer).toMatchObject({ status, code });
  });

  test('knows no such connection, since another tab was faster, the page learns so', async () => {
    const { post, told } = await backend((request, response) => {
      if (request.method === 'DELETE') json(response, 400, { error: { code: 'unknown_connection' } });
      else lists(row())(request, response);
    });
    const answer = await post('/disconnect', { connectionId: 'c1', providerConfigKey: 'github' });
    expect([answer.status, answer.code, told]).toEqual([404, 'unknown_connection', []]);
  });

  test('refuses what it is told of a user, the log names the field and no more', async () => {
    const errors = [
      { code: 'invalid_string', message: 'a text', path: ['end_user', 'email'] },
      { code: 'x', message: 'a text', path: ['a b', secretKey] },
    ];
    const { post, told } = await backend((_request, response) =>
      json(response, 400, { error: { code: 'invalid_body', errors } }),
    );
    expect(await post('/session', {})).toMatchObject({ status: 502, code: 'nango_refused' });
    expect(String(told[0])).toMatch(/was refused: invalid_body \(end_user\.email\), 400\.$/);
  });

  test('gives account names too slowly, the accounts are shown without', async () => {
    const accountName = () => new Promise<never>(() => undefined);
    const { post, told } = await backend(lists(row()), { accountName, timeout: 300 });
    expect((await post('/status', {})).body).toEqual({
      connections: [{ providerConfigKey: 'github', connectionId: 'c1' }],
    });
    expect(String(told)).toMatch(/`accountName` did not settle/);
  });

  test('would be sent what is no JSON, the host is told so, and not that the network fails', async () => {
    const odd: object = { displayName: 5n };
    const { post, told } = await backend(lists(), { user: () => ({ id: 'ada', ...odd }) });
    expect(await post('/session', {})).toMatchObject({ status: 500, code: 'server_error' });
    expect(told[0]).toBeInstanceOf(TypeError);
  });

  test('fails, and whoever is told of it fails later, the page is answered all the same', async () => {
    const unhandled: unknown[] = [];
    const listen = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', listen);
    const onError = (): unknown => Promise.reject(new Error('of the log'));
    const { post } = await backend(refuse(500, 'x'), { onError });
    expect((await post('/status', {})).status).toBe(502);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });

  test('gives a session without a token, there is none', async () => {
    const { post } = await backend((_request, response) => json(response, 201, { data: { token: '' } }));
    expect(await post('/session', {})).toMatchObject({ status: 502, code: 'nango_unreadable' });
  });

  test('speaks of secrets, neither page nor log has them', async () => {
    const { post, told } = await backend((_request, response) =>
      json(response, 500, {
        error: { code: 'Server-Error ' + secretKey, message: secretKey },
        stack: 'at query (db.ts)',
      }),
    );
    for (const path of ['/session', '/status', '/confirm', '/disconnect']) {
      const body = { integrationId: 'github', providerConfigKey: 'github', connectionId: 'c1', startedAt: 1 };
      const { status, text } = await post(path, body);
      expect([status, text], path).toEqual([502, '{"error":{"code":"nango_refused"}}']);
    }
    const logged = told.map((error) => `${String(error)} ${JSON.stringify(error)}`).join();
    expect(logged).not.toMatch(/very-secret|db\.ts/);
  });

  test('sends objects where texts are expected, only the row that has one is left out', async () => {
    const textless = { toString: null, valueOf: null };
    const { post, told } = await backend(lists(row({ created: textless, connection_id: 'c2' }), row()));
    expect(await post('/status', {})).toMatchObject({
      status: 200,
      body: { connections: [{ providerConfigKey: 'github', connectionId: 'c1' }] },
    });
    expect(told).toEqual([]);
  });

  test('refuses with a heap of paths that are none, the log has one short line', async () => {
    const path = ['a'.repeat(50), { toString: null }, 5];
    const errors = Array.from({ length: 20_000 }, () => ({ path }));
    const { post, told } = await backend((_request, response) =>
      json(response, 400, { error: { code: 'invalid_body', errors } }),
    );
    expect(await post('/status', {})).toMatchObject({ status: 502, code: 'nango_refused' });
    expect(String(told[0]).length).toBeLessThan(1000);
  });

  test('refuses the key, the log says what to check', async () => {
    const { post, told } = await backend(refuse(401, 'unknown_account'));
    await post('/status', {});
    expect(told[0]).toMatchObject({ status: 401, reason: 'unknown_account' });
    expect(String(told[0])).toMatch(/GET \/connections .*unknown_account.*`secretKey`/);
  });
});

function refuse(status: number, code: string): Reply {
  return (_request, response) => json(response, status, { error: { code, message: 'a text of the server' } });
}
