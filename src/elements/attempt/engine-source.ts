import { Nango } from '../../engine/nango.js';
import { apiUrl } from '../../engine/url.js';
import type { AttributeValues } from '../attributes.js';
import { engineOptions, tokenSource } from './engine-options.js';
import { urlOf } from './page-urls.js';
import { countReset } from './session-cache.js';

/** The engine of an element: created when it is needed, and again when an option has changed. */
export class EngineSource {
  readonly #attributes: AttributeValues;
  #engine: Nango | undefined;
  #madeFrom = '';
  #token: unknown;
  /** The number of the last reset. What was loaded before it may be another user's. */
  lastReset = 0;
  /** The socket's path from the session. */
  sessionPath: string | undefined;
  /** The connection that the backend knows: the next attempt renews it. */
  connectionToRenew: string | undefined;

  /** @param attributes the element */
  constructor(attributes: AttributeValues) {
    this.#attributes = attributes;
  }

  /** The engine, which is kept so that a preopened socket is used. @throws {AuthError} `invalid_host_url` */
  get engine(): Nango {
    const { sessionToken } = this.#attributes;
    const options = engineOptions(this.#attributes, tokenSource(this.#attributes, this.connectionToRenew));
    // JSON omits functions. A new one may be another user's.
    const madeFrom = JSON.stringify([options, this.#tokenRequest]);
    if (!this.#engine || madeFrom !== this.#madeFrom || sessionToken !== this.#token)
      this.#engine = new Nango({ ...options, websocketsPath: options.websocketsPath ?? (() => this.#socketUrl) });
    this.#madeFrom = madeFrom;
    this.#token = sessionToken;
    return this.#engine;
  }

  /** The session's path below that of `host`, which the server doesn't know. An engine may exist before it is loaded. */
  get #socketUrl(): string | undefined {
    return this.sessionPath && `${apiUrl(this.#attributes.host)}/${this.sessionPath.replace(/^\//, '')}`;
  }

  /** Whether the server can be asked what an integration needs. */
  get hasToken(): boolean {
    return !!(this.#attributes.sessionToken || urlOf(this.#attributes, 'session'));
  }

  /** Identifies server and token: elements with the same key share what they load. */
  get cacheKey(): unknown {
    const { host, sessionToken } = this.#attributes;
    return typeof sessionToken === 'function' ? this : `${host} ${sessionToken ?? this.#tokenRequest}`;
  }

  /** What the `session-url` is asked for. */
  get #tokenRequest(): string {
    return [urlOf(this.#attributes, 'session'), this.#attributes.integrationId, this.connectionToRenew].join(' ');
  }

  /** Discards whatever belongs to the user: token, socket, cached session, known connection. The next user may be another one. */
  forget(): void {
    this.lastReset = countReset();
    this.connectionToRenew = undefined;
    this.#engine?.clear();
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
