import { asAuthError, AuthError } from './errors.js';
import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import { describeRedirect } from './redirect.js';
import { longestText, readJson, readRefusal } from './wire.js';

const longestRequestMs = 30_000;

/**
 * Sends one request to the API.
 * @param url where to
 * @param init a GET unless it has a method
 * @param read reads the answer's JSON; `undefined` where it isn't what was asked for
 * @param life the request ends with it, or earlier
 * @param onRedirect what a redirect means. Default: an error, since its target would get the credentials
 * @throws {AuthError} the server's refusal by its code; `network_error`, `connection_timeout`, `invalid_response`,
 * `invalid_host_url` for a redirect, else `unknown_error`. After a POST these five have the outcome `unknown`, and so has
 * a refusal that leaves open whether the connection was made.
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
  let timedOut = false;
  request.after(longestRequestMs, () => {
    timedOut = true;
    request.end();
  });
  const onBreak = (cause: unknown): never => {
    throw new AuthError(timedOut ? 'connection_timeout' : 'network_error', { outcome, cause });
  };
  /** A page's own `fetch` may not listen to its signal. */
  const orEnd = <R>(step: Promise<R>): Promise<R> =>
    Promise.race([step, new Promise((resolve) => request.onEnd(() => resolve(signal.reason))).then(onBreak)]);
  try {
    const response = await orEnd(fetch(url, { ...init, redirect: 'manual', signal }).catch(onBreak));
    const { status, type } = response;
    // Node shows what browsers hide.
    if (type === 'opaqueredirect' || /^30[12378]$/.test(String(status))) {
      if (onRedirect) return onRedirect();
      throw new AuthError('invalid_host_url', { outcome, message: await describeRedirect(url, signal) });
    }
    const body = readJson(await orEnd(readText(response, onBreak)));
    // A server or a proxy that breaks off may have done the work.
    const unfinished = status === 408 || status >= 500;
    const refusal = readRefusal(body, status, unfinished ? outcome : undefined);
    const result = refusal || status >= 300 ? undefined : read(body);
    if (result === undefined) throw refusal ?? new AuthError('invalid_response', { outcome, status });
    return result;
  } catch (thrown) {
    // Whatever a page's own `fetch` did.
    throw asAuthError('unknown_error', thrown, { outcome });
  } finally {
    request.end();
  }
}

/**
 * Reads an answer's text; empty where it is longer than an answer of a Nango server can be.
 * @param onBreak throws the error of a lost connection
 */
export async function readText(response: Response, onBreak: (cause: unknown) => never): Promise<string> {
  // None where there is nothing to read, and of a page's own `fetch`; Jest's jsdom has no decoder.
  const reader = globalThis.TextDecoder && response.body?.getReader?.();
  if (!reader) return response.text().catch(onBreak);
  const decoder = new TextDecoder();
  // Only what the network throws is a lost connection.
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
