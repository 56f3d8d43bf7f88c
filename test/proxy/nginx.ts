import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Where nginx runs: a folder of its own, with a certificate for both names of the guides. */
export interface Nginx {
  readonly port: number;
  /** Runs a configuration from now on. */
  use(configuration: string): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error where nginx or openssl are missing */
export async function startNginx(): Promise<Nginx> {
  for (const [name, option] of [
    ['nginx', '-v'],
    ['openssl', 'version'],
  ] as const)
    if (spawnSync(name, [option]).error) throw new Error(`There is no ${name}: apt-get install ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'nango-elements-nginx-'));
  const names = 'subjectAltName=DNS:nango.example.com,DNS:auth.example.com';
  const key = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'nango.key'];
  const made = spawnSync('openssl', ['req', ...key, '-out', 'nango.pem', '-subj', '/CN=nango', '-addext', names], {
    cwd: folder,
  });
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr.toString()}`);
  const port = await freePort();
  let running: { stop(): Promise<void> } | undefined;

  return {
    port,
    async use(configuration) {
      await running?.stop();
      running = run(folder, port, configuration);
      await listening(port);
    },
    async close() {
      await running?.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function run(folder: string, port: number, configuration: string): { stop(): Promise<void> } {
  const here = configuration
    .replaceAll('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replaceAll('/etc/ssl/', `${folder}/`);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; pid ${folder}/pid; error_log stderr crit; worker_processes 1; events {}
http { access_log off; ${paths.join(' ')}
${here}
}`,
  );
  const child = spawn('nginx', ['-e', 'stderr', '-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.setEncoding('utf8').on('data', (text: string) => console.error(text));
  const ended = once(child, 'exit');
  return {
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address === 'string' || !address) throw new Error('There is no free port');
  return address.port;
}

async function listening(port: number): Promise<void> {
  for (let left = 100; left > 0; left -= 1) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isThere) return;
    await wait(50);
  }
  throw new Error('nginx does not start');
}
