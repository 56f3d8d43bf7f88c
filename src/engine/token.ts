import { AuthError } from './errors.js';
import type { TokenFunction } from './options.js';

const freshFor = 20 * 60_000; // A token lives for 30 minutes.

/**
 * The session token of one `Nango`: given as it is, or fetched by the page's function, kept while it is fresh, and
 * fetched once more when the server refuses it.
 * @see protocol.md §6.1
 */
export class SessionToken {
  #fetchedAt = 0;
  #kept: Promise<string> | undefined;

  constructor(readonly given: string | TokenFunction | undefined) {}

  /**
   * @returns `undefined` when none was given
   * @throws {AuthError} `session_token_error`
   */
  async get(): Promise<string | undefined> {
    const { given } = this;
    if (typeof given !== 'function') return given;
    if (Date.now() - this.#fetchedAt > freshFor) this.#kept = undefined;
    if (!this.#kept) this.#fetchedAt = Date.now();
    try {
      const token = await (this.#kept ??= given());
      if (token && typeof token === 'string') return token;
      throw new TypeError(`The token function gave ${typeof token}.`);
    } catch (cause) {
      this.#kept = undefined;
      throw cause instanceof AuthError ? cause : new AuthError('session_token_error', { cause });
    }
  }

  /** Does what needs the token, once more with a new one when the server answers 401. */
  async use<T>(act: (token: string | undefined) => Promise<T>): Promise<T> {
    try {
      return await act(await this.get());
    } catch (thrown) {
      if (typeof this.given !== 'function' || !(thrown instanceof AuthError) || thrown.status !== 401) throw thrown;
      this.#kept = undefined;
      return act(await this.get());
    }
  }
}
