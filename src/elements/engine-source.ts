import { Nango } from '../engine/nango.js';
import type { AttributeValues } from './attributes.js';
import { engineOptions, tokenSource } from './engine-options.js';
import { urlOf } from './page-urls.js';

/** The engine of an element: made when it is needed, and again when one of its options has changed. */
export class EngineSource {
  readonly #attributes: AttributeValues;
  #engine: Nango | undefined;
  #madeFrom = '';
  /** The socket's path, as the session says it: an engine that is made before it is known asks for it later. */
  sessionPath: string | undefined;
  /** The connection that the backend knows of: another attempt renews it. */
  connectionToRenew: string | undefined;

  /** @param attributes the element */
  constructor(attributes: AttributeValues) {
    this.#attributes = attributes;
  }

  /** The engine. It is kept, so that a socket that was opened ahead is used. @throws {AuthError} `invalid_host_url` */
  get engine(): Nango {
    const options = engineOptions(this.#attributes, tokenSource(this.#attributes, this.connectionToRenew));
    // JSON leaves out functions: a new one in place of another is how frameworks render, and no change.
    const madeFrom = JSON.stringify([options, urlOf(this.#attributes, 'session'), this.connectionToRenew]);
    if (!this.#engine || madeFrom !== this.#madeFrom)
      this.#engine = new Nango({ ...options, websocketsPath: options.websocketsPath ?? (() => this.sessionPath) });
    this.#madeFrom = madeFrom;
    return this.#engine;
  }

  /** Whether the server can be asked what an integration needs. */
  get hasToken(): boolean {
    return !!(this.#attributes.sessionToken || urlOf(this.#attributes, 'session'));
  }

  /** What names server and token among all on the page: elements with the same one share what they load. */
  get cacheKey(): unknown {
    const { host, sessionToken, integrationId } = this.#attributes;
    const byUrl = [urlOf(this.#attributes, 'session'), integrationId, this.connectionToRenew].join(' ');
    return typeof sessionToken === 'function' ? this : `${host} ${sessionToken ?? byUrl}`;
  }

  /** Opens the socket and fetches the token ahead of a likely click. */
  prepare(): void {
    try {
      this.engine.prepare();
    } catch {
      // The attempt reports a wrong host.
    }
  }
}
