import { Attempt } from './attempt.js';
import { AuthError } from './errors.js';
import { send } from './http.js';
import type { AuthOptions, AuthResult, Integration, NangoOptions, Provider, Session } from './options.js';
import { openPopup } from './popup.js';
import { followPopup } from './popup-flow.js';
import { choosePost } from './route.js';
import type { Post } from './route.js';
import { ResultSocket } from './socket.js';
import { SessionToken } from './token.js';
import { addNested, apiUrl, isExposed, socketUrl } from './url.js';
import { isIntegrations, isProvider, isSession, readData, readResult } from './wire.js';

export * from './errors.js';
export type * from './options.js';

const unused = 10_000;

/** Connects accounts: by a popup that leads to the provider, or by posting what the user gave. */
export class Nango {
  readonly #options: NangoOptions;
  readonly #api: string;
  readonly #socketUrl: string;
  readonly #token: SessionToken;
  readonly #pending = new Set<Attempt>();
  #spare: { socket: ResultSocket; timer: ReturnType<typeof setTimeout> } | undefined;

  /**
   * @param options where the server is, and the token or key. Not changed, and not needed by all methods.
   * @throws {AuthError} `invalid_host_url`; everything else is reported by the methods
   * @see protocol.md §1.1
   */
  constructor(options: NangoOptions = {}) {
    this.#options = { ...options };
    this.#api = apiUrl(options.host || 'https://api.nango.dev');
    this.#socketUrl = socketUrl(this.#api, options.websocketsPath);
    this.#token = new SessionToken(options.connectSessionToken);
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
    return typeof second === 'string'
      ? this.#start(integrationId, second, third)
      : this.#start(integrationId, undefined, { ...third, ...second });
  }

  /** Makes a connection that needs no credentials. Parameters as in `auth`. */
  create(integrationId: string, options?: AuthOptions): Promise<AuthResult>;
  create(integrationId: string, connectionId?: string, options?: AuthOptions): Promise<AuthResult>;
  create(integrationId: string, second?: string | AuthOptions, third?: AuthOptions): Promise<AuthResult> {
    return typeof second === 'string'
      ? this.auth(integrationId, second, { ...third, authMode: 'NONE' })
      : this.auth(integrationId, { ...third, ...second, authMode: 'NONE' });
  }

  /** Renews the connection that the session token was made for. Parameters as in `auth`. */
  reconnect(integrationId: string, options?: AuthOptions): Promise<AuthResult> {
    return this.#token.given
      ? this.auth(integrationId, options)
      : Promise.reject(new AuthError('missing_connect_session_token'));
  }

