import { AuthError } from './errors.js';
import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import { readJson, readRefusal } from './wire.js';

const longestRequestMs = 30_000;

/**
 * Sends one request to the API.
 * @param url what to ask
 * @param init a GET unless it has a method
 * @param read takes the answer's JSON apart; `undefined` says that it is not what was asked for
 * @param life with which the request ends at the latest
 * @throws {AuthError} the server's refusal by its code; `network_error`, `connection_timeout`, `invalid_response`;
 * after a POST these three have the outcome `unknown`
 * @see docs/protocol.md §2.5
 */
export async function send<T>(
  url: string,
  init: RequestInit,
  read: (body: unknown) => T | undefined,
  life?: Lifetime,
): Promise<T> {
  const outcome = init.method ? 'unknown' : 'failed';
  const request = startLifetime(life);
  let timedOut = false;
  let status: number;
  let body: unknown;
  request.after(longestRequestMs, () => {
    timedOut = true;
    request.end();
  });
  try {
    const response = await fetch(url, { ...init, signal: request.signal });
    status = response.status;
    body = readJson(await response.text());
  } catch (cause) {
    throw new AuthError(timedOut ? 'connection_timeout' : 'network_error', { outcome, cause });
  } finally {
    request.end();
  }
  const refusal = readRefusal(body, status);
  const result = refusal || status >= 300 ? undefined : read(body);
  if (result === undefined) throw refusal ?? new AuthError('invalid_response', { outcome, status });
  return result;
}
