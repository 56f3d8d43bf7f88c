import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sessions } from '../../docs/recipes/backend/your-login.js';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { portOf } from './support/fake-nango.js';
import { codeOf, fields } from './support/page.js';

// test/unit/docs-recipes.test.ts compares them with docs/backend.md.
const recipes = readdirSync(fileURLToPath(new URL('../../docs/recipes/backend', import.meta.url)));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  vi.stubEnv('NANGO_HOST', sandbox.url);
  vi.stubEnv('NANGO_SECRET_KEY', sandbox.secretKey);
  vi.stubEnv('NANGO_WEBHOOK_KEY', 'signing-key');
  sessions.set('ada-session', { id: 'ada', email: 'ada@example.com' });
  sessions.set('bob-session', { id: 'bob' });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await sandbox.close();
});

/** A recipe's server, as Node runs it. */
const servers: Record<string, () => Promise<RequestListener>> = {
  'fetch.ts': async () => {
    const { default: server } = await import('../../docs/recipes/backend/fetch.js');
    return ofFetch((request) => server.fetch(request));
  },
  'workers.ts': async () => {
    const { default: worker } = await import('../../docs/recipes/backend/workers.js');
    return ofFetch((request) =>
      worker.fetch(request, { NANGO_HOST: sandbox.url, NANGO_SECRET_KEY: sandbox.secretKey }),
    );
  },
  'hono.ts': async () => {
    const { app } = await import('../../docs/recipes/backend/hono.js');
    return ofFetch((request) => app.fetch(request));
  },
  'express.ts': async () => (await import('../../docs/recipes/backend/express.js')).app,
  'express-session.ts': async () => (await import('../../docs/recipes/backend/express-session.js')).app,
  'fastify.ts': async () => {
    const { app } = await import('../../docs/recipes/backend/fastify.js');
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
  'koa.ts': async () => {
    const listener = (await import('../../docs/recipes/backend/koa.js')).app.callback();
    return (request, response) => void listener(request, response);
  },
  'next.ts': async () => {
    const { POST } = await import('../../docs/recipes/backend/next.js');
    return ofFetch(POST);
  },
  'nuxt.ts': async () => {
    // Nuxt imports these by itself. test/frameworks/nuxt.test.ts runs the recipe in Nuxt.
    vi.stubGlobal('defineEventHandler', (handler: unknown) => handler);
    vi.stubGlobal('toWebRequest', ({ request }: { request: Request }) => request);
    const { default: handler } = await import('../../docs/recipes/backend/nuxt.js');
    const { signedIn } = await import('../../docs/recipes/backend/your-login.js');
    return ofFetch((request) => {
      const user = signedIn(request.headers);
      const event = { request, context: user ? { user } : {} };
      return handler(event);
    });
  },
  'react-router.ts': async () => {
    const { action } = await import('../../docs/recipes/backend/react-router.js');
    return ofFetch((request) => action({ request }));
  },
  'sveltekit.ts': async () => {
    const { POST } = await import('../../docs/recipes/backend/sveltekit.js');
    const { signedIn } = await import('../../docs/recipes/backend/your-login.js');
    return ofFetch((request) => POST({ request, locals: { user: signedIn(request.headers) } }));
  },
};

function ofFetch(handler: (request: Request) => Response | Promise<Response>): RequestListener {
  const listener = getRequestListener(handler, { overrideGlobalObjects: false });
  return (request, response) => void listener(request, response);
}

test('every recipe with a server is tested below', () => {
  expect(Object.keys(servers).sort()).toEqual(
    recipes.filter((name) => !['your-login.ts', 'webhook.ts'].includes(name)).sort(),
  );
});

describe.each(Object.keys(servers))('%s', (name) => {
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    server = createServer(await servers[name]?.());
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    origin = `http://localhost:${portOf(server.address())}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** What a browser sends of a page of the server's own, who is signed in as Ada. */
  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${origin}/api/nango${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin,
        'sec-fetch-site': 'same-origin',
        cookie: 'a=b; session=ada-session',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, body: answer, code: codeOf(answer) };
  }

  test('connects, confirms, shows and disconnects an account of the user', async () => {
    const startedAt = Date.now();
    const { token } = fields((await post('/session', { integrationId: 'openai' })).body);
    const connected = await fetch(`${sandbox.url}/api-auth/api-key/openai?connect_session_token=${String(token)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"apiKey":"good"}',
    });
    const { connectionId } = fields(await connected.json());
    const account = { connectionId, providerConfigKey: 'openai' };
    expect((await post('/confirm', { providerConfigKey: 'openai', startedAt })).body).toEqual(account);
    expect((await post('/status', {})).body).toEqual({ connections: [account] });
    expect((await post('/status', {}, { cookie: 'session=bob-session' })).body).toEqual({ connections: [] });
    expect((await post('/disconnect', account, { cookie: 'session=bob-session' })).status).toBe(404);
    expect((await post('/disconnect', account)).status).toBe(204);
    expect((await post('/status', {})).body).toEqual({ connections: [] });
  });

  test('refuses the anonymous, pages of other sites and what is no JSON', async () => {
    expect(await post('/status', {}, { cookie: '' })).toMatchObject({ status: 401, code: 'not_signed_in' });
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect(await post('/status', {}, evil)).toMatchObject({ status: 403, code: 'foreign_origin' });
    expect(await post('/status', {}, { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
      code: 'not_json',
    });
  });
});

test.each([
  ['whole', '{"integrationId":"openai"}'],
  ['in chunks', new Blob(['{"integrationId":"openai"}']).stream()],
])('a server that reads the body first is told so in its log, with a body that comes %s', async (_, body) => {
  const printed = vi.spyOn(console, 'error').mockReturnValue();
  const { default: express } = await import('express');
  const { app } = await import('../../docs/recipes/backend/express.js');
  const wrong = express().use(express.json(), app);
  const server = createServer(wrong);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const origin = `http://localhost:${portOf(server.address())}`;
  const init: RequestInit & { duplex: string } = {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: 'session=ada-session' },
    body,
    duplex: 'half',
  };
  const response = await fetch(`${origin}/api/nango/session`, init);
  server.closeAllConnections();
  server.close();
  expect([response.status, String(printed.mock.calls[0]?.[1])], await response.text()).toEqual([
    500,
    "TypeError: The request's body has already been read: mount the handler before body parsers.",
  ]);
  printed.mockRestore();
});

test('webhook.ts tells a webhook of Nango from one of anybody else', async () => {
  const printed = vi.spyOn(console, 'log').mockReturnValue();
  const { receive } = await import('../../docs/recipes/backend/webhook.js');
  const body = JSON.stringify({ type: 'auth', success: true, providerConfigKey: 'github', connectionId: 'c1' });
  const send = (signature: string) =>
    receive(
      new Request('https://app.example.com/webhooks/nango', {
        method: 'POST',
        headers: { 'x-nango-hmac-sha256': signature },
        body,
      }),
    );
  expect((await send('0'.repeat(64))).status).toBe(401);
  expect(printed).not.toHaveBeenCalled();
  expect((await send(createHmac('sha256', 'signing-key').update(body).digest('hex'))).status).toBe(204);
  expect(printed).toHaveBeenCalledWith('github: new connection c1');
  printed.mockRestore();
});
