import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { isForUs, refuse, refuseUpgrade } from './loopback-only.js';

/** The port is in use. */
export class BusyPort extends Error {
  override readonly name = 'BusyPort';
}

/**
 * Listens on both loopback addresses with one port, so that `localhost` works whichever way it is resolved.
 * Port 0 is any free one. A machine without IPv6 has one server.
 *
 * @throws BusyPort
 */
export async function listenOnLoopback(wanted: number, attempts = 5): Promise<{ servers: Server[]; port: number }> {
  const first = createServer();
  const port = await listen(first, wanted, '127.0.0.1');
  const second = createServer();
  try {
    await listen(second, port, '::1');
    return { servers: [first, second], port };
  } catch (error) {
    if (!(error instanceof BusyPort)) return { servers: [first], port };
    await close([first]);
    if (wanted === 0 && attempts > 0) return listenOnLoopback(0, attempts - 1);
    throw error;
  }
}

/** Resolves to the port. */
export function listen(server: NetServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const isBusy = 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
      reject(isBusy ? new BusyPort(`Port ${port} on ${host} is in use`, { cause: error }) : error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

interface Doors {
  /** Takes WebSockets. Default: there are none. */
  upgrade?: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
  /** `name:port` of other names of this server, apart from the names of this machine. Default: none. */
  hosts?: readonly string[];
}

/** Answers requests, unless they name another host than this machine. */
export function serve(servers: readonly Server[], handler: RequestListener, { upgrade, hosts }: Doors = {}): void {
  for (const server of servers) {
    server.on('request', (request, response) => {
      if (isForUs(request, hosts)) handler(request, response);
      else
        refuse(
          response,
          `Call it localhost:${request.socket.localPort}: other names of this server are not known here`,
        );
    });
    if (upgrade) {
      server.on('upgrade', (request, stream: Duplex, head) => {
        if (isForUs(request, hosts)) upgrade(request, stream, head);
        else refuseUpgrade(stream);
      });
    }
    // Not HTTP at all.
    server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    });
  }
}

/** Ends open requests too: some never would by themselves. */
export async function close(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    ),
  );
}
