import type { Order } from './attempt.js';
import { asAuthError, AuthError } from './errors.js';
import { send } from './http.js';
import type { AuthResult, NangoOptions } from './options.js';
import type { Post } from './route.js';
import { addNested, apiUrl, socketUrl } from './url.js';
import { readData, readResult, text } from './wire.js';
import type { Guard } from './wire.js';

const freshFor = 20 * 60_000; // A token lives for 30 minutes.
const unused = 10_000;

/** A socket, and what the server has said on it before an attempt listens. */
export interface Line {
  socket: WebSocket;
  first?: MessageEvent;
}

export type Server = ReturnType<typeof serverAt>;

/**
 * What one `Nango` knows of its server: where it is, who asks, and how things are said there.
 * @throws {AuthError} `invalid_host_url`
 */
export function serverAt({ host, websocketsPath, publicKey, connectSessionToken: given }: NangoOptions) {
  const api = apiUrl(host || 'https://api.nango.dev');
  const channel = socketUrl(api, websocketsPath || undefined);
  let spare: Line | undefined;
  let closing: ReturnType<typeof setTimeout> | undefined;
  let kept: Promise<string> | undefined;
  let fetchedAt = 0;

  /** The session token, fetched by the page's function where that is what was given; empty for a public key. */
  const token = async (): Promise<string> => {
    if (typeof given !== 'function') return given ?? '';
    try {
      if (!kept || Date.now() - fetchedAt > freshFor) {
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

  /** Does what needs the token, once more with a new one when the server answers 401. @param first where it is known */
  const withToken = async <T>(act: (token: string) => Promise<T>, first?: string): Promise<T> => {
    try {
      return await act(first ?? (await token()));
    } catch (thrown) {
      if (typeof given !== 'function' || !(thrown instanceof AuthError) || thrown.status !== 401) throw thrown;
      kept = undefined;
      return act(await token());
    }
  };

  /** @see docs/protocol.md §2.1 */
  const url = (path: string, order: Order, sessionToken: string, socketId?: string): string => {
    const query = new URLSearchParams();
    // With a session token the server refuses a connection id, and ignores digest and key.
    const who = sessionToken
      ? { connect_session_token: sessionToken }
      : { connection_id: order.connectionId, public_key: publicKey, hmac: order.hmac };
    for (const [name, value] of Object.entries(who)) if (value) query.set(name, value);
    addNested(query, 'params', Object.entries(order.params ?? {}));
    if (socketId) {
      if (order.user_scope) query.set('user_scope', order.user_scope.join(','));
      const own = Object.entries(order.credentials ?? {}).filter(([name]) => name.endsWith('_override'));
      addNested(query, 'credentials', own);
      // The text "undefined" is how the server is told to leave a parameter out.
      const added = Object.entries(order.authorization_params ?? {});
      addNested(
        query,
        'authorization_params',
        added.map(([name, value]) => [name, String(value)]),
      );
      query.set('ws_client_id', socketId);
    }
    return `${api}/${path}/${encodeURIComponent(order.integrationId)}?${query}`;
  };

  /** The socket that was opened ahead, if it still is; else a new one. Throws where a page may not open it. */
  const line = (): Line => {
    clearTimeout(closing);
    if (spare && spare.socket.readyState <= WebSocket.OPEN) return spare;
    const opened: Line = { socket: new WebSocket(channel) };
    opened.socket.onmessage = (event) => (opened.first = event);
    return opened;
  };
  const close = (): void => {
    clearTimeout(closing);
    spare?.socket.close();
  };

  /** Reads what a session token may read. */
  const get = <T>(path: string, is: Guard<T>, bearer: string, signal?: AbortSignal): Promise<T> => {
    if (!bearer) throw new AuthError('missing_connect_session_token');
    const headers = { Authorization: `Bearer ${bearer}` };
    return send(`${api}/${path}`, { headers, signal }, (body) => readData(body, is));
  };

  return {
    api,
    token,
    withToken,
    url,
    get,

    /** The same with the token that there is. */
    read: <T>(path: string, is: Guard<T>) => withToken(async (value) => get(path, is, value)),

    /** Opens a socket, and fetches the token, for an attempt that is likely to come. Unused, it closes after 10 s. */
    async prepare() {
      spare = line();
      closing = setTimeout(close, unused);
      await token();
    },

    /** The socket for an attempt. */
    line() {
      const taken = line();
      spare = undefined;
      return taken;
    },

    /** Closes the socket that was opened ahead. */
    close,

    /** Posts what the user gave. @see docs/protocol.md §2.3 */
    post: ({ path, body }: Post, order: Order, signal: AbortSignal): Promise<AuthResult> =>
      withToken((value) =>
        send(
          url(path, order, value),
          {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: body ? JSON.stringify(body) : null,
            signal,
          },
          (answer) => readResult(answer, order.integrationId),
        ),
      ),
  };
}
