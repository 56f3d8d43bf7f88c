import Theirs from '@nangohq/frontend';
import Ours from '../../src/engine/nango.js';

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
