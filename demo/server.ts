import { fileURLToPath } from 'node:url';
import { startDevServer, type DevServerConfig } from '@web/dev-server';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import express from 'express';
import { backend } from './backend.js';
import { sandboxControls } from './sandbox-controls.js';
import { BusyPort, close, listenOnLoopback, serve } from '../sandbox/listen.js';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the pages' markup says that the sandbox is. */
const usualSandbox = 3003;

export interface DemoOptions {
  /** Of the pages. Default 8000; 0 is any free one. */
  port?: number;
  /** Default 3003; 0 is any free one. */
  sandboxPort?: number;
  /** Reloads the pages when a file of theirs changes. */
  watch?: boolean;
  /** Opens the playground in the user's browser. */
  open?: boolean;
}

export interface Demo {
  readonly url: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/** Starts a sandbox and, beside it, a server for the playground, the gallery and the backend of both. */
export async function startDemo({
  port = 8000,
  sandboxPort = usualSandbox,
  watch = false,
  open = false,
}: DemoOptions = {}): Promise<Demo> {
  const sandbox = await nextFree(sandboxPort, (free) => startSandbox({ port: free }));
  const { servers, port: taken } = await nextFree(port, (free) => listenOnLoopback(free));
  const [first, ...others] = servers;
  // The tools' own way to listen would also let other machines in.
  for (const other of others) other.on('upgrade', (...upgrade) => first?.emit('upgrade', ...upgrade));
  const url = `http://localhost:${taken}`;
  const files = await startDevServer({
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
    logStartMessage: false,
    config: {
      rootDir: root,
      ...(first && { middlewareMode: { server: first } }),
      nodeResolve: { exportConditions: ['production', 'default'] },
      injectWebSocket: watch,
      watch,
      clearTerminalOnReload: false,
      plugins: [
        esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${root}tsconfig.json` }),
        addressPlugin(sandbox, watch),
      ],
      ...(open && { open: url }),
    },
  });

  const app = express();
  app.disable('x-powered-by');
  app.use('/api/nango', backend(sandbox));
  app.use('/api', sandboxControls(sandbox));
  app.get(['/', '/gallery', '/forms'], (request, _response, next) => {
    request.url = request.path === '/' ? '/demo/index.html' : `/demo${request.path}.html`;
    next();
  });
  app.use(files.koaApp.callback());
  serve(servers, app);

  return {
    url,
    sandbox,
    close: async () => {
      await Promise.all([files.stop(), close(servers), sandbox.close()]);
    },
  };
}

/** The first port from the wanted one on that nobody uses. */
async function nextFree<T>(wanted: number, start: (port: number) => Promise<T>): Promise<T> {
  for (let port = wanted; ; port += 1) {
    try {
      return await start(port);
    } catch (error) {
      if (!(error instanceof BusyPort) || port >= wanted + 100) throw error;
    }
  }
}

/** Tells the pages where the sandbox really is. */
function addressPlugin(sandbox: Sandbox, watch: boolean): NonNullable<DevServerConfig['plugins']>[number] {
  return {
    name: 'sandbox-address',
    transform: ({ response, body }) => {
      if (!response.is('html') || typeof body !== 'string') return undefined;
      const page = body.replaceAll(`localhost:${usualSandbox}`, `localhost:${sandbox.port}`);
      // The message to reload is a script in a data: URL.
      return watch ? page.replace("script-src 'self'", "script-src 'self' data:") : page;
    },
  };
}