  /** Ends every pending attempt; each rejects `authorization_cancelled`. */
  clear(): void {
    for (const attempt of this.#pending) attempt.cancel(undefined);
    this.#takeSpare()?.close();
  }

  /** Opens the socket and fetches the token ahead of a likely click. Unused, the socket closes after 10 s. */
  prepare(): void {
    const socket = this.#takeSpare() ?? new ResultSocket(this.#socketUrl);
    this.#spare = { socket, timer: setTimeout(() => this.#takeSpare()?.close(), unused) };
    void this.#token.get().catch(() => undefined);
  }

  /** Brings the popup that was opened last to the front. */
  focus(): void {
    [...this.#pending].findLast(({ popup }) => popup)?.popup?.focus();
  }

  /** What the session token allows and presets. @see protocol.md §6.3 */
  session(): Promise<Session> {
    return this.#read('connect/session', isSession);
  }

  /** The integrations that the session may connect. @see protocol.md §7.4 */
  integrations(): Promise<Integration[]> {
    return this.#read('integrations', isIntegrations);
  }

  /** The template of a provider. @param name the integration's `provider` @see protocol.md §7.4 */
  provider(name: string): Promise<Provider> {
    return this.#read(`providers/${encodeURIComponent(name)}`, isProvider);
  }

  #start(integrationId: string, connectionId: string | undefined, options: AuthOptions = {}): Promise<AuthResult> {
    const started = performance.now();
    const attempt = new Attempt(integrationId, options, (step) => {
      if (this.#options.debug) console.debug(`[nango] ${integrationId} +${Math.round(performance.now() - started)} ms: ${step}`);
    });
    this.#pending.add(attempt);
    attempt.signal.addEventListener('abort', () => this.#pending.delete(attempt));
    // All of this is synchronous up to the popup: it must open while the click counts.
    try {
      if (!attempt.signal.aborted) this.#run(attempt, connectionId);
    } catch (thrown) {
      attempt.fail(thrown);
    }
    return attempt.promise;
  }

  #run(attempt: Attempt, connectionId: string | undefined): void {
    if (!this.#token.given && !this.#options.publicKey) throw new AuthError('missing_auth_token');
    const { integrationId, options } = attempt;
    const key = encodeURIComponent(integrationId);
    const post = choosePost(options);
    if (isExposed(this.#api)) console.warn(`[nango] ${this.#api} is plain http: what the user gives can be read on its way.`);
    if (post) {
      this.#post(attempt, `${this.#api}/${post.path}/${key}`, post, connectionId).then((result) => attempt.succeed(result), (thrown) => attempt.fail(thrown));
      return;
    }
    const popup = (attempt.popup = openPopup(this.#options.width || 500, this.#options.height || 600));
    attempt.log('popup opened');
    let renewed = false;
    followPopup(attempt, popup, {
      origin: new URL(this.#api).origin,
      socket: this.#takeSpare() ?? new ResultSocket(this.#socketUrl),
      reopen: () => new ResultSocket(this.#socketUrl),
      token: (fresh) => this.#token.get(fresh),
      address: (token, socketId) => {
        const query = this.#query(options, connectionId, token);
        if (options.user_scope) query.set('user_scope', options.user_scope.join(','));
        addNested(query, 'credentials', overrides(options.credentials));
        addNested(query, 'authorization_params', options.authorization_params);
        query.set('ws_client_id', socketId);
        return `${this.#api}/oauth/connect/${key}?${query}`;
      },
      check: async (token) => {
        const refused = await this.#check(token, integrationId, attempt.signal);
        if (!refused) return true;
        if (renewed || typeof this.#token.given !== 'function' || refused.type !== 'session_token_error') throw refused;
        return !(renewed = true);
      },
    });
  }

  /** What the popup would show and nobody could read: that the session is over, or doesn't allow the integration. */
  async #check(token: string, integrationId: string, signal: AbortSignal): Promise<AuthError | undefined> {
    try {
      const session = await send(`${this.#api}/connect/session`, { token, signal }, (body) => readData(body, isSession));
      const allowed = session.allowed_integrations ?? [];
      return allowed.length && !allowed.includes(integrationId) ? new AuthError('integration_not_allowed') : undefined;
    } catch (cause) {
      return cause instanceof AuthError && cause.status === 401
        ? new AuthError('session_token_error', { status: 401, cause })
        : undefined;
    }
  }

  #post(attempt: Attempt, url: string, { body }: Post, connectionId: string | undefined): Promise<AuthResult> {
    const { integrationId, options, signal } = attempt;
    return this.#token.use((token) => {
      const request = { body: body ?? null, signal };
      return send(`${url}?${this.#query(options, connectionId, token)}`, request, (answer) => readResult(answer, integrationId));
    });
  }

  #read<T>(path: string, is: (data: unknown) => data is T): Promise<T> {
    return this.#token.use((token) => {
      if (!token) throw new AuthError('missing_connect_session_token');
      return send(`${this.#api}/${path}`, { token }, (body) => readData(body, is));
    });
  }

  /** @see protocol.md §2.1 */
  #query({ params = {}, hmac }: AuthOptions, connectionId: string | undefined, token: string | undefined): URLSearchParams {
    const { publicKey } = this.#options;
    // With a session token the server refuses a connection id, and ignores digest and key.
    const who = token ? { connect_session_token: token } : { connection_id: connectionId, public_key: publicKey, hmac };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(who)) if (value) query.set(name, value);
    addNested(query, 'params', Object.fromEntries(Object.entries(params).filter(([, value]) => value != null && typeof value !== 'object')));
    return query;
  }

  #takeSpare(): ResultSocket | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    clearTimeout(spare?.timer);
    if (spare?.socket.alive) return spare.socket;
    spare?.socket.close();
    return undefined;
  }
}

function overrides(credentials: AuthOptions['credentials'] = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(credentials).filter(([name, value]) => name.endsWith('_override') && value));
}

export default Nango;
