import { asAuthError, AuthError } from './errors.js';
import type { AuthErrorDetails } from './errors.js';
import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import type { TokenFunction } from './options.js';

const longestFetchMs = 30_000;
const maxPrefetchedAgeMs = 60_000; // An older token may be another user's.

const typicalToken = 'x'.repeat(90);
const wrongToken = 'connectSessionToken must be a session token, or a function that fetches one.';

/** One call of the page's function. */
interface Fetch {
  readonly startedAt: number;
  readonly token: Promise<string>;
  readonly life: Lifetime;
  /** How many callers wait for it; it is aborted when the last one stops. */
  users: number;
}

/**
 * The source of session tokens. A fetched token is used for one attempt only, so that nothing of one user or connection
 * reaches the next.
 * @param given a token, or the page's function that fetches one; `undefined` with a public key
 */
export function tokenSource(given: string | TokenFunction | undefined) {
  const isFunction = typeof given === 'function';
  /** The prefetched token. Until an attempt takes it, requests that read use it too. */
  let prefetched: Fetch | undefined;

  // A string stays useless; a function may return a better token the next time.
  const details = { retryable: isFunction, message: isFunction ? undefined : wrongToken };
  const unusable = (cause: unknown, { status, message }: AuthErrorDetails = details): AuthError =>
    new AuthError('session_token_error', { ...details, status, message, cause });

  const startFetch = (): Fetch => {
    const life = startLifetime();
    const ask = async () => parseToken(isFunction ? await given({ signal: life.signal }) : given);
    const token = new Promise<string>((resolve, reject) => {
      const fail = (cause: unknown) => reject(asAuthError('session_token_error', cause, details));
      life.onEnd(() => reject(new AuthError('authorization_cancelled')));
      life.after(longestFetchMs, () => reject(unusable(new AuthError('connection_timeout'))));
      ask().then(resolve, fail);
    });
    const fetched = { startedAt: Date.now(), token, life, users: 0 };
    const forget = () => {
      if (prefetched === fetched) prefetched = undefined;
    };
    void token.catch(forget).finally(life.end);
    return fetched;
  };

  const fetchAhead = (): Fetch => {
    // If the clock was set back, the token's age is unknown.
    if (!prefetched || Math.abs(Date.now() - prefetched.startedAt) > maxPrefetchedAgeMs) prefetched = startFetch();
    return prefetched;
  };

  const use = (fetched: Fetch, life: Lifetime): Promise<string> => {
    fetched.users++;
    life.onEnd(() => --fetched.users || fetched.life.end());
    return fetched.token;
  };

  /** Runs `act` with a token, and again with a new one if the server refuses the first. */
  const tryTwice = async <T>(
    act: (token: string) => Promise<T>,
    token: string,
    renew: () => Promise<string>,
  ): Promise<T> => {
    try {
      return await act(token).catch(async (thrown: unknown) => {
        if (isFunction && isRefusal(thrown)) return act(await renew());
        throw thrown;
      });
    } catch (thrown) {
      // The same cause whichever request was refused. Without a token, it is the public key.
      throw token && isRefusal(thrown) ? unusable(thrown, thrown) : thrown;
    }
  };

  return {
    /** Whether there is a token, or a function that fetches one. */
    exists: !!given,

    /**
     * A placeholder as long as the token; empty if there is none.
     * @throws {AuthError} `session_token_error` for a string that can't be a token
     */
    sample(): string {
      try {
        return given ? parseToken(isFunction ? typicalToken : given) : '';
      } catch (cause) {
        throw unusable(cause);
      }
    },

    /** Takes the token for one attempt; empty if there is none. */
    async take(life: Lifetime): Promise<string> {
      if (!given) return '';
      const fetched = fetchAhead();
      prefetched = undefined;
      return use(fetched, life);
    },

    /** Runs `act` with the token that an attempt has taken. */
    withToken: <T>(act: (token: string) => Promise<T>, token: string, life: Lifetime): Promise<T> =>
      tryTwice(act, token, () => use(startFetch(), life)),

    /** Runs a request that only reads. */
    async read<T>(act: (token: string) => Promise<T>): Promise<T> {
      if (!given) throw new AuthError('missing_connect_session_token');
      const life = startLifetime();
      const fetched = fetchAhead();
      try {
        return await tryTwice(act, await use(fetched, life), () => {
          // Of several concurrent reads, the first that is refused fetches a new token for all.
          if (prefetched === fetched) prefetched = undefined;
          return use(fetchAhead(), life);
        });
      } finally {
        life.end();
      }
    },

    /** Fetches a token for a likely attempt. */
    prefetch(): void {
      if (isFunction) fetchAhead();
    },

    /** Forgets the prefetched token. */
    forget(): void {
      prefetched?.life.end();
      prefetched = undefined;
    },
  };
}

/** Whether the server itself refused: what a proxy answers says nothing about the token. */
const isRefusal = (thrown: unknown): thrown is AuthError =>
  thrown instanceof AuthError && thrown.status === 401 && thrown.type !== 'invalid_response';

/**
 * Checks that a token survives both in a header and in a query, neither trimmed nor refused.
 * @throws TypeError, without the text: it may be half a secret
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
function parseToken(given: unknown): string {
  const token = typeof given === 'string' ? given.trim() : '';
  if (!/^[\w.~+/-]+=*$/.test(token)) throw new TypeError('No session token');
  return token;
}
