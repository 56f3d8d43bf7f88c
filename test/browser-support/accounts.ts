import { html } from 'lit';
import { forgetAccounts } from '../../src/elements/account/account-store.js';
import type { NangoConnect } from '../../src/index.js';
import { until } from './attempts.js';
import { json, server, useFakeServer } from './fake-server.js';
import { backend, click, clickPart, find, page, stopRecording } from './kit.js';

export const github = { providerConfigKey: 'github', connectionId: 'c-1', name: 'ada@example.com' };

/** A page with a backend and a Nango server for each test of a suite; no account is known yet. */
export function useAccounts(): void {
  useFakeServer();
  beforeEach(() => {
    forgetAccounts();
    backend('/api/nango/session', () => json({ token: 'token' }));
  });
  afterEach(stopRecording);
}

/** A tag that connects without a window or a form, and asks the page's backend. */
export const element = (id = 'github', more: Partial<NangoConnect> = {}): NangoConnect =>
  Object.assign(document.createElement('nango-connect'), {
    integrationId: id,
    authMode: 'NONE',
    host: server.url,
    publicKey: 'key',
    backend: '/api/nango',
    ...more,
  });

/** What the page's backend answers, and what it was asked. */
export function accounts(
  connections: readonly unknown[] = [],
  disconnect: () => Response | Promise<Response> = () => new Response(null, { status: 204 }),
): unknown[] {
  const asked: unknown[] = [];
  backend('/api/nango/status', (body) => {
    asked.push(body);
    return json({ connections });
  });
  backend('/api/nango/disconnect', (body) => {
    asked.push(body);
    return disconnect();
  });
  return asked;
}

/** A page with a tag that shows its account, and what the backend was asked. */
export async function connected(
  connections: readonly unknown[] = [github],
  disconnect?: () => Response | Promise<Response>,
): Promise<{ first: NangoConnect; asked: unknown[] }> {
  const asked = accounts(connections, disconnect);
  const first = element();
  await page(html`<div>${first}</div>`);
  await until(() => first.state === 'connected');
  await first.updateComplete;
  return { first, asked };
}

/** Sets the connection that the next attempt makes. */
export function made(connectionId: string, providerConfigKey = 'github'): void {
  server.answer = () => json({ connectionId, providerConfigKey });
}

/** Clicks Disconnect, and confirms it. */
export async function disconnect(tag: NangoConnect): Promise<void> {
  await clickPart(tag, 'disconnect');
  await tag.updateComplete;
  await click(find(tag, '[part=actions] button'));
}
