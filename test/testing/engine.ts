import { afterEach, describe, expect, test, vi } from 'vitest';
import Nango, { type AuthOptions, type AuthResult, type ConfirmFunction } from '../../src/engine/nango.js';
import { fieldsOf, readResult } from '../../src/engine/wire.js';
import { fakeNango, type FakeNango, type FakeNangoOptions } from '../../src/testing.js';

let fake: FakeNango;
afterEach(() => fake.restore());

function start(options: FakeNangoOptions = {}) {
  fake = fakeNango(options);
  return new Nango({ connectSessionToken: 'token' });
}
const popup = (nango: Nango, options?: AuthOptions) => nango.auth('github', options);
const form = (nango: Nango) => nango.auth('openai', { credentials: { apiKey: 'secret' } });

async function post(action: string, body: object): Promise<unknown> {
  const response = await fetch(`/api/nango/${action}`, { method: 'POST', body: JSON.stringify(body) });
  return response.status === 204 ? undefined : response.json();
}

async function tokenFor(body: object): Promise<string> {
  return String(fieldsOf(await post('session', body)).token);
}

describe('the engine with a fake Nango', () => {
  test('success: connects by popup and by form', async () => {
    const nango = start();
    const result = await popup(nango, { params: { subdomain: 'acme' } });
    expect(result).toEqual({ providerConfigKey: 'github', connectionId: 'fake-connection-1', isPending: false });
    expect((await form(nango)).connectionId).toBe('fake-connection-2');
    expect(fake.attempts).toEqual([
      { providerConfigKey: 'github', kind: 'popup', params: { subdomain: 'acme' }, fields: [] },
      { providerConfigKey: 'openai', kind: 'form', params: {}, fields: ['apiKey'] },
    ]);
    expect(JSON.stringify(fake.attempts)).not.toContain('secret');
  });

  test.each([
    ['denied', popup, 'callback_err'],
    ['denied', form, 'connection_test_failed'],
    ['refused', popup, 'callback_err'],
    ['refused', form, 'connection_test_failed'],
    ['blocked', popup, 'blocked_by_browser'],
    ['closed', popup, 'window_closed'],
    ['expired', form, 'session_token_error'],
    ['offline', popup, 'network_error'],
    ['offline', form, 'network_error'],
  ] as const)('%s: fails as in a browser', async (scenario, connect, type) => {
    const nango = start({ scenario });
    await expect(connect(nango)).rejects.toMatchObject({ type });
    expect(fake.connections).toEqual([]);
  });

  test('expired: a popup that was sent on has a while to succeed all the same', async () => {
    vi.useFakeTimers();
    const failed = expect(popup(start({ scenario: 'expired' }))).rejects.toMatchObject({ type: 'session_token_error' });
    await vi.advanceTimersByTimeAsync(30_000);
    await failed;
    vi.useRealTimers();
  });

  test('closed: the user has cancelled, for certain', async () => {
    await expect(popup(start({ scenario: 'closed' }))).rejects.toMatchObject({ outcome: 'cancelled' });
  });

  test('severed: only the user knows, until they finish', async () => {
    const nango = start({ scenario: 'severed' });
    let attempt: Promise<AuthResult> | undefined;
    expect(await new Promise((resolve) => void (attempt = popup(nango, { onWaiting: resolve })))).toBe('detached');
    fake.finish();
    expect(await attempt).toMatchObject({ connectionId: 'fake-connection-1' });
  });

  test.each(['a public key', 'a connection to renew'])('severed: waits for the user with %s, too', async (kind) => {
    fake = fakeNango({ scenario: 'severed', connections: [{ providerConfigKey: 'github', connectionId: 'c' }] });
    const renewed = await tokenFor({ integrationId: 'github', connectionId: 'c' });
    vi.useFakeTimers();
    const nango = new Nango(kind === 'a public key' ? { publicKey: 'key' } : { connectSessionToken: renewed });
    const attempt = popup(nango);
    await vi.advanceTimersByTimeAsync(60_000);
    fake.finish();
    expect(await attempt).toMatchObject({ providerConfigKey: 'github' });
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
  });

  test('socket-lost: the page is asked once the user comes back', async () => {
    const nango = start({ scenario: 'socket-lost' });
    let attempt: Promise<AuthResult> | undefined;
    const confirm: ConfirmFunction = async (asked) => readResult(await post('confirm', asked), 'github');
    expect(await new Promise((resolve) => void (attempt = popup(nango, { confirm, onWaiting: resolve })))).toBe('lost');
    fake.finish();
    expect(await attempt).toMatchObject({ connectionId: 'fake-connection-1' });
  });

  test.each([
    ['popup', popup],
    ['form', form],
  ])('slow: takes as long as it is told, by %s', async (_kind, connect) => {
    vi.useFakeTimers();
    const nango = start({ scenario: 'slow', delay: 300 });
    const settled = vi.fn();
    const attempt = connect(nango).finally(settled);
    await vi.advanceTimersByTimeAsync(299);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(301);
    expect((await attempt).connectionId).toBe('fake-connection-1');
    vi.useRealTimers();
  });

  test('the scenario can change from one attempt to the next', async () => {
    const nango = start({ scenario: 'denied' });
    await expect(popup(nango)).rejects.toThrow();
    fake.scenario = 'success';
    await popup(nango);
    expect(fake.connections).toHaveLength(1);
  });

  test('an integration that there is not is refused', async () => {
    const nango = start();
    await expect(nango.auth('nonsense')).rejects.toMatchObject({ type: 'provider_config_err' });
    await expect(nango.auth('nonsense', { credentials: { apiKey: 'x' } })).rejects.toMatchObject({
      type: 'unknown_provider_config',
    });
  });

  test('a session shows what there is to connect', async () => {
    const zendesk = { auth_mode: 'OAUTH2', connection_config: { subdomain: { title: 'Subdomain' } } } as const;
    const nango = start({ integrations: { zendesk, openai: { auth_mode: 'API_KEY', display_name: 'OpenAI' } } });
    expect((await nango.integrations()).map(({ unique_key: key, display_name: name }) => [key, name])).toEqual([
      ['zendesk', 'zendesk'],
      ['openai', 'OpenAI'],
    ]);
    expect(await nango.provider('zendesk')).toMatchObject(zendesk);
    await expect(nango.provider('constructor')).rejects.toMatchObject({ type: 'not_found' });
  });
});

