import { AuthError } from './errors.js';
import type { Lifetime } from './lifetime.js';
import type { AuthResult } from './options.js';
import { onPageReturn } from './page-return.js';
import type { PreopenedSocket } from './preopened-socket.js';
import { readFrame } from './wire.js';

const heartbeatMs = 25_000;

interface SocketEvents {
  /** The server has given the socket its id. */
  onId(): void;
  onResult(result: AuthResult): void;
  onError(error: AuthError): void;
  /** The socket is gone, or sends what can't be read. */
  onLost(error: AuthError): void;
}

export interface SocketChannel {
  /** What the server calls the socket, once it has said so. */
  readonly id: string | undefined;
}

/**
 * The server's own word, over a WebSocket.
 * @param takeSocket gives one; throws where a page may not open it
 * @param isBound whether the popup was sent on with this socket's id: then no other socket can take its place
 * @see docs/protocol.md §3
 */
export function openSocketChannel(
  life: Lifetime,
  takeSocket: () => PreopenedSocket,
  integrationId: string,
  isBound: () => boolean,
  { onId, onResult, onError, onLost }: SocketEvents,
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

  const onFault = (type: 'network_error' | 'invalid_response'): void => {
    if (isBound()) return onLost(new AuthError(type));
    hangUp();
    if (replaced) return onLost(new AuthError(type));
    replaced = true;
    listen();
  };

  const onFrame = ({ data }: MessageEvent): void => {
    const frame = readFrame(data, integrationId);
    if (typeof frame === 'string') {
      id = frame;
      onId();
    } else if (frame instanceof AuthError) onError(frame);
    else if (frame) onResult(frame);
    else if (frame === undefined) onFault('invalid_response');
  };

  const listen = (): void => {
    id = undefined;
    try {
      const { socket: taken, first } = takeSocket();
      socket = taken;
      socket.onmessage = onFrame;
      socket.onclose = () => onFault('network_error');
      if (first) onFrame(first);
    } catch (cause) {
      // A page on https may not open ws:.
      onLost(new AuthError('network_error', { cause }));
    }
  };

  life.onEnd(hangUp);
  listen();
  // The server reads nothing; this is for the proxies between that cut an idle connection.
  life.every(heartbeatMs, () => {
    lastHeartbeat = Date.now();
    if (id) socket?.send('{}');
  });
  onPageReturn(life, (event) => {
    // Browsers slow the timers of a hidden page to one a minute; a longer silence means that it stood still.
    const slept = Date.now() - lastHeartbeat > 4 * heartbeatMs;
    if (slept || (event instanceof PageTransitionEvent && event.persisted)) onFault('network_error');
  });

  return {
    get id() {
      return id;
    },
  };
}
