import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

export interface RawRequest {
  method?: string;
  /** As it is sent: nothing is put in order. Default: `/`. */
  path?: string;
  /** `Host` among them, or there is none. */
  headers?: Readonly<Record<string, string>>;
  /** Default: 1.1, which demands a host. */
  version?: '1.0' | '1.1';
}

/** A request to this machine that no browser would send. @returns status and body */
export async function rawRequest(
  port: number,
  { method = 'GET', path = '/', headers = {}, version = '1.1' }: RawRequest,
): Promise<{ status: number; body: string }> {
  const socket = connect(port, '127.0.0.1');
  const lines = Object.entries({ connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${method} ${path} HTTP/${version}\r\n${lines.join('')}\r\n`);
  let answer = '';
  for await (const chunk of socket.setEncoding('utf8')) {
    answer += String(chunk);
    // Who has opened a WebSocket doesn't close it.
    if (answer.startsWith(`HTTP/1.1 101`)) break;
  }
  const [head = '', ...rest] = answer.split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), body: rest.join('\r\n\r\n') };
}

/** Headers that ask for a WebSocket. */
export const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
};

/** This machine's addresses that other machines reach, and one that only a server of all addresses answers. */
const otherAddresses = Object.values(networkInterfaces())
  .flatMap((list = []) => list)
  .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
  .map(({ address }) => address)
  .concat('127.0.0.2');

/** Those at which a port answers, beside the two of the loopback. */
export async function openTo(port: number): Promise<string[]> {
  const open = await Promise.all(
    otherAddresses.map(async (address) => {
      const socket = connect(port, address).setTimeout(2000);
      const answers = await Promise.race([
        once(socket, 'connect').then(() => true),
        once(socket, 'timeout').then(() => false),
      ]).catch(() => false);
      socket.destroy();
      return answers ? [address] : [];
    }),
  );
  return open.flat();
}

/** Hosts that are not this server, to be sent as they are. */
export const foreignHosts = (port: number): string[] => [
  'evil.example',
  `evil.example:${port}`,
  `localhost.evil.example:${port}`,
  `evil-localhost:${port}`,
  `localhost:${port}@evil.example`,
  `127.0.0.1.evil.example:${port}`,
  `127.0.0.2:${port}`,
  `0.0.0.0:${port}`,
  `[::]:${port}`,
  `localhost:${port + 1}`,
  'localhost',
  '',
];

/** Names of this server. */
export const ownHosts = (port: number): string[] => [
  `localhost:${port}`,
  `LOCALHOST:${port}`,
  `127.0.0.1:${port}`,
  `[::1]:${port}`,
  `one.localhost:${port}`,
  `one.of-many.localhost:${port}`,
];