describe("the page's backend, faked", () => {
  const saved = { providerConfigKey: 'github', connectionId: 'c1', name: 'ada', reconnect: true };

  test('knows what is connected, and ends it', async () => {
    start({ connections: [saved] });
    expect(await post('status', {})).toEqual({ connections: [saved] });
    expect(await post('disconnect', { ...saved, providerConfigKey: 'openai' })).toMatchObject({ error: {} });
    await post('disconnect', saved);
    expect(fake.connections).toEqual([]);
  });

  test('gives a session for one integration, and one that renews a connection', async () => {
    start({ connections: [saved] });
    const one = new Nango({ connectSessionToken: await tokenFor({ integrationId: 'openai' }) });
    expect((await one.session()).allowed_integrations).toEqual(['openai']);
    const again = new Nango({ connectSessionToken: await tokenFor({ integrationId: 'github', connectionId: 'c1' }) });
    expect((await again.session()).isReconnecting).toBe(true);
    expect((await again.reconnect('github')).connectionId).toBe('c1');
    expect(fake.connections).toEqual([{ ...saved, reconnect: undefined }]);
    expect(await post('session', { integrationId: 'github', connectionId: 'other' })).toMatchObject({ error: {} });
  });

  test('confirms what was made since, and nothing older', async () => {
    const nango = start({ connections: [saved] });
    const attempt = { providerConfigKey: 'github', startedAt: Date.now() };
    expect(await post('confirm', attempt)).toEqual({ connected: false });
    await popup(nango);
    expect(await post('confirm', attempt)).toEqual({
      providerConfigKey: 'github',
      connectionId: 'fake-connection-1',
    });
  });

  test.each([
    ['a Headers', (token: string) => new Headers({ Authorization: token })],
    ['pairs', (token: string): HeadersInit => [['authorization', token]]],
    ['an object', (token: string) => ({ authorization: token })],
  ])('knows the session by a token in %s', async (_kind, headers) => {
    start();
    const token = await tokenFor({ integrationId: 'github' });
    const response = await fetch('https://api.nango.dev/integrations', { headers: headers(`Bearer ${token}`) });
    expect(await response.json()).toMatchObject({ data: [{ unique_key: 'github' }] });
  });

  test('reads a Request', async () => {
    start();
    const body = JSON.stringify({ integrationId: 'github', connectionId: 'of nobody' });
    const request = new Request(new URL('/api/nango/session', location.href), { method: 'POST', body });
    expect((await fetch(request)).status).toBe(404);
  });

  test('refuses a body that is no JSON', async () => {
    start();
    expect((await fetch('/api/nango/session', { method: 'POST', body: 'no JSON' })).status).toBe(400);
  });

  test('is where the page says', async () => {
    start({ backend: 'https://api.example.com/connect/' });
    const response = await fetch('https://api.example.com/connect/status', { method: 'POST', body: '{}' });
    expect(await response.json()).toEqual({ connections: [] });
  });
});

