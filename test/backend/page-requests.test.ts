import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { connectBackend, type BackendHandler } from '../../src/backend.js';
import { fakeNango, json, type Asked } from './support/fake-nango.js';
import { ask, pageRequest, site, userOf } from './support/page.js';

const secretKey = 'a-secret-key';
const options = { secretKey, user: userOf, onError: () => undefined };
/** Nothing listens there. */
const host = 'http://127.0.0.1:1';

describe('a page is refused', () => {
  const handler = connectBackend({ ...options, host });
  const codes = async (request: Request) => {
    const { status, code } = await ask(handler, request);
    return [status, code];
  };

  test('with 404 at any other path', async () => {
    for (const path of ['', '/', '/sessions', '/session//', '/session/x', '/toString', '/__proto__', '/%73ession'])
      expect(await codes(pageRequest(path, {})), path).toEqual([404, 'unknown_path']);
  });

  test('with 405 that names POST, for any other method', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      const request = pageRequest('/status', undefined, {}, { method, body: null });
      const { status, headers } = await ask(handler, request);
      expect([status, headers.get('allow')], method).toEqual([405, 'POST']);
    }
  });

  test.each([
    ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    [
      'of another site in a browser without Sec-Fetch-Site',
      { origin: 'https://evil.example', 'sec-fetch-site': undefined },
    ],
    ['of another site that claims to be of this one', { origin: 'https://evil.example' }],
    ['of a sibling domain', { origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' }],
    ['of another port', { origin: `${site}:8443`, 'sec-fetch-site': undefined }],
    ['of this host that came without TLS', { origin: 'http://app.example.com', 'sec-fetch-site': 'cross-site' }],
    ['in a sandboxed frame', { origin: 'null', 'sec-fetch-site': undefined }],
    ['of a browser extension', { origin: 'chrome-extension://abc', 'sec-fetch-site': 'none' }],
    ['of an app whose name is the host', { origin: 'capacitor://app.example.com', 'sec-fetch-site': undefined }],
    ['that hides its origin', { origin: undefined, 'sec-fetch-site': 'cross-site' }],
    ['whose origin holds this one', { origin: `${site}.evil.example`, 'sec-fetch-site': undefined }],
  ])('with 403 when it is %s', async (_what, headers) => {
    expect(await codes(pageRequest('/status', {}, headers))).toEqual([403, 'foreign_origin']);
  });

  test.each([
    undefined,
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    'text/plain;application/json',
  ])('with 415 when it sends %s', async (type) => {
    const request = pageRequest('/status', '{}', { 'content-type': type });
    if (type === undefined) request.headers.delete('content-type');
    expect(await codes(request)).toEqual([415, 'not_json']);
  });

  test('with 413 when it sends too much, said or not', async () => {
    const much = JSON.stringify({ integrationId: 'x'.repeat(20_000) });
    expect(await codes(pageRequest('/session', '{}', { 'content-length': '20000' }))).toEqual([413, 'body_too_large']);
    expect(await codes(pageRequest('/session', much))).toEqual([413, 'body_too_large']);
  });

  test.each([
    ['never comes', new ReadableStream()],
    ['stops in the middle', new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode('{"a"')) })],
    ['breaks off', new ReadableStream({ start: (body) => body.error(new Error('aborted')) })],
  ])('with 408 when its body %s', async (_what, stream) => {
    const told = vi.fn();
    const patient = connectBackend({ ...options, host, timeout: 50, onError: told });
    const init: RequestInit & { duplex: string } = { body: stream, duplex: 'half' };
    const { status, code } = await ask(patient, pageRequest('/status', undefined, {}, init));
    expect([status, code, told.mock.calls]).toEqual([408, 'body_incomplete', []]);
  });

  test('with 401 when nobody is signed in, before its body is looked at', async () => {
    for (const path of ['/session', '/confirm', '/status', '/disconnect'])
      expect(await codes(pageRequest(path, 'no JSON', { cookie: undefined })), path).toEqual([401, 'not_signed_in']);
  });

  test.each([
    ['/session', 'no JSON'],
    ['/session', ''],
    ['/session', []],
    ['/session', null],
    ['/session', { integrationId: 7 }],
    ['/session', { integrationId: '' }],
    ['/session', { integrationId: 'x'.repeat(256) }],
    ['/session', { connectionId: 'c1' }],
    ['/confirm', { providerConfigKey: 'github' }],
    ['/confirm', { providerConfigKey: 'github', startedAt: '2026' }],
    ['/confirm', { startedAt: 1 }],
    ['/disconnect', { connectionId: 'c1' }],
    ['/disconnect', { providerConfigKey: 'github' }],
    ['/disconnect', '{"__proto__":{"connectionId":"c1","providerConfigKey":"github"}}'],
  ])('with 400 when it sends %s the body %j', async (path, body) => {
    expect(await codes(pageRequest(path, body))).toEqual([400, 'invalid_body']);
  });
});

