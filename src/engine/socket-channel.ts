import { asAuthError, AuthError } from './errors.js';
import type { Lifetime } from './lifetime.js';
import type { AuthResult } from './options.js';
import { onPageReturn } from './page-return.js';
import type { PreopenedSocket } from './preopened-socket.js';
import { readFrame } from './wire.js';

const heartbeatMs = 25_000;

interface SocketEvents {
  /** The server has given the socket its id. */
  onId(): void;
  onResult(how: AuthResult | AuthError): void;
  /** A frame that this attempt has not asked for. */
  onForeign(): void;
  /** The socket is gone. */
  onLost(error: AuthError): void;
}

export interface SocketChannel {
  /** What the server calls the socket, once it has said so. */
  readonly id: string | undefined;
}

/**
 * The server's own word, over a WebSocket. Only a close and silence are faults; what is none of ours is ignored.
 * @param takeSocket gives one; throws where a page may not open it
 * @param isBound whether the popup was sent on with this socket's id: then no other socket can take its place
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
    socket.onmessage = socket.onclose = null;
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
      socket.onclose = onGone;
      if (id) onId();
    } catch (cause) {
      // A page on https may not open ws:.
      onLost(asAuthError('network_error', cause));
    }
  };

  life.onEnd(hangUp);
  listen();
  // The server reads nothing; this is for the proxies between that cut an idle connection.
  life.every(heartbeatMs, () => {
    lastHeartbeat = Date.now();
    if (socket?.readyState === WebSocket.OPEN) socket.send('{}');
  });
  onPageReturn(life, (event) => {
    // Browsers slow the timers of a hidden page to one a minute; a longer silence means that it stood still.
    const slept = Date.now() - lastHeartbeat > 4 * heartbeatMs;
    if (slept || (event instanceof PageTransitionEvent && event.persisted)) onGone();
  });

  return {
    get id() {
      return id;
    },
  };
}
