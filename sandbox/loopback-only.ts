import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Names that DNS can't give to another machine, and the port. */
const ourHost = /^(?:(?:[a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::(\d+))?$/i;

/**
 * Whether a request names this machine. A page whose host name resolves to this machine (DNS rebinding) sends its own name.
 *
 * @param others `name:port` of other names of this server, such as a tunnel
 */
export function isForUs({ headers, socket }: IncomingMessage, others: readonly string[] = []): boolean {
  const { host = '' } = headers;
  const ours = ourHost.exec(host);
  if (ours && Number(ours[1] ?? 80) === socket.localPort) return true;
  return others.includes(host.toLowerCase());
}

/** Whether a page of another origin sent it. Only browsers send a request's origin. */
export function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const { host, origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined) return origin !== `http://${host}`;
  return site === 'cross-site' || site === 'same-site';
}

const reading: readonly unknown[] = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a page of another origin wants to change something. */
export function isForeignWrite(request: IncomingMessage): boolean {
  return !reading.includes(request.method) && isFromElsewhere(request);
}

/** For express: keeps pages of other origins from changing anything. */
export function ownWritesOnly(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  if (isForeignWrite(request)) refuse(response, 'Pages of other origins can change nothing here');
  else next();
}

/** Answers 403 with the reason. */
export function refuse(response: ServerResponse, reason: string): void {
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${reason}\n`);
}

export function refuseUpgrade(stream: Duplex): void {
  stream.on('error', () => stream.destroy());
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
