import { asAuthError, AuthError } from './errors.js';
import type { TokenFunction } from './options.js';
import { text } from './wire.js';

const freshForMs = 20 * 60_000; // A token lives for 30 minutes.

export type TokenSource = ReturnType<typeof tokenSource>;

/** Where session tokens come from. @param given a token, or the page's function that fetches one */
export function tokenSource(given: string | TokenFunction | undefined) {
  let kept: Promise<string> | undefined;
  let fetchedAt = 0;

  /** The token; empty where there is none, for a public key. @throws {AuthError} `session_token_error` */
  const get = async (): Promise<string> => {
    if (typeof given !== 'function') return given ?? '';
    try {
      if (!kept || Date.now() - fetchedAt > freshForMs) {
        fetchedAt = Date.now();
        kept = given();
      }
      const fetched = text(await kept);
      if (fetched) return fetched;
      throw new TypeError('The token function gave no text.');
    } catch (cause) {
      kept = undefined;
      throw asAuthError('session_token_error', cause);
    }
  };

  return {
    get,
    /** Does what needs a token, once more with a new one when the server answers 401. @param first where it is known */
    async retryOn401<T>(act: (token: string) => Promise<T>, first?: string): Promise<T> {
      try {
        return await act(first ?? (await get()));
      } catch (thrown) {
        if (typeof given !== 'function' || !(thrown instanceof AuthError) || thrown.status !== 401) throw thrown;
        kept = undefined;
        return act(await get());
      }
    },
  };
}
