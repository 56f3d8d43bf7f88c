import { readFrame } from './wire.js';
import type { Frame } from './wire.js';

const beat = 25_000;
const unused = 10_000;

/**
 * The socket on which the server tells how an attempt ended. The server keeps nothing for later, sends no pings and
 * never closes: this side keeps the line open, and closes it. Without a listener it closes after 10 s.
 * @see protocol.md §3
 */
export class ResultSocket {
  /** Receives the frames; `null` is the socket's own end. */
  listener: ((frame: Frame | null) => void) | undefined;
  /** What the server calls this socket, once it has said so. */
  id: string | undefined;
  #socket: WebSocket | undefined;
  #beaten = Date.now();
  readonly #timers = [setInterval(() => this.#beat(), beat), setTimeout(() => this.listener || this.close(), unused)];

  /** @param url from `socketUrl` */
  constructor(url: string) {
    try {
      const socket = (this.#socket = new WebSocket(url));
      socket.onmessage = ({ data }) => {
        const frame = readFrame(data);
        if (typeof frame === 'string') this.id = frame;
        if (frame !== null) this.listener?.(frame);
      };
      socket.onclose = () => this.listener?.(null);
    } catch {
      // A page on https may not open ws:. Told when somebody listens.
      queueMicrotask(() => this.listener?.(null));
    }
  }

  /** False once it is closed, or when it may have died unnoticed while the page was frozen. */
  get alive(): boolean {
    // Browsers slow the timers of a hidden page to one a minute; a longer silence means that it stood still.
    return !!this.#socket && this.#socket.readyState < WebSocket.CLOSING && Date.now() - this.#beaten < 4 * beat;
  }

  /** Ends it; nothing is told any more. */
  close(): void {
    this.listener = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#socket?.close();
  }

  #beat(): void {
    this.#beaten = Date.now();
    // The server reads nothing; this is for the proxies between that cut an idle line.
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send('{}');
  }
}
