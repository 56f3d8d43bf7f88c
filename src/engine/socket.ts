import { readFrame } from './wire.js';
import type { SocketEvent } from './wire.js';

const beat = 25_000;

/**
 * The socket on which the server tells how an attempt ended. The server never speaks first but for its id, keeps
 * nothing for later and never closes, so this side keeps the line open and closes it.
 * @see protocol.md §3
 */
export class ResultSocket {
  /** Receives what comes. What came before it was set is in `id` and `alive`. */
  listener: ((event: SocketEvent) => void) | undefined;
  /** What the server calls this socket, once it has said so. */
  id: string | undefined;
  #socket: WebSocket | undefined;
  #alive = true;
  #timer: ReturnType<typeof setInterval> | undefined;
  #beaten = Date.now();

  /** @param url from `socketUrl` */
  constructor(readonly url: string) {
    try {
      const socket = (this.#socket = new WebSocket(url));
      socket.onmessage = ({ data }) => this.#tell(readFrame(data));
      socket.onclose = () => this.#tell({ type: 'lost' });
      this.#timer = setInterval(() => this.#beat(), beat);
    } catch {
      // A page on https may not open ws: and a URL may have a fragment. Told later, when somebody listens.
      queueMicrotask(() => this.#tell({ type: 'lost' }));
    }
  }

  /** False once it is closed, or when it may have died unnoticed while the page was frozen. */
  get alive(): boolean {
    // Browsers slow the timers of a hidden page to one a minute; a longer silence means that it stood still.
    return this.#alive && Date.now() - this.#beaten < 4 * beat;
  }

  /** Ends it; nothing is told any more. */
  close(): void {
    this.#alive = false;
    this.listener = undefined;
    clearInterval(this.#timer);
    const socket = this.#socket;
    if (socket) socket.onmessage = socket.onclose = null;
    socket?.close();
  }

  #beat(): void {
    this.#beaten = Date.now();
    // The server reads nothing; this is for the proxies between that cut an idle line.
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send('{}');
  }

  #tell(event: SocketEvent | undefined): void {
    if (event?.type === 'ack') this.id = event.id;
    const { listener } = this;
    if (event?.type === 'lost') this.close();
    if (event) listener?.(event);
  }
}
