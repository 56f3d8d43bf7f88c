import { asAuthError, AuthError } from './errors.js';
import type { AuthErrorDetails } from './errors.js';
import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import type { TokenFunction } from './options.js';

const longestFetchMs = 30_000;
const aheadMs = 60_000; // What was fetched longer ago may be another user's.

const typicalToken = 'x'.repeat(90);
const wrongToken = 'connectSessionToken must be a session token, or a function that fetches one.';

/** One call of the page's function. */
interface Fetch {
  readonly startedAt: number;
  readonly token: Promise<string>;
  readonly life: Lifetime;
  /** How many wait for it; it ends when the last of them does. */
  users: number;
}

/**
 * Where session tokens come from. What a function gives serves one attempt, so that nothing of one user or one
 * connection reaches the next.
 * @param given a token, or the page's function that fetches one; nothing with a public key
 */
export function tokenSource(given: string | TokenFunction | undefined) {
  const isFunction = typeof given === 'function';
  /** Fetched ahead of an attempt; until one takes it, reading uses it too. */
  let ahead: Fetch | undefined;

  // A string is just as useless the next time; a function may return a better one.
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
      if (ahead === fetched) ahead = undefined;
    };
    void token.catch(forget).finally(life.end);
    return fetched;
  };

  const fetchAhead = (): Fetch => {
    // A clock that was set back says nothing of its age.
    if (!ahead || Math.abs(Date.now() - ahead.startedAt) > aheadMs) ahead = startFetch();
    return ahead;
  };

  const use = (fetched: Fetch, life: Lifetime): Promise<string> => {
    fetched.users++;
    life.onEnd(() => --fetched.users || fetched.life.end());
    return fetched.token;
  };

  /** Does what needs a token, and once more with a new one when the server refuses that. */
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
      // One cause, whichever request was refused; without a token it is the public key.
      throw token && isRefusal(thrown) ? unusable(thrown, thrown) : thrown;
    }
  };

  return {
    /** There is a token, or a function that gives one. */
    exists: !!given,

    /**
     * As long as the token will be; empty where there is none.
     * @throws {AuthError} `session_token_error` for a text that can't be a token
     */
    sample(): string {
      try {
        return given ? parseToken(isFunction ? typicalToken : given) : '';
      } catch (cause) {
        throw unusable(cause);
      }
    },

    /** The token for one attempt, and for no other; empty where there is none. */
    async take(life: Lifetime): Promise<string> {
      if (!given) return '';
      const fetched = fetchAhead();
      ahead = undefined;
      return use(fetched, life);
    },

    /** Does what needs the token that an attempt has taken. */
    withToken: <T>(act: (token: string) => Promise<T>, token: string, life: Lifetime): Promise<T> =>
      tryTwice(act, token, () => use(startFetch(), life)),

    /** Reads what a token may read. */
    async read<T>(act: (token: string) => Promise<T>): Promise<T> {
      if (!given) throw new AuthError('missing_connect_session_token');
      const life = startLifetime();
      const fetched = fetchAhead();
      try {
        return await tryTwice(act, await use(fetched, life), () => {
          // Of several concurrent reads, the first that is refused fetches a new token for all.
          if (ahead === fetched) ahead = undefined;
          return use(fetchAhead(), life);
        });
      } finally {
        life.end();
      }
    },

    /** Fetches a token ahead of an attempt that is likely to come. */
    prefetch(): void {
      if (isFunction) fetchAhead();
    },

    /** Forgets what was fetched ahead. */
    forget(): void {
      ahead?.life.end();
      ahead = undefined;
    },
  };
}

/** By the server itself: what a proxy answers in its place says nothing about the token. */
const isRefusal = (thrown: unknown): thrown is AuthError =>
  thrown instanceof AuthError && thrown.status === 401 && thrown.type !== 'invalid_response';

/**
 * A token that a header and a query carry alike; what either would trim or refuse isn't one.
 * @throws TypeError, without the text: it may be half a secret
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 */
function parseToken(given: unknown): string {
  const token = typeof given === 'string' ? given.trim() : '';
  if (!/^[\w.~+/-]+=*$/.test(token)) throw new TypeError('No session token');
  return token;
}