describe('a page is answered', () => {
  let nango: { url: string; asked: Asked[] };
  let handler: BackendHandler;
  const codes = async (headers: Record<string, string | undefined>, origins?: string[]) => {
    nango = await fakeNango((_request, response) => json(response, 200, { connections: [] }));
    handler = connectBackend({ ...options, host: nango.url, ...(origins && { origins }) });
    return (await ask(handler, pageRequest('/status', {}, headers))).status;
  };

  test('as JSON that nobody keeps', async () => {
    await codes({});
    const { headers, body } = await ask(handler, pageRequest('/status', {}));
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({ connections: [] });
  });

  test('with a charset in its content type', async () => {
    expect(await codes({ 'content-type': 'Application/JSON; charset=utf-8' })).toBe(200);
  });

  test('in a browser without Sec-Fetch-Site', async () => {
    expect(await codes({ 'sec-fetch-site': undefined })).toBe(200);
  });

  test('behind a proxy that ends TLS', async () => {
    const plain = new Request('http://app.example.com/nango/status', pageRequest('/status', {}));
    await codes({});
    expect((await ask(handler, plain)).status).toBe(200);
  });

  test('whose host the framework left out of the URL', async () => {
    await codes({});
    const request = new Request('http://localhost:3000/api/nango/status', pageRequest('/status', {}));
    expect((await ask(handler, request)).status).toBe(403);
    const known = new Request(request.url, pageRequest('/status', {}, { host: 'app.example.com' }));
    expect((await ask(handler, known)).status).toBe(200);
  });

  test.each(['App.Example.COM', 'app.example.com:443'])('whose host the proxy writes as %s', async (written) => {
    await codes({});
    const plain = new Request('http://localhost:3000/api/nango/status', pageRequest('/status', {}, { host: written }));
    expect((await ask(handler, plain)).status).toBe(200);
  });

  test('not where the header names the host and another port', async () => {
    await codes({});
    const other = { host: 'app.example.com:8443' };
    const plain = new Request('http://localhost:3000/api/nango/status', pageRequest('/status', {}, other));
    expect((await ask(handler, plain)).status).toBe(403);
  });

  test('of another origin, where that is named', async () => {
    const headers = { origin: 'https://www.example.com', 'sec-fetch-site': 'same-site' };
    expect(await codes(headers)).toBe(403);
    expect(await codes(headers, ['https://www.example.com/'])).toBe(200);
  });

  test.each(['capacitor://localhost', 'tauri://localhost', 'chrome-extension://abcdefgh'])(
    'of %s, the page of an app, where that is named',
    async (origin) => {
      const headers = { origin, 'sec-fetch-site': 'cross-site' };
      expect(await codes(headers)).toBe(403);
      expect(await codes(headers, ['https://www.example.com', origin])).toBe(200);
    },
  );

  test('so that a page of a named origin may read it, and ask before', async () => {
    const headers = { origin: 'https://www.example.com', 'sec-fetch-site': 'same-site' };
    await codes(headers, ['https://www.example.com']);
    const cors = async (path: string, init: RequestInit = {}, own: Record<string, string | undefined> = headers) => {
      const answer = await ask(handler, pageRequest(path, {}, own, init));
      const names = ['origin', 'credentials', 'methods', 'headers'];
      return [answer.status, ...names.map((name) => answer.headers.get(`access-control-allow-${name}`))];
    };
    const shared = ['https://www.example.com', 'true'];
    const asksBefore = { method: 'OPTIONS', body: null };
    expect(await cors('/status')).toEqual([200, ...shared, null, null]);
    expect(await cors('/status', { body: 'no JSON' })).toEqual([400, ...shared, null, null]);
    expect(await cors('/status', asksBefore)).toEqual([204, ...shared, 'POST', 'content-type']);
    expect(await cors('/nothing', asksBefore)).toEqual([404, ...shared, null, null]);
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect(await cors('/status', asksBefore, evil)).toEqual([405, null, null, null, null]);
    expect(await cors('/status', {}, evil)).toEqual([403, null, null, null, null]);
    expect(await cors('/status', {}, {})).toEqual([200, null, null, null, null]);
  });

  test('whose request is of another realm', async () => {
    await codes({});
    const { url, method, headers, body } = pageRequest('/status', {});
    const request: unknown = runInNewContext('Object.assign({ headers: Object.create(headers) }, parts)', {
      headers: { get: (name: string) => headers.get(name) },
      parts: { url, method, body, bodyUsed: false },
    });
    expect(await Reflect.apply(handler, undefined, [request])).toHaveProperty('status', 200);
  });

  test('that is no browser, by its own credentials', async () => {
    expect(await codes({ origin: undefined, 'sec-fetch-site': undefined })).toBe(200);
  });

  test('at whatever path it is mounted', async () => {
    await codes({});
    const request = new Request('https://app.example.com/status?x=1', pageRequest('/status', {}));
    expect((await ask(handler, request)).status).toBe(200);
  });

  test('where the framework ends every path with a slash', async () => {
    await codes({});
    expect((await ask(handler, pageRequest('/status/', {}))).status).toBe(200);
  });
});

