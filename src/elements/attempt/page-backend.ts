import { AuthError } from '../../engine/errors.js';
import type { AuthErrorDetails } from '../../engine/errors.js';
import { readText } from '../../engine/http.js';
import { toJson } from '../../engine/option-readers.js';
import type { AuthResult } from '../../engine/options.js';
import { fieldsOf, readJson, readRefusal, readResult, text } from '../../engine/wire.js';
import type { DisconnectDetail } from '../events.js';

const longestRequestMs = 30_000;
const longestRefusalMs = 1_000; // The status says enough without the code.

/** The code in a refusal's body; empty where there is none, or where the body takes over a second to come. */
async function readRefusalCode(body: Promise<string>, status: number): Promise<string> {
  const late = new Promise<string>((resolve) => setTimeout(resolve, longestRefusalMs, ''));
  const json = await Promise.race([body.catch(() => ''), late]);
  const code = readRefusal(readJson(json), status)?.type ?? '';
  return /^\w{1,64}$/.test(code) ? code : '';
}

/**
 * Posts to the page's own backend, with the page's cookies. Throws an `AuthError` that names the URL and the response.
 * @param signal ends the request. Default: after 30 s
 * @param answer `maybe`: what it is about may be gone; `discard`: likewise, and only the status counts
 * @returns the response's JSON; `undefined` for an empty one, and where it is gone
 */
async function post(
  url: string,
  body: unknown,
  signal = AbortSignal.timeout(longestRequestMs),
  answer?: 'maybe' | 'discard',
): Promise<unknown> {
  const fail = (came: string, details: AuthErrorDetails = {}): AuthError =>
    new AuthError('session_token_error', { message: `${url} returned ${came}.`, ...details });
  const onBreak = (thrown: unknown): never => {
    throw fail('no response', { cause: new AuthError('network_error', { cause: thrown }) });
  };
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'include',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: toJson(body) ?? null,
    // The redirect's target would get the page's cookies and the request's body.
    redirect: 'manual',
    signal,
  }).catch(onBreak);
  const { status, type, ok } = response;
  if (type === 'opaqueredirect') throw fail('a redirect', { status });
  if (!ok) {
    const code = await readRefusalCode(readText(response, onBreak), status);
    // Was to be ended, and has been: in another tab, or at Nango. A 404 alone may be a wrong address.
    const ended = answer && (status === 410 || (status === 404 && code === 'unknown_connection'));
    if (!ended) throw fail(`status ${status} ${code}`.trim(), { status });
    return undefined;
  }
  if (status === 204 || answer === 'discard') return undefined;
  const json = readJson(await readText(response, onBreak));
  if (json === undefined) throw fail('no JSON', { status });
  return json;
}

/**
 * Asks the page's own backend for a session token, with the page's cookies.
 * @param url `session-url`
 * @param what the integration, if it is known, and the connection to renew; if that is gone, a new one is made
 * @param signal ends the request; the engine does so after 30 s
 * @throws {AuthError} `session_token_error` that names the URL and the response
 */
export async function fetchToken(
  url: string,
  what: { integrationId: string | undefined; connectionId?: string | undefined },
  signal?: AbortSignal,
): Promise<string> {
  const { integrationId, connectionId } = what;
  const answer = await post(url, what, signal, connectionId ? 'maybe' : undefined);
  if (!answer && connectionId) return fetchToken(url, { integrationId }, signal);
  const { token, sessionToken, data } = fieldsOf(answer);
  const found = text(token ?? sessionToken ?? fieldsOf(data).token);
  if (!found) throw new AuthError('session_token_error', { message: `${url} returned no token.` });
  return found;
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
  // With the time of the request, the backend can correct a wrong clock.
  return readResult(await post(url, { sentAt: Date.now(), ...attempt }, signal), attempt.providerConfigKey);
}

/** One of the user's connected accounts. */
export interface ConnectedAccount {
  readonly providerConfigKey: string;
  readonly connectionId: string;
  /** The account's name. */
  readonly name?: string;
  /** Whether it needs new credentials. */
  readonly reconnect?: boolean;
}

/**
 * Asks the page's own backend which of the user's accounts are connected.
 * @param url `status-url`
 * @returns the rows that can be read
 * @throws {AuthError} if the response has no list
 */
export async function fetchAccounts(url: string): Promise<ConnectedAccount[]> {
  const { connections } = fieldsOf(await post(url, {}));
  if (!Array.isArray(connections))
    throw new AuthError('invalid_response', { message: `${url} returned no connections.` });
  return connections.map(fieldsOf).flatMap((row) => {
    const [providerConfigKey, connectionId, name] = [row.providerConfigKey, row.connectionId, row.name].map(text);
    if (!providerConfigKey || !connectionId) return [];
    return [{ providerConfigKey, connectionId, ...(name && { name }), reconnect: row.reconnect === true }];
  });
}

const ending: Record<string, Promise<unknown>> = {};

/**
 * Asks the page's own backend to end a connection; of several elements at the same time, once.
 * @param url `disconnect-url`
 * @param connection to end
 * @throws {AuthError} that names the URL and the response
 */
export async function disconnect(url: string, connection: DisconnectDetail): Promise<void> {
  const key = JSON.stringify([url, connection]);
  await (ending[key] ??= post(url, connection, undefined, 'discard').finally(() => delete ending[key]));
}
