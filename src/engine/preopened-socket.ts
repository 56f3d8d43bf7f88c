import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import { readFrame } from './wire.js';

const unusedMs = 10_000;

/** `WebSocket.OPEN`, which what a page or an extension puts in its place often lacks. */
export const socketOpen = 1;

/** A socket, and its id, once the server has sent it. */
export interface PreopenedSocket {
  socket: WebSocket;
  id?: string;
}

/**
 * Opens sockets: when they are needed, or ahead of that.
 * @param currentUrl where to; a socket that was opened ahead for another URL isn't used
 */
export function socketSource(currentUrl: () => string) {
  let preopened: PreopenedSocket | undefined;
  let preopenedUrl = '';
  /** How long it is kept. */
  let unused: Lifetime | undefined;

  /** The socket that was opened ahead, if it still is; else a new one. Throws where a page may not open it. */
  const open = (): PreopenedSocket => {
    // First: where it throws, the one that was opened ahead still closes by itself.
    const url = currentUrl();
    unused?.end();
    if (preopened && preopened.socket.readyState <= socketOpen) {
      if (url === preopenedUrl) return preopened;
      preopened.socket.close();
    }
    preopenedUrl = url;
    const opened: PreopenedSocket = { socket: new WebSocket(url) };
    opened.socket.onmessage = ({ data }) => {
      const frame = readFrame(data);
      if (typeof frame === 'string') opened.id ??= frame;
    };
    return opened;
  };
  const close = (): void => {
    unused?.end();
    preopened?.socket.close();
  };

  return {
    /** Opens one for an attempt that is likely to come. Unused, it closes after 10 s. */
    prepare(): void {
      preopened = open();
      unused = startLifetime();
      unused.after(unusedMs, close);
      // A page in the back/forward cache would keep it: its timers stand still.
      unused.listen(window, ['pagehide'], close);
    },
    /** The socket for an attempt. */
    takeSocket(): PreopenedSocket {
      const taken = open();
      preopened = undefined;
      return taken;
    },
    /** Closes the one that was opened ahead. */
    close,
  };
}
