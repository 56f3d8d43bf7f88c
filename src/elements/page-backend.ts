import { AuthError } from '../engine/errors.js';
import type { AuthErrorDetails } from '../engine/errors.js';
import type { AuthResult } from '../engine/options.js';
import type { DisconnectDetail } from './events.js';

/**
 * Posts to the page's own backend, with the page's cookies.
 * @param answer `discard`: only its status counts
 * @returns the answer's JSON; nothing for an empty one
 */
async function post(url: string, body: unknown, signal: AbortSignal | undefined, answer?: 'discard'): Promise<unknown> {
  const fail = (came: string, details: AuthErrorDetails = {}): AuthError =>
    new AuthError('session_token_error', { message: `${url} gave ${came}.`, ...details });
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'include',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
    // Whoever a redirect leads to would get the page's cookies, or its question.
    redirect: 'manual',
    signal: signal ?? null,
  }).catch((thrown: unknown) => {
    throw fail('no answer', { cause: new AuthError('network_error', { cause: thrown }) });
  });
  const { status, type, ok } = response;
  if (type === 'opaqueredirect') throw fail('a redirect', { status });
  if (!ok) throw fail(`status ${status}`, { status });
  if (status === 204 || answer) return undefined;
  return response.json().catch((cause: unknown) => {
    throw fail('no JSON', { status, cause });
  });
}

/** One field of something that may be no object at all. */
function pick(value: unknown, name: string): unknown {
  return typeof value === 'object' && value ? new Map(Object.entries(value)).get(name) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Asks the page's own backend for a session token, with the page's cookies.
 * @param url `session-url`
 * @param what is to be connected, if that is settled, and which connection it renews
 * @param signal ends the request; the engine does so after 30 s
 * @throws {AuthError} `session_token_error` that names the URL and what came back
 */
export async function fetchToken(
  url: string,
  what: { integrationId: string | undefined; connectionId?: string | undefined },
  signal?: AbortSignal,
): Promise<string> {
  const answer = await post(url, what, signal);
  const token = text(pick(answer, 'token') ?? pick(answer, 'sessionToken') ?? pick(pick(answer, 'data'), 'token'));
  if (!token) throw new AuthError('session_token_error', { message: `${url} gave JSON without a token.` });
  return token;
}

/**
 * Asks the page's own backend whether a connection was made.
 * @param url `confirm-url`
 * @param attempt which integration, and since when
 * @param signal ends the request
 */
export async function fetchConfirmation(
  url: string,
  attempt: { providerConfigKey: string; startedAt: number },
  signal?: AbortSignal,
): Promise<AuthResult | undefined> {
  const answer = await post(url, attempt, signal);
  const connectionId = text(pick(answer, 'connectionId'));
  if (!connectionId) return undefined;
  const providerConfigKey = text(pick(answer, 'providerConfigKey')) || attempt.providerConfigKey;
  return { providerConfigKey, connectionId, isPending: pick(answer, 'isPending') === true };
}

/** An account of the user's that is connected. */
export interface ConnectedAccount {
  readonly providerConfigKey: string;
  readonly connectionId: string;
  /** What the user calls it. */
  readonly name?: string;
  /** It needs new credentials. */
  readonly reconnect?: boolean;
}

/**
 * Asks the page's own backend which of the user's accounts are connected.
 * @param url `status-url`
 * @returns what can be read of the answer
 */
export async function fetchAccounts(url: string): Promise<ConnectedAccount[]> {
  const rows = pick(await post(url, {}, undefined), 'connections');
  return (Array.isArray(rows) ? rows : []).flatMap((row) => {
    const providerConfigKey = text(pick(row, 'providerConfigKey'));
    const connectionId = text(pick(row, 'connectionId'));
    const name = text(pick(row, 'name'));
    if (!providerConfigKey || !connectionId) return [];
    return [{ providerConfigKey, connectionId, ...(name && { name }), reconnect: pick(row, 'reconnect') === true }];
  });
}

/**
 * Has the page's own backend end a connection.
 * @param url `disconnect-url`
 * @throws {AuthError} that names the URL and what came back
 */
export async function disconnect(url: string, connection: DisconnectDetail): Promise<void> {
  await post(url, connection, AbortSignal.timeout(30_000), 'discard');
}
