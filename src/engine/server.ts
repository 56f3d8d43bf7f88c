import type { Order } from './attempt.js';
import { AuthError } from './errors.js';
import { send } from './http.js';
import type { Lifetime } from './lifetime.js';
import type { AuthResult, NangoOptions } from './options.js';
import { socketSource } from './preopened-socket.js';
import type { Post } from './route.js';
import { tokenSource } from './session-token.js';
import { apiUrl, authUrl, socketUrl } from './url.js';
import { readData, readResult } from './wire.js';
import type { Guard } from './wire.js';

export type Server = ReturnType<typeof serverAt>;

/**
 * What one `Nango` knows of its server: where it is, who asks, and how things are said there.
 * @throws {AuthError} `invalid_host_url`
 */
export function serverAt({ host, websocketsPath, publicKey, connectSessionToken }: NangoOptions) {
  const api = apiUrl(host || 'https://api.nango.dev');
  const sockets = socketSource(socketUrl(api, websocketsPath || undefined));
  const tokens = tokenSource(connectSessionToken);

  /** Reads what a session token may read. */
  const read = <T>(path: string, is: Guard<T>, token: string, life?: Lifetime): Promise<T> => {
    if (!token) throw new AuthError('missing_connect_session_token');
    const headers = { Authorization: `Bearer ${token}` };
    return send(`${api}/${path}`, { headers }, (body) => readData(body, is), life);
  };

  return {
    api,
    sockets,
    tokens,
    read,

    /** The same with the token that there is. */
    readWithToken: <T>(path: string, is: Guard<T>) => tokens.retryOn401(async (token) => read(path, is, token)),

    /** Where the popup is sent to. */
    popupUrl: (order: Order, token: string, socketId: string | undefined): string =>
      authUrl(api, 'oauth/connect', order, { token, publicKey, socketId }),

    /** Opens a socket, and fetches the token, for an attempt that is likely to come. */
    async prepare(): Promise<void> {
      sockets.prepare();
      await tokens.get();
    },

    /** Posts what the user gave. @see docs/protocol.md §2.3 */
    post: ({ path, body }: Post, order: Order, life: Lifetime): Promise<AuthResult> =>
      tokens.retryOn401((token) =>
        send(
          authUrl(api, path, order, { token, publicKey }),
          {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: body ? JSON.stringify(body) : null,
          },
          (answer) => readResult(answer, order.integrationId),
          life,
        ),
      ),
  };
}
