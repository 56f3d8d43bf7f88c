import { request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { close, listenOnLoopback } from '../../sandbox/listen.js';
import { relay, type Answer, type Exchange, type HttpFault } from './http-faults.js';
import type { Link, SocketFault } from './socket-faults.js';

/** What goes wrong on the way between a page and its server. */
export interface Wrong {
  readonly http?: {
    readonly fault: HttpFault;
    /** The requests that it is about. */
    matches(method: string, path: string): boolean;
    /** The server has done what it was asked before the answer goes wrong. */
    readonly after?: boolean;
  };
  readonly socket?: SocketFault | undefined;
}

/** One cell's own way to the sandbox: a proxy at an origin of its own, so that no cell waits for another's requests. */
export interface Lane {
  readonly url: string;
  readonly port: number;
  /** How often the fault was met. */
  readonly hits: number;
  /** How many requests and sockets of pages are open. */
  readonly open: number;
  /** Whether a page has asked for this. */
  wasAsked(path: string): boolean;
  /** Refuses all connections from now on. */
  stop(): void;
  close(): Promise<void>;
}

/** @param target port of the sandbox */
export async function startLane(target: number, wrong: Wrong): Promise<Lane> {
  const { servers, port } = await listenOnLoopback(0);
  const sockets = new WebSocketServer({ noServer: true });
  const links: Link[] = [];
  const asked: string[] = [];
  const streams = new Set<Duplex>();
  let number = 0;
  let hits = 0;
  let open = 0;
  const fault = wrong.socket;

  const stop = (): void => servers.forEach((server) => server.close());

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    const [path = ''] = url.split('?');
    asked.push(path);
    open++;
    response.on('close', () => open--);
    if (path.startsWith('/oauth/connect/') && fault?.onPopup) {
      hits++;
      for (const link of links) fault.onPopup(link);
    }
    const body = await bodyOf(request);
    const exchange: Exchange = {
      request,
      response,
      otherUrl: `http://127.0.0.1:${port}`,
      ask: () => askServer(target, request, body),
      stop,
    };
    const http = wrong.http;
    // A redirect leads here once more: the one who follows it gets the right answer.
    const isRedirected = http?.fault.kind === 'redirect' && request.headers.host !== `localhost:${port}`;
    if (!http?.matches(method, path) || isRedirected) return relay(exchange);
    hits++;
    if (http.after) await exchange.ask();
    await http.fault.answer(exchange);
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    number++;
    streams.add(stream.on('error', () => stream.destroy()).on('close', () => streams.delete(stream)));
    if (fault?.handshake?.(stream, number)) {
      hits++;
      // Nobody reads it, and only who reads learns that the page has gone.
      stream.resume().on('end', () => stream.end());
      return;
    }
    sockets.handleUpgrade(request, stream, head, (client) => join(client, request.url ?? '/'));
  }

  function join(client: WebSocket, path: string): void {
    const server = new WebSocket(`ws://localhost:${target}${path}`);
    const link: Link = {
      number,
      send: (frame) => client.readyState === WebSocket.OPEN && client.send(frame),
      cut: () => client.terminate(),
      close: (code) => client.close(code),
    };
    links.push(link);
    client.on('close', () => server.terminate()).on('error', () => client.terminate());
    server.on('close', () => client.close()).on('error', () => client.terminate());
    server.on('message', (data: Buffer) => {
      const frame = data.toString();
      const act = frame.includes('"connection_ack"') ? fault?.onAck : fault?.onResult;
      if (act) hits++;
      if (act) act.call(fault, link, frame);
      else link.send(frame);
    });
  }

  for (const server of servers) listen(server, handle, upgrade);
  return {
    url: `http://localhost:${port}`,
    port,
    get hits() {
      return hits;
    },
    get open() {
      return open + streams.size;
    },
    wasAsked: (path) => asked.includes(path),
    stop,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      for (const stream of streams) stream.destroy();
      await close(servers);
    },
  };
}

function listen(
  server: Server,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void,
): void {
  server.on('request', (request, response) => {
    // The page may be gone before the answer is there.
    handle(request, response).catch(() => response.destroy());
  });
  server.on('upgrade', upgrade);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function askServer(target: number, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const host = `localhost:${target}`;
    const request = ask({ port: target, host: 'localhost', method, path: url, headers: { ...headers, host } });
    request.on('error', reject);
    request.on('response', (response) => {
      bodyOf(response).then((answer) => {
        const { statusCode: status = 502 } = response;
        const headers = { ...response.headers };
        // These are between the sandbox and this proxy.
        delete headers.connection;
        delete headers['transfer-encoding'];
        resolve({ status, headers, body: answer });
      }, reject);
    });
    request.end(body);
  });
}
