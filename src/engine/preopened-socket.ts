import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import { readFrame } from './wire.js';

const unusedMs = 10_000;

/** `WebSocket.OPEN`, which what a page or an extension puts in its place often lacks. */
export const socketOpen = 1;

/** A socket and its id, once the server has sent it. */
export interface PreopenedSocket {
  socket: WebSocket;
  id?: string;
}

/**
 * Opens sockets, when they are needed or in advance.
 * @param currentUrl returns the URL; a preopened socket for another URL isn't used
 */
export function socketSource(currentUrl: () => string) {
  let preopened: PreopenedSocket | undefined;
  let preopenedUrl = '';
  /** Ends when the preopened socket is used or closed. */
  let unused: Lifetime | undefined;

  /** Returns the preopened socket if it is still open, or a new one. Throws if the page may not open one. */
  const open = (): PreopenedSocket => {
    // First: if this throws, the preopened socket still closes by itself.
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
    /** Opens one for a likely attempt. If unused, it closes after 10 s. */
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
    /** Closes the preopened socket. */
    close,
  };
}
