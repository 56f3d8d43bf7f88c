import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { ping, successFrame, type SocketFault } from './frames.js';

/** What is sent on a new socket. The query is that of its address. */
type Greeting = (socket: WebSocket, ack: string, query: URLSearchParams) => void;

const greetings: Record<Exclude<SocketFault, 'half-open'>, Greeting> = {
  'never-ack': () => undefined,
  'late-ack': (socket, ack, query) => {
    const timer = setTimeout(() => socket.send(ack), Number(query.get('delay') ?? 11_000));
    socket.on('close', () => clearTimeout(timer));
  },
  'close-before-ack': (socket) => socket.close(),
  'garbage-ack': (socket) => socket.send('{"message_type":'),
  drop: (socket, ack) => {
    socket.send(ack);
    setImmediate(() => socket.close(1011));
  },
  ping: (socket, ack) => {
    for (const frame of [ping, ack, ping]) socket.send(frame);
  },
  'early-success': (socket, ack, query) => {
    socket.send(ack);
    socket.send(successFrame(query.get('integration') ?? ''));
  },
};

/**
 * The sockets over which a page learns the result of its popup. Each gets its id once and one result; what it sends
 * is ignored, and the server never closes it, as with Nango.
 *
 * A socket does not say which integration it is for, so its address may carry `?fault=`.
 */
export class Sockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  readonly #byId = new Map<string, WebSocket>();
  readonly #halfOpen = new Set<Duplex>();

  constructor(closing: AbortSignal) {
    closing.addEventListener('abort', () => this.#close(), { once: true });
  }

  /** How many are open. */
  get size(): number {
    return this.#server.clients.size;
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    const [path, search] = (request.url ?? '').split('?');
    if (path !== '/') {
      stream.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const query = new URLSearchParams(search);
    if (query.get('fault') === 'half-open') {
      this.#halfOpen.add(stream);
      stream.on('close', () => this.#halfOpen.delete(stream));
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => socket.terminate());
      this.#greet(socket, query);
    });
  }

  #greet(socket: WebSocket, query: URLSearchParams): void {
    const id = randomUUID();
    this.#byId.set(id, socket);
    socket.on('close', () => this.#byId.delete(id));
    const ack = JSON.stringify({ message_type: 'connection_ack', ws_client_id: id });
    const fault = Object.entries(greetings).find(([name]) => name === query.get('fault'));
    if (fault) fault[1](socket, ack, query);
    else socket.send(ack);
  }

  /** Sends what is not the result. */
  send(id: string | undefined, frames: readonly string[]): void {
    const socket = id === undefined ? undefined : this.#byId.get(id);
    for (const frame of frames) socket?.send(frame);
  }

  /** Sends the result. Nothing happens when the socket is gone: Nango keeps no results either. */
  finish(id: string | undefined, frames: readonly string[]): void {
    this.send(id, frames);
    if (id !== undefined) this.#byId.delete(id);
  }

  cut(id: string | undefined): void {
    if (id !== undefined) this.#byId.get(id)?.terminate();
  }

  #close(): void {
    for (const stream of this.#halfOpen) stream.destroy();
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }
}
