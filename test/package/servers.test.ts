import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFiles } from '../../demo/files.js';
import { isInside } from '../../demo/inside.js';
import { startDemo, type Demo } from '../../demo/server.js';
import { close, listen, listenOnLoopback, serve } from '../../sandbox/listen.js';
import { foreignHosts, openTo, ownHosts, rawRequest, upgrade, type RawRequest } from '../support/raw-request.js';

interface Running {
  readonly port: number;
  close(): Promise<void>;
}

async function startedDemo(): Promise<Running> {
  const demo: Demo = await startDemo({ port: 0, sandboxPort: 0, watch: true });
  return { port: Number(new URL(demo.url).port), close: () => demo.close() };
}

/** As `npm run test:browser -- --manual` does: the server, and no browser yet. */
async function startedRunner(): Promise<Running> {
  const probe = createServer();
  const port = await listen(probe, 0, '127.0.0.1');
  await close([probe]);
  const runner: ChildProcess = spawn(process.execPath, ['scripts/wtr.mjs', '--manual', '--port', String(port)], {
    env: { ...process.env, BROWSERS: 'chromium' },
    stdio: 'ignore',
  });
  const ended = once(runner, 'exit');
  const answers = () => rawRequest(port, { headers: { host: `localhost:${port}` } }).catch(() => undefined);
  while ((await answers())?.status !== 200) {
    if (runner.exitCode !== null) throw new Error(`The test runner ended with code ${runner.exitCode}`);
    await wait(100);
  }
  return {
    port,
    close: async () => {
      runner.kill();
      await ended;
    },
  };
}

const servers = [
  ['The demo', startedDemo, '/', '/api/nango/session', '/', ['vite-hmr', 'vite-ping', 'other']],
  ['The test runner', startedRunner, '/package.json', '/package.json', '/wds', ['']],
] as const;

