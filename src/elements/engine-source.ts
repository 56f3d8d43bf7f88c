import { Nango } from '../engine/nango.js';
import type { AttributeValues } from './attributes.js';
import { engineOptions, tokenSource } from './engine-options.js';
import { urlOf } from './page-urls.js';
import { forgetSession } from './session-cache.js';

/** The engine of an element: created when it is needed, and again when an option has changed. */
export class EngineSource {
  readonly #attributes: AttributeValues;
  #engine: Nango | undefined;
  #madeFrom = '';
  /** How many times it was reset. */
  resets = 0;
  /** The socket's path from the session. An engine created before it is known reads it later. */
  sessionPath: string | undefined;
  /** The connection that the backend knows: the next attempt renews it. */
  connectionToRenew: string | undefined;

  /** @param attributes the element */
  constructor(attributes: AttributeValues) {
    this.#attributes = attributes;
  }

  /** The engine, which is kept so that a preopened socket is used. @throws {AuthError} `invalid_host_url` */
  get engine(): Nango {
    const { integrationId } = this.#attributes;
    const options = engineOptions(this.#attributes, tokenSource(this.#attributes, this.connectionToRenew));
    // JSON omits functions: frameworks pass a new one at each rendering, which is not a change.
    const madeFrom = JSON.stringify([
      options,
      urlOf(this.#attributes, 'session'),
      integrationId,
      this.connectionToRenew,
    ]);
    if (!this.#engine || madeFrom !== this.#madeFrom)
      this.#engine = new Nango({ ...options, websocketsPath: options.websocketsPath ?? (() => this.sessionPath) });
    this.#madeFrom = madeFrom;
    return this.#engine;
  }

  /** Whether the server can be asked what an integration needs. */
  get hasToken(): boolean {
    return !!(this.#attributes.sessionToken || urlOf(this.#attributes, 'session'));
  }

  /** Identifies server and token: elements with the same key share what they load. */
  get cacheKey(): unknown {
    const { host, sessionToken, integrationId } = this.#attributes;
    const byUrl = [urlOf(this.#attributes, 'session'), integrationId, this.connectionToRenew].join(' ');
    return typeof sessionToken === 'function' ? this : `${host} ${sessionToken ?? byUrl}`;
  }

  /** Discards the prefetched token, the preopened socket and the cached session: the next user may be another one. */
  forget(): void {
    this.resets++;
    this.#engine?.clear();
    forgetSession(this.cacheKey);
  }

  /** Opens the socket and fetches the token before a likely click. */
  prepare(): void {
    try {
      this.engine.prepare();
    } catch {
      // The attempt will report an invalid host.
    }
  }
}