describe("what the host's own functions do wrong", () => {
  const told = vi.fn();
  let nango: { url: string; asked: Asked[] };
  beforeAll(() => told.mockClear());

  async function status(part: Partial<Parameters<typeof connectBackend>[0]>, path = '/session') {
    nango = await fakeNango((_request, response) => json(response, 200, { connections: [] }));
    const handler = connectBackend({ ...options, host: nango.url, onError: told, ...part });
    return ask(handler, pageRequest(path, { integrationId: 'github' }));
  }
  const fail = () => {
    throw new Error('the database at db:5432 is down');
  };

  test.each([
    ['user throws', { user: fail }],
    ['user rejects', { user: () => Promise.reject(new Error('no')) }],
    ['user has no id', { user: () => ({ id: '' }) }],
    ['user has too long an id', { user: () => ({ id: 'x'.repeat(256) }) }],
    ['allow throws', { allow: fail }],
  ])('is a 500 without a text: %s', async (_what, part) => {
    told.mockClear();
    const { status: code, text } = await status(part);
    expect([code, text]).toEqual([500, '{"error":{"code":"server_error"}}']);
    expect(told).toHaveBeenCalledOnce();
    expect(nango.asked).toEqual([]);
  });

  /** Throws what is no `Error`. */
  const throwing = (thrown: object) => (): never => {
    AbortSignal.abort(thrown).throwIfAborted();
    throw new Error('not reached');
  };
  const never = () => new Promise<never>(() => undefined);

  test.each([
    ['user', { user: never }],
    ['allow', { allow: never }],
  ])('is a 500 where %s never answers', async (name, part) => {
    told.mockClear();
    expect((await status({ ...part, timeout: 50 })).text).toBe('{"error":{"code":"server_error"}}');
    expect(String(told.mock.calls)).toBe(`Error: connectBackend: \`${name}\` did not settle in 50 ms.`);
  });

  test('is the answer where user or allow throws one, as frameworks do', async () => {
    told.mockClear();
    const refusal = throwing(Response.json({ reason: 'plan' }, { status: 402 }));
    expect(await status({ user: refusal })).toMatchObject({ status: 402, body: { reason: 'plan' } });
    const noPlan = throwing(Response.json({ reason: 'plan' }, { status: 402 }));
    expect(await status({ allow: noPlan })).toMatchObject({ status: 402, body: { reason: 'plan' } });
    const leadToLogin = throwing(Response.redirect('https://app.example.com/login'));
    expect(await status({ user: leadToLogin })).toMatchObject({ status: 401, code: 'not_signed_in' });
    expect(told).not.toHaveBeenCalled();
  });

  test.each([
    ['SvelteKit leads to a login page', { status: 303, location: '/login' }],
    ['SvelteKit refuses', { status: 401, body: { message: 'Sign in' } }],
    ['Next.js leads to a login page', Object.assign(new Error(), { digest: 'NEXT_REDIRECT;replace;/login;307;' })],
    ['Next.js refuses', Object.assign(new Error(), { digest: 'NEXT_HTTP_ERROR_FALLBACK;401' })],
    ['Nuxt refuses', Object.assign(new Error('Sign in'), { statusCode: 401 })],
    ['Hono refuses', Object.assign(new Error('Sign in'), { status: 401 })],
  ])('is a 401 where user throws what %s with', async (_what, thrown) => {
    told.mockClear();
    expect(await status({ user: throwing(thrown) })).toMatchObject({ status: 401, code: 'not_signed_in' });
    expect(told).not.toHaveBeenCalled();
  });

  test('names the fix where the request is one of Node’s own', async () => {
    told.mockClear();
    const handler = connectBackend({ ...options, host, onError: told });
    const express = { method: 'POST', url: '/api/nango/status', headers: { host: 'app.example.com' } };
    const response: unknown = await Reflect.apply(handler, undefined, [express]);
    expect(response).toHaveProperty('status', 500);
    expect(String(told.mock.calls)).toMatch(/TypeError: .*Express.*docs\/backend\.md/);
  });

  test('names the fix where the body was read', async () => {
    told.mockClear();
    await status({ user: async (request) => ({ id: (await request.text()) && 'ada' }) });
    expect(String(told.mock.calls[0]?.[0])).toMatch(/body parsers/);
  });

  test.each<[what: string, make: () => object]>([
    ['has no text where one is read', () => ({ digest: { toString: null } })],
    ['has a symbol for its status', () => ({ status: Symbol('x') })],
    [
      'is a revoked Proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
    ],
  ])('is a 500 where what user throws %s', async (_what, make) => {
    told.mockClear();
    const user = throwing(make());
    expect((await status({ user })).text).toBe('{"error":{"code":"server_error"}}');
    expect(told).toHaveBeenCalledOnce();
  });

  test('is no worse when onError throws too', async () => {
    expect((await status({ user: fail, onError: fail })).status).toBe(500);
  });

  test('goes to the console by default', async () => {
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    await status({ user: fail, onError: undefined });
    expect(printed).toHaveBeenCalledWith('nango-elements/backend:', expect.any(Error));
    printed.mockRestore();
  });
});