describe.each(servers)('%s', (_name, start, page, writes, socket, protocols) => {
  let server: Running;
  beforeAll(async () => {
    server = await start();
  }, 60_000);
  afterAll(() => server.close());

  const ask = (request: RawRequest) => rawRequest(server.port, request);
  const statusFor = async (host: string, path: string) => [host, path, (await ask({ path, headers: { host } })).status];
  const own = (headers: Record<string, string> = {}) => ({ host: `localhost:${server.port}`, ...headers });

  it('answers on the loopback addresses only', async () => {
    expect(await openTo(server.port)).toEqual([]);
  });

  it('answers to every name of this machine', async () => {
    for (const host of ownHosts(server.port)) expect(await statusFor(host, page)).toEqual([host, page, 200]);
  });

  it('refuses every other name before it looks at anything else', async () => {
    for (const host of foreignHosts(server.port)) {
      for (const path of [page, '/src/define.ts', writes, '/nowhere']) {
        expect(await statusFor(host, path)).toEqual([host, path, 403]);
      }
    }
    expect((await ask({ path: page })).status).toBe(400);
    expect((await ask({ path: page, version: '1.0' })).status).toBe(403);
  });

  it('serves what a page loads', async () => {
    for (const path of ['/src/define.ts', '/node_modules/lit/index.js']) {
      expect((await ask({ path, headers: own() })).status).toBe(200);
    }
  });

  it('serves nothing beside its folder, however it is written', async () => {
    const paths = [
      '/__wds-outside-root__/4/etc/hostname',
      '/__wds-outside-root__/1/package.json',
      '/%5F_wds-outside-root__/4/etc/hostname',
      '/@fs/etc/hostname',
      '/@fs//etc/hostname?raw',
      '//etc/hostname',
      '/../../../../../../../../etc/hostname',
      '/src/../../../../../../../../etc/hostname',
      '/src/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/hostname',
      '/src/..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc/hostname',
      '/src/%252e%252e/%252e%252e/%252e%252e/%252e%252e/etc/hostname',
      '/src/..\\..\\..\\..\\..\\..\\etc\\hostname',
      '/src/%5c..%5c..%5c..%5cetc%5chostname',
      '/src/define.ts%00/../../../../../../../etc/hostname',
      '/@id/__x00__/etc/hostname',
    ];
    for (const path of paths) {
      expect([path, (await ask({ path, headers: own() })).status >= 400]).toEqual([path, true]);
    }
  });

  it('serves no dotfiles', async () => {
    const paths = [
      '/.git/config',
      '/.git',
      '/.env',
      '/%2egit/config',
      '/.%67it/config',
      '/src/../.git/config',
      '/.prettierrc',
      '/.editorconfig',
      '/node_modules/.package-lock.json',
      '/node_modules/.bin/vite',
    ];
    for (const path of paths) {
      expect([path, (await ask({ path, headers: own() })).status >= 400]).toEqual([path, true]);
    }
  });

  it('refuses what a page of another origin wants to change', async () => {
    const status = async (headers: Record<string, string>) =>
      (await ask({ method: 'POST', path: writes, headers: own({ 'content-length': '0', ...headers }) })).status;
    for (const origin of ['https://evil.example', 'null', `http://localhost:${server.port + 1}`, 'http://localhost']) {
      expect([origin, await status({ origin })]).toEqual([origin, 403]);
    }
    for (const site of ['cross-site', 'same-site']) {
      expect([site, await status({ 'sec-fetch-site': site })]).toEqual([site, 403]);
    }
    expect(await status({ origin: `http://localhost:${server.port}`, 'sec-fetch-site': 'same-origin' })).not.toBe(403);
    expect(await status({})).not.toBe(403);
  });

  it('opens no WebSocket for a page of another origin, or under a foreign name', async () => {
    const port = server.port;
    const others = [
      own({ origin: 'https://evil.example' }),
      own({ origin: `http://localhost:${port + 1}` }),
      { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
    ];
    for (const protocol of protocols) {
      for (const more of others) {
        const headers = { ...upgrade, ...(protocol && { 'sec-websocket-protocol': protocol }), ...more };
        const { status } = await ask({ path: socket, headers });
        expect([headers, status]).not.toEqual([headers, 101]);
      }
    }
  });
});

describe('A folder that is served', () => {
  let folder: string;
  const outside = fileURLToPath(new URL('../../src/define.ts', import.meta.url));
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'served-'));
    await mkdir(join(folder, 'root/inner'), { recursive: true });
    await writeFile(join(folder, 'secret.ts'), '');
    await writeFile(join(folder, 'root/inner/file.ts'), '');
    await symlink(folder, join(folder, 'root/up'));
    await symlink(join(folder, 'secret.ts'), join(folder, 'root/link.ts'));
    await symlink(outside, join(folder, 'root/outside.ts'));
    await symlink(join(folder, 'root/inner'), join(folder, 'root/across'));
    await mkdir(join(folder, 'root-beside'));
    await symlink(join(folder, 'root-beside'), join(folder, 'root/beside'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('gives what is in it, by links within it too, and lets others say what is not', async () => {
    for (const path of ['/', '/inner/file.ts', '/inner/', '/across/file.ts', '/@made/up.js', '/inner/none.ts']) {
      expect([path, await isInside(join(folder, 'root'), path)]).toEqual([path, true]);
    }
  });

  it('gives nothing by links that lead out of it', async () => {
    for (const path of ['/link.ts', '/up/secret.ts', '/up/', '/up', '/beside']) {
      expect([path, await isInside(join(folder, 'root'), path)]).toEqual([path, false]);
    }
  });

  it('gives no script by such a link', async () => {
    const files = await startFiles({ root: folder, folders: ['root'] });
    const { servers, port } = await listenOnLoopback(0);
    serve(servers, (request, response) => files.handle(request, response, () => response.writeHead(404).end()));
    const status = async (path: string) =>
      (await rawRequest(port, { path, headers: { host: `localhost:${port}` } })).status;
    try {
      expect(await status('/root/inner/file.ts')).toBe(200);
      expect(await status('/root/outside.ts')).toBe(404);
    } finally {
      await Promise.all([files.close(), close(servers)]);
    }
  });

  it('gives nothing by a path that is written in an odd way', async () => {
    for (const path of ['', '..', '/..', '//', '/inner/../..', '/inner//file.ts', '/%66ile', '/a\\b', '/a#b', '/a b']) {
      expect([path, await isInside(join(folder, 'root'), path)]).toEqual([path, false]);
    }
  });
});

describe('The demo', () => {
  it('serves nothing of its packages but scripts, and no tool of its server', async () => {
    const { port, close: stop } = await startedDemo();
    const paths = [
      '/package.json',
      '/package-lock.json',
      '/README.md',
      '/node_modules/lit/package.json',
      '/node_modules/express/index.js',
      '/node_modules/vite/dist/node/index.js',
      '/sandbox/main.ts',
      '/test/package/servers.test.ts',
      '/__open-in-editor?file=/etc/hostname',
      '/__vite_ping',
      '/src/define.ts?import&raw??/../../../../../../../etc/hostname',
      '/@vite/env',
      '/@id/express',
    ];
    try {
      for (const path of paths) {
        expect([path, (await rawRequest(port, { path, headers: { host: `localhost:${port}` } })).status]).toEqual([
          path,
          404,
        ]);
      }
    } finally {
      await stop();
    }
  });
});
