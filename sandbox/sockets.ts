import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

export type SocketFault = 'never-ack' | 'drop' | 'garbage-ack' | 'close-before-ack';

export type Frame =
  | { message_type: 'success'; provider_config_key: string; connection_id: string; is_pending: boolean }
  | {
      message_type: 'error';
      provider_config_key?: string;
      connection_id?: string;
      error_type: string;
      error_desc: string;
    };

/**
 * The sockets over which a page learns what became of its popup. Each is told its id once and gets at most one
 * more frame; what it sends is ignored and it is never closed from here, as with Nango.
 *
 * A socket does not say which integration it is for. So that one can misbehave, the address may carry
 * `?fault=never-ack`, `drop` (cut after the ack), `garbage-ack` or `close-before-ack`.
 */
export class Sockets {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  readonly #byId = new Map<string, WebSocket>();

  constructor(closing: AbortSignal) {
    closing.addEventListener('abort', () => this.#close(), { once: true });
  }

  /** How many are open. */
  get size(): number {
    return this.#server.clients.size;
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    const [path, query] = (request.url ?? '').split('?');
    if (path !== '/') {
      stream.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => socket.terminate());
      this.#greet(socket, new URLSearchParams(query).get('fault'));
    });
  }

  #greet(socket: WebSocket, fault: string | null): void {
    if (fault === 'never-ack') return;
    if (fault === 'close-before-ack') return socket.close();
    const id = randomUUID();
    this.#byId.set(id, socket);
    socket.on('close', () => this.#byId.delete(id));
    if (fault === 'garbage-ack') return socket.send('{"message_type":');
    socket.send(JSON.stringify({ message_type: 'connection_ack', ws_client_id: id }));
    if (fault === 'drop') setImmediate(() => socket.close(1011));
  }

  /** Nothing happens when the socket is gone: Nango keeps no results either. */
  send(id: string | undefined, frame: Frame): void {
    this.#take(id)?.send(JSON.stringify(frame));
  }

  sendGarbage(id: string | undefined): void {
    this.#take(id)?.send('{"message_type":"suc');
  }

  cut(id: string | undefined): void {
    this.#take(id)?.terminate();
  }

  #take(id: string | undefined): WebSocket | undefined {
    if (id === undefined) return undefined;
    const socket = this.#byId.get(id);
    this.#byId.delete(id);
    return socket;
  }

  #close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }
}
