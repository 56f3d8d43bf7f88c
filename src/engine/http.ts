import { AuthError } from './errors.js';
import { readJson, readRefusal } from './wire.js';

const longestRequest = 30_000;

/** What a request is made of; the rest is always the same. */
export interface Request {
  /** A session token, for the header. */
  token?: string | undefined;
  /** Makes it a POST; `null` is a POST without a body. */
  body?: unknown;
  /** Ends the request. */
  signal?: AbortSignal | undefined;
}

/**
 * Sends one request to the API.
 * @param url what to ask
 * @param request a GET unless it has a `body`
 * @param read takes the answer's JSON apart; `undefined` says that it is not what was asked for
 * @throws {AuthError} the server's refusal by its code; `network_error`, `connection_timeout`, `invalid_response`;
 * after a POST these three have the outcome `unknown`
 * @see protocol.md §2.5
 */
export async function send<T>(
  url: string,
  { token, body, signal }: Request,
  read: (body: unknown) => T | undefined,
): Promise<T> {
  const limit = AbortSignal.timeout(longestRequest);
  const outcome = body === undefined ? 'failed' : 'unknown';
  const init: RequestInit = {
    method: body === undefined ? 'GET' : 'POST',
    headers: token ? { Authorization: `Bearer ${token}` } : { 'Content-Type': 'application/json' },
    body: body ? JSON.stringify(body) : null,
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  };
  let status: number;
  let answer: unknown;
  try {
    const response = await fetch(url, init);
    status = response.status;
    answer = readJson(await response.text());
  } catch (cause) {
    throw new AuthError(limit.aborted ? 'connection_timeout' : 'network_error', { outcome, cause });
  }
  const refusal = readRefusal(answer, status);
  const result = refusal || status >= 300 ? undefined : read(answer);
  if (result === undefined) throw refusal ?? new AuthError('invalid_response', { outcome, status });
  return result;
}
