import { expect } from '@open-wc/testing';
import Theirs from '@nangohq/frontend';
import Ours from '../../src/engine/nango.js';
import { byClick, until } from './attempts.js';
import { newSession, sandboxInfo } from './sandbox.js';

/** What both packages have. */
export interface Client {
  auth(integrationId: string, second?: unknown, third?: unknown): Promise<Result>;
  create(integrationId: string, second?: unknown, third?: unknown): Promise<Result>;
  reconnect(integrationId: string, options?: unknown): Promise<Result>;
  clear(): void;
}
export interface Result {
  readonly providerConfigKey: string;
  readonly connectionId: string;
}
export interface Settings {
  readonly host?: string;
  readonly websocketsPath?: string;
  readonly publicKey?: string;
  readonly connectSessionToken?: string;
}
export type Make = (settings: Settings) => Client;
export type Call = (client: Client) => Promise<Result>;

/** One way to make a client of each package. */
export const packages: Readonly<Record<'theirs' | 'ours', Make>> = {
  theirs: ({ publicKey, connectSessionToken: token, ...where }) =>
    new Theirs({ ...where, ...(token ? { connectSessionToken: token } : { ...(publicKey && { publicKey }) }) }),
  ours: (settings) => new Ours(settings),
};

/** A public key, and a session token, of no server. */
export const byKey: Settings = { publicKey: '8d3f5c8e-1b1c-4b6a-9a27-0f5c8e1b1c4b' };
export const byToken: Settings = { connectSessionToken: `nango_connect_session_${'a'.repeat(64)}` };

/** The settings of a fresh session at the sandbox. */
export async function session(): Promise<Settings> {
  return { host: (await sandboxInfo()).url, connectSessionToken: await newSession() };
}

/** The request of a call, with its query taken apart. */
export async function requestOf(make: Make, settings: Settings, call: Call) {
  const { fetch } = window;
  const requests: Request[] = [];
  window.fetch = (input, init) => {
    requests.push(new Request(input, init));
    return Promise.resolve(Response.json({ connectionId: 'c', providerConfigKey: 'k' }));
  };
  try {
    await call(make({ host: location.origin, ...settings }));
  } finally {
    window.fetch = fetch;
  }
  const { method, url, headers } = requests[0] ?? new Request('/none');
  const { pathname, searchParams } = new URL(url);
  const body: unknown = JSON.parse((await requests[0]?.text()) || 'null');
  return { method, pathname, query: [...searchParams].sort(), contentType: headers.get('content-type'), body };
}

/**
 * Where a call leads its popup, with the query taken apart. The socket is the sandbox's, but the server is this page's
 * own, so that the popup's address can be read.
 */
export async function popupUrlOf(make: Make, settings: Settings, call: Call) {
  const { url } = await sandboxInfo();
  const client = make({ host: location.origin, websocketsPath: url.replace('http', 'ws'), ...settings });
  const { popup, opened } = await byClick(() => call(client));
  if (!popup) throw new Error('No popup has opened');
  await until(() => popup.location.pathname.startsWith('/oauth/'));
  const { pathname, searchParams } = new URL(popup.location.href);
  client.clear();
  await until(() => popup.closed);
  expect(searchParams.get('ws_client_id')).to.match(/^[\da-f-]{36}$/);
  searchParams.delete('ws_client_id');
  return { pathname, query: [...searchParams].sort(), opened: opened.map(({ url }) => url) };
}
