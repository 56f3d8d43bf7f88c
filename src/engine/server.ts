import type { Attempt } from './attempt.js';
import { AuthError } from './errors.js';
import { send } from './http.js';
import type { AuthResult, NangoOptions } from './options.js';
import type { Post } from './route.js';
import { ResultSocket } from './socket.js';
import { SessionToken } from './token.js';
import { addNested, apiUrl, socketUrl } from './url.js';
import { readData, readResult } from './wire.js';

/** What one `Nango` knows of its server: where it is, who asks, and how things are said there. */
export class Server {
  /** What paths are appended to. */
  readonly api: string;
  readonly token: SessionToken;
  readonly #socketUrl: string;
  readonly #publicKey: string | undefined;
  #spare: ResultSocket | undefined;

  /** @throws {AuthError} `invalid_host_url` */
  constructor({ host, websocketsPath, publicKey, connectSessionToken }: NangoOptions) {
    this.api = apiUrl(host || 'https://api.nango.dev');
    this.#socketUrl = socketUrl(this.api, websocketsPath || undefined);
    this.#publicKey = publicKey;
    this.token = new SessionToken(connectSessionToken);
  }

  /** Whether there is anything to show the server. */
  get known(): boolean {
    return !!(this.token.given || this.#publicKey);
  }

  /** Opens a socket for an attempt that is likely to come. */
  prepare(): void {
    this.#spare = this.socket();
  }

  /** The socket that was opened ahead, if it still is; else a new one. */
  socket(): ResultSocket {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare?.alive ? spare : new ResultSocket(this.#socketUrl);
  }

  /** Closes the socket that was opened ahead. */
  close(): void {
    this.#spare?.close();
  }

  /** Where the popup of an attempt goes. @see protocol.md §2.1 */
  popupUrl(attempt: Attempt, token: string, socketId: string): string {
    const { user_scope: scopes, credentials = {}, authorization_params: added = {} } = attempt.options;
    const query = this.#query(attempt, token);
    if (scopes) query.set('user_scope', scopes.join(','));
    addNested(query, 'credentials', Object.entries(credentials).filter(([name]) => name.endsWith('_override')));
    // The text "undefined" is how the server is told to leave a parameter out.
    addNested(query, 'authorization_params', Object.entries(added).map(([name, value]) => [name, String(value)]));
    query.set('ws_client_id', socketId);
    return this.#url('oauth/connect', attempt, query);
  }

  /** Posts what the user gave. @see protocol.md §2.3 */
  post({ path, body }: Post, attempt: Attempt): Promise<AuthResult> {
    const { signal, integrationId } = attempt;
    return this.token.use((token) =>
      send(this.#url(path, attempt, this.#query(attempt, token)), { body: body ?? null, signal }, (answer) => readResult(answer, integrationId)),
    );
  }

  /** Reads what a session token may read. */
  read<T>(path: string, is: (data: unknown) => data is T, signal?: AbortSignal): Promise<T> {
    return this.token.use((token) => {
      if (!token) throw new AuthError('missing_connect_session_token');
      return send(`${this.api}/${path}`, { token, signal }, (body) => readData(body, is));
    });
  }

  #url(path: string, { integrationId }: Attempt, query: URLSearchParams): string {
    return `${this.api}/${path}/${encodeURIComponent(integrationId)}?${query}`;
  }

  #query({ connectionId, options: { params = {}, hmac } }: Attempt, token?: string): URLSearchParams {
    // With a session token the server refuses a connection id, and ignores digest and key.
    const who = token ? { connect_session_token: token } : { connection_id: connectionId, public_key: this.#publicKey, hmac };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(who)) if (value) query.set(name, value);
    addNested(query, 'params', Object.entries(params));
    return query;
  }
}