describe('all else', () => {
  test('goes where it went, and everything once restored', async () => {
    const asked: unknown[] = [];
    const real = vi.spyOn(globalThis, 'fetch').mockImplementation((url) => {
      asked.push(url);
      return Promise.resolve(new Response());
    });
    const before = [globalThis.fetch, globalThis.WebSocket, globalThis.open];
    start();
    expect(globalThis.fetch).not.toBe(before[0]);
    await fetch('https://elsewhere.example/');
    await fetch('/api/other');
    expect(asked).toEqual(['https://elsewhere.example/', '/api/other']);
    fake.restore();
    [globalThis.fetch, globalThis.WebSocket, globalThis.open].forEach((each, index) =>
      expect(each).toBe(before[index]),
    );
    real.mockRestore();
  });

  test.each(['in the order', 'against the order'])('two fakes are put back %s in which they came', async (order) => {
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response('real')));
    const first = fakeNango();
    const second = fakeNango({ scenario: 'denied' });
    fake = second;
    const [early, late] = order === 'in the order' ? [first, second] : [second, first];
    early.restore();
    const [end] = await Promise.allSettled([popup(new Nango({ connectSessionToken: 'token' }))]);
    expect(end).toMatchObject(late === second ? { reason: { type: 'callback_err' } } : { status: 'fulfilled' });
    late.restore();
    expect(await (await fetch('/api/nango/status', { method: 'POST' })).text()).toBe('real');
    expect(asked).toHaveBeenCalledOnce();
    asked.mockRestore();
  });

  test('a scenario that there is not is refused, with the names of those that there are', () => {
    const wrong = { scenario: 'deny' };
    expect(() => void Reflect.apply(fakeNango, undefined, [wrong])).toThrow(/'deny'.*denied/);
    start();
    expect(() => Object.assign(fake, wrong)).toThrow(/'deny'.*denied/);
  });

  test('finish() says what it needs', () => {
    start();
    expect(() => fake.finish()).toThrow(/'severed' and 'socket-lost'/);
  });

  test('an attempt that is under way when all is put back ends, and asks no real server', async () => {
    const attempt = popup(start());
    fake.restore();
    await expect(attempt).rejects.toMatchObject({ type: 'network_error' });
  });

  test('so does one that waits for a slow answer', async () => {
    const attempt = form(start({ scenario: 'slow', delay: 60_000 }));
    const asked = vi.spyOn(globalThis, 'fetch');
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    asked.mockRestore();
    fake.restore();
    await expect(attempt).rejects.toMatchObject({ type: 'network_error' });
  });
});
