import { createServer, connect, type Socket } from 'node:net';
import { once } from 'node:events';

export interface SlowProxy {
  readonly port: number;
  /** Where it leads: a port of this machine. */
  target: number;
  /** How much later each byte arrives, in either direction. */
  ms: number;
  /** Resolves to the time (ms since the epoch) at which a request that begins with `start` reaches the server. */
  arrival(start: string): Promise<number>;
  close(): void;
}

/** Forwards TCP; each byte arrives `ms` later, in either direction. */
export async function startSlowProxy(ms: number): Promise<SlowProxy> {
  const sockets = new Set<Socket>();
  const awaited: { start: string; resolve: (at: number) => void }[] = [];

  const forward = (from: Socket, to: Socket, see?: (chunk: Buffer) => void) => {
    from.on('data', (chunk: Buffer) =>
      setTimeout(() => {
        see?.(chunk);
        if (!to.destroyed) to.write(chunk);
      }, proxy.ms),
    );
    from.on('close', () => setTimeout(() => to.end(), proxy.ms));
    from.on('error', () => from.destroy());
    sockets.add(from.setNoDelay());
  };
  const see = (chunk: Buffer) => {
    const text = chunk.toString('latin1');
    const index = awaited.findIndex(({ start }) => text.startsWith(start));
    if (index >= 0) awaited.splice(index, 1)[0]?.resolve(performance.timeOrigin + performance.now());
  };

  const server = createServer((client) => {
    const upstream = connect(proxy.target, 'localhost');
    forward(client, upstream, see);
    forward(upstream, client);
  });
  server.listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The proxy has no port');
  const proxy: SlowProxy = {
    port: address.port,
    target: 0,
    ms,
    arrival: (start) => new Promise((resolve) => awaited.push({ start, resolve })),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
