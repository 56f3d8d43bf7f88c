import { Attempt } from './attempt.js';
import { AuthError } from './errors.js';
import type { AuthOptions, AuthResult, Integration, NangoOptions, Provider, Session } from './options.js';
import { openPopup } from './popup.js';
import { followPopup } from './popup-flow.js';
import { choosePost } from './route.js';
import { Server } from './server.js';
import { isExposed } from './url.js';
import { isIntegrations, isProvider, isSession } from './wire.js';

export * from './errors.js';
export type * from './options.js';

/** Connects accounts: by a popup that leads to the provider, or by posting what the user gave. */
export class Nango {
  readonly #options: NangoOptions;
  readonly #server: Server;
  readonly #pending = new Set<Attempt>();

  /**
   * @param options where the server is, and the token or key. Not changed, and not needed by all methods.
   * @throws {AuthError} `invalid_host_url`; everything else is reported by the methods
   * @see protocol.md §1.1
   */
  constructor(options: NangoOptions = {}) {
    this.#options = { ...options };
    this.#server = new Server(options);
  }

  /**
   * Makes a connection. Without credentials it opens the provider in a popup, so call it in a click's handler, before
   * any `await`.
   * @param integrationId the integration, as configured at the server
   * @param connectionId an id of the page's choice; with a public key only
   * @param options see `AuthOptions`
   * @returns a promise that settles exactly once; it rejects with an `AuthError`, never throws
   */
  auth(integrationId: string, options?: AuthOptions): Promise<AuthResult>;
  auth(integrationId: string, connectionId?: string, options?: AuthOptions): Promise<AuthResult>;
  auth(integrationId: string, second?: string | AuthOptions, third?: AuthOptions): Promise<AuthResult> {
    return this.#start(integrationId, second, third);
  }

  /** Makes a connection that needs no credentials. Parameters as in `auth`. */
  create(integrationId: string, options?: AuthOptions): Promise<AuthResult>;
  create(integrationId: string, connectionId?: string, options?: AuthOptions): Promise<AuthResult>;
  create(integrationId: string, second?: string | AuthOptions, third?: AuthOptions): Promise<AuthResult> {
    return this.#start(integrationId, second, third, { authMode: 'NONE' });
  }

  /** Renews the connection that the session token was made for. Parameters as in `auth`. */
  reconnect(integrationId: string, options?: AuthOptions): Promise<AuthResult> {
    return this.#server.token.given
      ? this.auth(integrationId, options)
      : Promise.reject(new AuthError('missing_connect_session_token'));
  }

  /** Ends every pending attempt; each rejects `authorization_cancelled`. */
  clear(): void {
    this.#pending.forEach((attempt) => attempt.cancel());
    this.#server.close();
  }

  /** Opens the socket and fetches the token ahead of a likely click. Unused, the socket closes after 10 s. */
  prepare(): void {
    this.#server.prepare();
    this.#server.token.get().catch(() => undefined);
  }

  /** Brings the popup that was opened last to the front. */
  focus(): void {
    [...this.#pending].findLast(({ popup }) => popup)?.popup?.focus();
  }

  /** What the session token allows and presets. @see protocol.md §6.3 */
  session(): Promise<Session> {
    return this.#server.read('connect/session', isSession);
  }

  /** The integrations that the session may connect. @see protocol.md §7.4 */
  integrations(): Promise<Integration[]> {
    return this.#server.read('integrations', isIntegrations);
  }

  /** The template of a provider. @param name the integration's `provider` @see protocol.md §7.4 */
  provider(name: string): Promise<Provider> {
    return this.#server.read(`providers/${encodeURIComponent(name)}`, isProvider);
  }

  #start(integrationId: string, second?: string | AuthOptions, third?: AuthOptions, forced?: AuthOptions): Promise<AuthResult> {
    const named = typeof second === 'string';
    const options = { ...third, ...(named ? {} : second), ...forced };
    const attempt = new Attempt(integrationId, named ? second : undefined, options, this.#options.debug);
    this.#pending.add(attempt);
    attempt.atEnd(() => this.#pending.delete(attempt));
    // All of this is synchronous up to the popup: it must open while the click counts.
    try {
      if (!attempt.signal.aborted) this.#run(attempt);
    } catch (thrown) {
      attempt.fail(thrown);
    }
    return attempt.promise;
  }

  #run(attempt: Attempt): void {
    const server = this.#server;
    const { width, height } = this.#options;
    if (!server.known) throw new AuthError('missing_auth_token');
    const post = choosePost(attempt.options);
    if (isExposed(server.api)) console.warn(`[nango] ${server.api} is plain http: secrets can be read on their way.`);
    if (post) server.post(post, attempt).then((result) => attempt.succeed(result), attempt.fail);
    else followPopup(attempt, (attempt.popup = openPopup(width || 500, height || 600)), server);
  }
}

export default Nango;
