import { createServer as createUpgrades, type IncomingMessage, type RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createVite, type InlineConfig, type Plugin } from 'vite';
import { bundlesFor } from './bundles.js';
import { isInside } from './inside.js';
import { isFromElsewhere, refuseUpgrade } from '../sandbox/loopback-only.js';

/** Packages that pages import, and the script that reloads them. */
const packages = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', 'vite/dist/client'];
const liveReload = '/@vite/client';
const sources = /\.(?:ts|m?js|css|svg)$/;
const plainQuery = /^[\w.=&-]*$/;

export interface FileOptions {
  /** The root folder. */
  root: string;
  /** Folders in it that pages may load from, such as `src`. */
  folders: readonly string[];
  /** Reloads pages when one of their files changes. Default: false. */
  watch?: boolean;
  /** Pages whose scripts are bundled, once. Default: none; each module is a file of its own. */
  bundled?: readonly URL[];
}

export interface Files {
  /** Answers with a script, a style or a picture, ready for browsers; or calls `next`. */
  handle: (...request: [...Parameters<RequestListener>, next: () => void]) => void;
  /** Adds the reload script to a page. @param url of the page */
  page(url: string, html: string): Promise<string>;
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** Without this, the reload script waits for a restarted server in a worker, which the pages' policy forbids. */
const pingFromPage: Plugin = {
  name: 'ping-from-page',
  transform: (code, id) =>
    id.endsWith('/vite/dist/client/client.mjs') ? `const SharedWorker = undefined;\n${code}` : undefined,
};

/** Serves TypeScript and packages for browsers through Vite, and nothing else that Vite could serve. */
export async function startFiles({ root, folders, watch = false, bundled = [] }: FileOptions): Promise<Files> {
  // It never listens. Vite uses it to get WebSockets, which `upgrade` passes on.
  const upgrades = createUpgrades();
  const served = [...folders, ...packages.map((name) => `node_modules/${name}`)];
  const common = {
    configFile: false,
    envDir: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    clearScreen: false,
    // Not the development builds of packages, which print warnings.
    resolve: { conditions: ['module', 'browser', 'production'] },
  } satisfies InlineConfig;
  const bundles = bundled.length > 0 && (await bundlesFor(bundled, common));
  const vite = await createVite({
    ...common,
    plugins: [pingFromPage],
    appType: 'custom',
    // Few and small: bundling them would mean a cache to write, share and renew.
    optimizeDeps: { noDiscovery: true, include: [] },
    server: {
      middlewareMode: true,
      cors: false,
      // The pages' policy forbids its error overlay; the consoles have the errors too.
      hmr: watch && { overlay: false },
      ws: watch && { server: upgrades },
      watch: watch ? {} : null,
      fs: { strict: true, allow: served.map((folder) => join(root, folder)) },
    },
  });

  async function isServed(url: string): Promise<boolean> {
    const [path = '', query = '', ...rest] = url.split('?');
    if (rest.length > 0 || !plainQuery.test(query)) return false;
    if (path === liveReload) return watch;
    return (
      sources.test(path) && served.some((folder) => path.startsWith(`/${folder}/`)) && (await isInside(root, path))
    );
  }

  return {
    handle: (request, response, next) => {
      if (bundles && bundles(request.url ?? '', response)) return;
      void isServed(request.url ?? '').then((is) => (is ? vite.middlewares(request, response, next) : next()), next);
    },
    page: (url, html) => (watch ? vite.transformIndexHtml(url, html) : Promise.resolve(html)),
    upgrade: (request, stream, head) => {
      const forVite = /^vite-(?:hmr|ping)$/.test(request.headers['sec-websocket-protocol'] ?? '');
      if (watch && forVite && !isFromElsewhere(request)) upgrades.emit('upgrade', request, stream, head);
      else refuseUpgrade(stream);
    },
    close: () => vite.close(),
  };
}
