import assert from 'node:assert/strict';
import { z } from 'zod';
import { startSandbox, type Sandbox, type SandboxConfig } from '../sandbox.js';
import { contractConfig } from '../../test/support/contract-config.js';
import { startMockProvider, type MockProvider } from '../../test/support/mock-provider.js';
import { followPopup } from '../../test/support/popup-client.js';
import { contractCases, fill, type HttpCase, type PopupCase } from '../../test/support/recorded.js';
import { replayHttp } from '../../test/support/replay.js';
import { afterAll, beforeAll, describe, it } from 'vitest';

/** What one case needs to be in place. */
interface Scene {
  sandbox: Sandbox;
  values: Record<string, string>;
  beforeCallback?: (address: URL) => void;
  /** Added to the recorded query, or in place of it. */
  query?: [string, string][];
}

const user = { end_user: { id: 'user' } };
const apiKey = '/api-auth/api-key/mock-api-key';

describe('the sandbox answers as a real server did', () => {
  let provider: MockProvider;
  const sandboxes = new Map<string, Sandbox>();
  let replayed = 0;

  beforeAll(async () => {
    provider = await startMockProvider();
  });

  afterAll(async () => {
    await Promise.all([...sandboxes.values()].map((sandbox) => sandbox.close()));
    await provider.close();
  });

  /** A sandbox for each kind of settings, started when it is first needed. */
  async function sandboxWith(settings: SandboxConfig): Promise<Sandbox> {
    const name = JSON.stringify(settings);
    const running = sandboxes.get(name) ?? (await startSandbox({ ...config(), ...settings }));
    sandboxes.set(name, running);
    return running;
  }

  function config(): SandboxConfig {
    const { integrations, providers } = contractConfig(provider.url);
    // They are verified over the network, at hosts that could not be reached when this was recorded.
    const nowhere = { base_url: 'http://127.0.0.1:9', verification: { method: 'GET', endpoints: ['/'] } };
    const unreachable = { 'zendesk-api-key': { proxy: nowhere }, 'ghost-admin': { proxy: nowhere } };
    return { port: 0, integrations, providers: { ...providers, ...unreachable } };
  }

  async function sceneOf({ title, path }: HttpCase | PopupCase): Promise<Scene> {
    const limited = /^rate limit, call (\d)$/.exec(title);
    const sandbox = await sandboxWith({
      ...(/hmac/i.test(title) && { hmac: { enabled: true, key: 'my-hmac-key' } }),
      ...(title.includes('DEPRECATION') && { publicKeyDeprecated: true }),
      // The limit is one for the whole server: each case counts its own calls.
      ...(limited && { rateLimit: 5, publicKey: `00000000-0000-4000-8000-00000000000${limited[1]}` }),
    });
    const { publicKey, secretKey, url: host } = sandbox;
    const session = (body: object = user) => newSession(sandbox, '/connect/sessions', body);
    const scene = { sandbox, values: { publicKey, secretKey, host, sessionToken: await session() } };
    const withSession = (sessionToken: string): Scene => ({ ...scene, values: { ...scene.values, sessionToken } });

    if (limited) {
      for (let call = 1; call < Number(limited[1]); call += 1) await post(sandbox, scene.values.sessionToken);
    }
    switch (title) {
      case 'expired session token on GET /connect/session':
        sandbox.expireSession(scene.values.sessionToken);
        return scene;
      case 'GET /integrations with session token (filtered by allowed_integrations)':
        return withSession(await session({ ...user, allowed_integrations: ['mock-api-key', 'mock-oauth2'] }));
      case 'integration not in allowed_integrations':
        return withSession(await session({ ...user, allowed_integrations: ['mock-api-key'] }));
      case 'same session token used a second time':
        await post(sandbox, scene.values.sessionToken);
        return scene;
      case 'public key with same connection_id again (update)':
        await post(sandbox, undefined, { public_key: publicKey, connection_id: 'pk-conn-1' });
        return scene;
      case 'use it':
      case 'use it on another integration': {
        const { connectionId } = await post(sandbox, scene.values.sessionToken);
        const body = { connection_id: connectionId, integration_id: 'mock-api-key' };
        return withSession(await newSession(sandbox, '/connect/sessions/reconnect', body));
      }
      case 'oauth with the subdomain coming from the session only': {
        const created = cases.find(
          (one) => one.title === 'session with integrations_config_defaults.connection_config',
        );
        assert(created?.kind === 'http' && created.body);
        return withSession(await session(z.looseObject({}).parse(JSON.parse(created.body))));
      }
      case 'same callback url replayed': {
        const query: [string, string][] = [];
        const connect = '/oauth/connect/mock-oauth2';
        const given = [['connect_session_token', scene.values.sessionToken]] as const;
        const popup = { host, providers: [provider.url], path: connect, query: given };
        await followPopup({ ...popup, beforeCallback: ({ searchParams }) => void query.push(...searchParams) });
        assert(path === '/oauth/callback' && query.length > 0);
        return { ...scene, query };
      }
      case 'state = valid uuid but unknown':
        return { ...scene, beforeCallback: ({ searchParams }) => searchParams.set('state', crypto.randomUUID()) };
      case 'oauth session deleted/expired before the callback':
        return { ...scene, beforeCallback: () => sandbox.forgetPopups() };
      default:
        return scene;
    }
  }

  async function replayPopup(recorded: PopupCase, { sandbox, values, beforeCallback }: Scene) {
    const { path, query } = fill(recorded, values);
    const popup = { host: sandbox.url, providers: [provider.url], path, query, beforeCallback };
    assert.deepEqual(await followPopup(popup), recorded.expect);
  }

  const cases = contractCases('recorded');
  for (const [index, recorded] of cases.entries()) {
    const { kind, path, title } = recorded;
    it(`${index}: ${kind === 'http' ? recorded.method : 'popup'} ${path}, ${title}`, async () => {
      const scene = await sceneOf(recorded);
      const { sandbox, values, query } = scene;
      if (recorded.kind === 'popup') await replayPopup(recorded, scene);
      else await replayHttp(sandbox.url, fill(recorded, values), query);
      replayed += 1;
    });
  }

  afterAll(() => {
    console.log(`${replayed} of ${cases.length} recorded exchanges give the same answer`);
  });
});

/** Makes a session with the secret key. @returns its token */
async function newSession({ url, secretKey }: Sandbox, path: string, body: object): Promise<string> {
  const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return z.object({ data: z.object({ token: z.string() }) }).parse(await response.json()).data.token;
}

/** Connects an API key. */
async function post({ url }: Sandbox, sessionToken = '', query: Record<string, string> = {}) {
  const address = new URL(apiKey, url);
  if (sessionToken) address.searchParams.set('connect_session_token', sessionToken);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(address, { method: 'POST', headers, body: '{"apiKey":"k"}' });
  return z.object({ connectionId: z.string().optional() }).parse(await response.json());
}
