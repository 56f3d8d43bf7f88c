import type { Attempt } from './attempt.js';
import { callHost } from './host-call.js';
import { send } from './http.js';
import type { Lifetime } from './lifetime.js';
import { toJson } from './option-readers.js';
import type { AuthResult, NangoOptions } from './options.js';
import type { Order } from './order.js';
import { socketSource } from './preopened-socket.js';
import type { Post } from './route.js';
import { tokenSource } from './session-token.js';
import { apiUrl, authUrl, originsOf, socketUrl } from './url.js';
import { readData, readResult } from './wire.js';
import type { Guard } from './wire.js';

const popupPath = 'oauth/connect';
const typicalSocket = 'x'.repeat(40);

export type Server = ReturnType<typeof serverAt>;

/**
 * The server of one `Nango`: its URLs, its sockets and tokens, and the requests to it.
 * @throws {AuthError} `invalid_host_url`
 */
export function serverAt({ host, websocketsPath, callbackOrigin, publicKey, connectSessionToken }: NangoOptions) {
  const api = apiUrl(host);
  const socketsUrl = (): string => {
    let path: unknown;
    callHost(() => {
      path = typeof websocketsPath === 'function' ? websocketsPath() : websocketsPath;
    });
    return socketUrl(api, path);
  };
  // An invalid one throws immediately.
  if (typeof websocketsPath !== 'function') socketsUrl();
  const sockets = socketSource(socketsUrl);
  const tokens = tokenSource(connectSessionToken);

  /** Reads what a session token gives access to. */
  const read = <T>(path: string, is: Guard<T>, token: string, life?: Lifetime): Promise<T> => {
    const headers = { Authorization: `Bearer ${token}` };
    return send(`${api}/${path}`, { headers }, (body) => readData(body, is), life);
  };

  return {
    api,
    /** The origins that its callback page may have. */
    callbackOrigins: [api, callbackOrigin || api].flatMap(originsOf),
    sockets,
    tokens,
    read,

    /** The same, with the page's token. */
    readWithToken: <T>(path: string, is: Guard<T>) => tokens.read((token) => read(path, is, token)),

    /** The URL that the popup is navigated to. */
    popupUrl: (order: Order, token: string, socketId: string | undefined): string =>
      authUrl(api, popupPath, order, { token, publicKey, socketId }),

    /**
     * Checks whether the server accepts the popup's request. This leaves an unused OAuth session at the server.
     * @see docs/protocol.md §3.6
     */
    probePopup: (order: Order, token: string, life: Lifetime): Promise<true> => {
      // Without the socket's id, because a refusal would use up the socket's only result.
      const url = authUrl(api, popupPath, order, { token, publicKey });
      const passed = () => true as const;
      return send(url, { credentials: 'omit' }, passed, life, passed);
    },

    /**
     * Rejects, before anything opens, what can't be sent.
     * @returns the URL, with placeholders for the token and the socket's id
     * @throws {AuthError} `session_token_error`, or `unknown_error` that names the option
     */
    check(order: Order, post: Post | undefined): string {
      const token = tokens.sample();
      const socketId = post ? undefined : typicalSocket;
      return authUrl(api, post?.path ?? popupPath, order, { token, publicKey, socketId });
    },

    /** Opens a socket and fetches a token for a likely attempt. */
    prepare(): void {
      tokens.prefetch();
      sockets.prepare();
    },

    /** Discards the preopened socket and the prefetched token. */
    clear(): void {
      tokens.forget();
      sockets.close();
    },

    /** Posts what the user entered. @see docs/protocol.md §2.3 */
    async post({ path, body }: Post, { order, life, markUncertain }: Attempt): Promise<AuthResult> {
      const headers = { 'Content-Type': 'application/json' };
      const init = { method: 'POST', headers, body: toJson(body) ?? null };
      const postWith = async (token: string) => {
        const url = authUrl(api, path, order, { token, publicKey });
        markUncertain();
        return send(url, init, (answer) => readResult(answer, order.integrationId), life);
      };
      return tokens.withToken(postWith, await tokens.take(life), life);
    },
  };
}
