import { AuthError } from './errors.js';
import { readJson, readRefusal } from './wire.js';

const longestRequest = 30_000;

/**
 * Sends one request to the API.
 * @param url what to ask
 * @param init a GET unless it has a method
 * @param read takes the answer's JSON apart; `undefined` says that it is not what was asked for
 * @throws {AuthError} the server's refusal by its code; `network_error`, `connection_timeout`, `invalid_response`;
 * after a POST these three have the outcome `unknown`
 * @see docs/protocol.md §2.5
 */
export async function send<T>(url: string, init: RequestInit, read: (body: unknown) => T | undefined): Promise<T> {
  const limit = AbortSignal.timeout(longestRequest);
  const outcome = init.method ? 'unknown' : 'failed';
  let status: number;
  let body: unknown;
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any([limit, init.signal ?? limit]) });
    status = response.status;
    body = readJson(await response.text());
  } catch (cause) {
    throw new AuthError(limit.aborted ? 'connection_timeout' : 'network_error', { outcome, cause });
  }
  const refusal = readRefusal(body, status);
  const result = refusal || status >= 300 ? undefined : read(body);
  if (result === undefined) throw refusal ?? new AuthError('invalid_response', { outcome, status });
  return result;
}
