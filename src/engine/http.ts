import { asAuthError, AuthError } from './errors.js';
import type { AuthErrorType } from './errors.js';
import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import { describeRedirect } from './redirect.js';
import { longestText, readJson, readRefusal } from './wire.js';

const longestRequestMs = 30_000;

/**
 * Sends one request to the API.
 * @param url of the endpoint
 * @param init options of `fetch`; GET by default
 * @param read reads the response's JSON; returns `undefined` if it isn't what was requested
 * @param life ends the request
 * @param onRedirect handles a redirect. Default: throws, because the redirect's target would get the credentials
 * @throws {AuthError} with the server's code if it refuses; `network_error`, `connection_timeout`, `invalid_response`,
 * `invalid_host_url` for a redirect, otherwise `unknown_error`. After a POST, these five have the outcome `unknown`, and so
 * does a refusal after which the connection may exist.
 * @see docs/protocol.md §2.5
 */
export async function send<T>(
  url: string,
  init: RequestInit,
  read: (body: unknown) => T | undefined,
  life?: Lifetime,
  onRedirect?: () => T,
): Promise<T> {
  const outcome = init.method ? 'unknown' : 'failed';
  const request = startLifetime(life);
  const { signal } = request;
  let broken: AuthErrorType = 'network_error';
  request.after(longestRequestMs, () => {
    broken = 'connection_timeout';
    request.end();
  });
  const onBreak = (cause: unknown): never => {
    throw new AuthError(broken, { outcome, cause });
  };
  /** A `fetch` that the page has patched may ignore its signal. */
  const orEnd = <R>(step: Promise<R>): Promise<R> =>
    Promise.race([step, new Promise((resolve) => request.onEnd(() => resolve(signal.reason))).then(onBreak)]);
  try {
    const response = await orEnd(
      signal.aborted ? onBreak(signal.reason) : fetch(url, { ...init, redirect: 'manual', signal }).catch(onBreak),
    );
    const { status, type } = response;
    // Node reveals the status that browsers hide.
    if (type === 'opaqueredirect' || /^30[12378]$/.test(String(status))) {
      if (onRedirect) return onRedirect();
      throw new AuthError('invalid_host_url', { outcome, message: await describeRedirect(url, signal) });
    }
    const body = readJson(await orEnd(readText(response, onBreak)));
    // The connection may have been made before the server or a proxy gave up.
    const unfinished = status === 408 || status >= 500;
    const refusal = readRefusal(body, status, unfinished ? outcome : undefined, init.body);
    const result = refusal || status >= 300 ? undefined : read(body);
    if (result === undefined) throw refusal ?? new AuthError('invalid_response', { outcome, status });
    return result;
  } catch (thrown) {
    // A `fetch` that the page has patched may throw anything.
    throw asAuthError('unknown_error', thrown, { outcome });
  } finally {
    request.end();
  }
}

/**
 * Reads a response's text; returns an empty string if it is longer than any response of a Nango server.
 * @param onBreak throws the error for a lost connection
 */
export async function readText(response: Response, onBreak: (cause: unknown) => never): Promise<string> {
  // Missing if the body is empty or `fetch` is patched.
  const reader = response.body?.getReader?.();
  if (!reader) return response.text().catch(onBreak);
  const decoder = new TextDecoder();
  // Only errors of the network mean a lost connection.
  const next = () => reader.read().catch(onBreak);
  let text = '';
  for (let chunk = await next(); !chunk.done; chunk = await next()) {
    text += decoder.decode(chunk.value, { stream: true });
    if (text.length <= longestText) continue;
    await reader.cancel();
    return '';
  }
  return text + decoder.decode();
}
