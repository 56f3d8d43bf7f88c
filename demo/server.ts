import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { backend } from './backend.js';
import { startFiles } from './files.js';
import { sandboxControls } from './sandbox-controls.js';
import { complete, pages } from './site/pages.js';
import { BusyPort, close, listenOnLoopback, serve } from '../sandbox/listen.js';
import { ownWritesOnly } from '../sandbox/loopback-only.js';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The site's accent color, as in page.css: a product sets its own in Nango's dashboard, and no button changes its color. */
const brand = { light: '#3451d1', dark: '#93a8ff' };

export interface DemoOptions {
  /** Port of the pages. Default: 8000; 0 means any free one. */
  port?: number;
  /** Port of the sandbox. Default: 3003; 0 means any free one. */
  sandboxPort?: number;
  /** Reloads pages when one of their files changes. Default: false. */
  watch?: boolean;
  /** Bundles the pages' scripts, once: pages load in less time, for a browser that opens many. Default: false. */
  bundle?: boolean;
}

export interface Demo {
  readonly url: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/** Starts a sandbox and, beside it, a server for the playground, the gallery and the backend of both. */
export async function startDemo({
  port = 8000,
  sandboxPort = 3003,
  watch = false,
  bundle = false,
}: DemoOptions = {}): Promise<Demo> {
  const sandbox = await nextFree(sandboxPort, (free) => startSandbox({ port: free, brand }));
  const { servers, port: taken } = await nextFree(port, (free) => listenOnLoopback(free));
  const files = await startFiles({
    root,
    folders: ['src', 'demo'],
    watch,
    bundled: bundle ? pages.map(({ file }) => new URL(file, import.meta.url)) : [],
  });

  const app = express();
  app.disable('x-powered-by');
  app.use('/api', ownWritesOnly);
  app.use('/api/nango', backend(sandbox));
  app.use('/api', sandboxControls(sandbox));
  for (const { path, file } of pages) {
    app.get(path, async (_request, response) => {
      const html = await readFile(new URL(file, import.meta.url), 'utf8');
      response.type('html').send(await files.page(path, complete(html, path, sandbox.port)));
    });
  }
  app.get('/custom-elements.json', (_request, response) => response.sendFile('custom-elements.json', { root }));
  app.use(files.handle);
  serve(servers, app, { upgrade: files.upgrade });

  return {
    url: `http://localhost:${taken}`,
    sandbox,
    close: async () => {
      await Promise.all([files.close(), close(servers), sandbox.close()]);
    },
  };
}

/** Starts on the first free port, beginning with the wanted one. */
async function nextFree<T>(wanted: number, start: (port: number) => Promise<T>): Promise<T> {
  for (let port = wanted; ; port += 1) {
    try {
      return await start(port);
    } catch (error) {
      if (!(error instanceof BusyPort) || port >= wanted + 100) throw error;
    }
  }
}
