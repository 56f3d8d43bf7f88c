import { asAuthError, AuthError } from './errors.js';
import type { Lifetime } from './lifetime.js';
import type { AuthResult } from './options.js';
import { onPageReturn } from './page-return.js';
import { socketOpen } from './preopened-socket.js';
import type { PreopenedSocket } from './preopened-socket.js';
import { readFrame } from './wire.js';

const heartbeatMs = 25_000;
const longestAckMs = 10_000;

interface SocketEvents {
  /** The server has sent the socket's id. */
  onId(): void;
  onResult(how: AuthResult | AuthError): void;
  /** A frame that isn't for this attempt. */
  onForeign(): void;
  /** The socket is gone, or sent no id in time. */
  onLost(error: AuthError): void;
}

interface SocketChannel {
  /** The socket's id, once the server has sent it. */
  readonly id: string | undefined;
  /** Whether it is closed for good. */
  readonly closed: boolean;
}

/**
 * Receives the result from the server, over a WebSocket. Only a close and a missing id are failures; unknown frames are
 * ignored.
 * @param takeSocket returns a socket; throws if the page may not open one
 * @param isBound whether the popup was navigated with this socket's id, so that no other socket can replace it
 * @see docs/protocol.md §3
 */
export function openSocketChannel(
  life: Lifetime,
  takeSocket: () => PreopenedSocket,
  integrationId: string,
  isBound: () => boolean,
  { onId, onResult, onForeign, onLost }: SocketEvents,
): SocketChannel {
  let socket: WebSocket | undefined;
  let id: string | undefined;
  let replaced = false;
  let lastHeartbeat = Date.now();

  const hangUp = (): void => {
    if (!socket) return;
    socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close();
  };

  const onGone = (): void => {
    if (!isBound()) hangUp();
    if (isBound() || replaced) return onLost(new AuthError('network_error'));
    replaced = true;
    listen();
  };

  const onFrame = ({ data }: MessageEvent): void => {
    const frame = readFrame(data, integrationId);
    if (typeof frame === 'string') {
      if (id) return;
      id = frame;
      onId();
    } else if (frame && isBound()) onResult(frame);
    else onForeign();
  };

  const listen = (): void => {
    try {
      const taken = takeSocket();
      ({ socket, id } = taken);
      socket.onmessage = onFrame;
      // Chromium fires no `close` for a socket that the page's policy blocks.
      socket.onclose = socket.onerror = onGone;
      // The page's function for the URL may have ended the attempt.
      life.onEnd(hangUp);
      if (id) onId();
      life.after(longestAckMs, () => {
        if (!id && socket === taken.socket) onLost(new AuthError('connection_timeout', { outcome: 'failed' }));
      });
    } catch (cause) {
      // A page on https may not open ws:.
      onLost(asAuthError('network_error', cause));
    }
  };

  listen();
  // The server ignores it; it keeps proxies from cutting an idle connection.
  life.every(heartbeatMs, () => {
    lastHeartbeat = Date.now();
    if (socket?.readyState === socketOpen) socket.send('{}');
  });
  onPageReturn(life, (event) => {
    // Browsers slow the timers of a hidden page to one a minute; a longer gap means that it was frozen.
    const slept = Date.now() - lastHeartbeat > 4 * heartbeatMs;
    if (slept || ('persisted' in event && event.persisted)) onGone();
  });

  return {
    get id() {
      return id;
    },
    get closed() {
      return !socket || socket.readyState > socketOpen;
    },
  };
}
