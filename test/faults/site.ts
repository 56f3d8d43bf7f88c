import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';
import { backend } from '../../demo/backend.js';
import { close, listenOnLoopback } from '../../sandbox/listen.js';
import type { Sandbox } from '../../sandbox/sandbox.js';
import type { HttpFault } from './http-faults.js';

const page = fileURLToPath(new URL('page/page.ts', import.meta.url));
const script = fileURLToPath(new URL('../../dist/nango-elements.min.js', import.meta.url));
const tokenAnswer = z.object({ data: z.object({ token: z.string() }) });

/** What the site does for one cell. */
export interface CellSettings {
  /** Where the popup is sent back to. */
  readonly callback: string;
  /** The provider waits until it is released. */
  readonly holds?: boolean;
  /** The provider's page severs the popup. */
  readonly severs?: boolean;
  /** What the page's backend answers instead of a token. */
  readonly sessionFault?: HttpFault | undefined;
}

export interface CellState extends CellSettings {
  /** The popup was at the provider. */
  arrived: boolean;
  released: boolean;
  /** The page's backend went wrong. */
  hits: number;
}

/** The page of the cells, its backend, and a provider that agrees at once. */
export interface Site {
  readonly url: string;
  add(id: string, settings: CellSettings): CellState;
  close(): Promise<void>;
}

/** @param findSandbox is called later: the sandbox is told where the site is */
export async function startSite(findSandbox: () => Sandbox): Promise<Site & { callbackUrl: string; provider: string }> {
  const { outputFiles } = await build({ entryPoints: [page], bundle: true, write: false, format: 'iife' });
  const own = outputFiles[0]?.text ?? '';
  const elements = await readFile(script);
  const cells = new Map<string, CellState>();
  const byState = new Map<string, CellState>();
  const site = await listenOnLoopback(0);
  // Another origin than the page's, as a provider has.
  const provider = await listenOnLoopback(0);
  let backendOf: ReturnType<typeof backend> | undefined;

  async function newToken(id: string): Promise<string> {
    const { url, secretKey } = findSandbox();
    const answer = await fetch(`${url}/connect/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ end_user: { id: 'ada' }, allowed_integrations: [id] }),
    });
    return tokenAnswer.parse(await answer.json()).data.token;
  }

  async function session(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const ask = async () => {
      const body = Buffer.from(JSON.stringify({ token: await newToken(id) }));
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    };
    const cell = cells.get(id);
    const fault = cell?.sessionFault;
    if (cell && fault) cell.hits++;
    const otherUrl = `http://localhost:${site.port}`;
    if (fault) return fault.answer({ request, response, otherUrl, ask, stop: () => undefined });
    const { status, headers, body } = await ask();
    response.writeHead(status, headers).end(body);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams, search } = new URL(request.url ?? '/', 'http://site');
    if (pathname.startsWith('/api/nango/')) {
      backendOf ??= backend(findSandbox());
      return backendOf(request, response);
    }
    if (pathname.startsWith('/session/')) return session(pathname.slice('/session/'.length), request, response);
    if (pathname === '/oauth/callback') {
      const cell = byState.get(searchParams.get('state') ?? '');
      return void response.writeHead(308, { location: `${cell?.callback ?? 'about:blank'}${search}` }).end();
    }
    if (pathname === '/page.js') return sendText(response, 'text/javascript', own);
    if (pathname === '/nango-elements.min.js') return sendText(response, 'text/javascript', elements);
    if (pathname === '/elsewhere') return sendText(response, 'text/html', '<!doctype html><h1>Elsewhere</h1>');
    sendText(response, 'text/html; charset=utf-8', html);
  }

  function provide(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://provider');
    const cell = cells.get(searchParams.get('client_id') ?? '');
    if (pathname === '/released') return void response.end(String(cell?.released ?? true));
    if (pathname !== '/authorize') {
      return sendText(response, 'application/json', '{"access_token":"a","token_type":"bearer","expires_in":3600}');
    }
    const state = searchParams.get('state') ?? '';
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({ code: 'code', state }).toString();
    if (!cell) return void response.writeHead(404).end();
    byState.set(state, cell);
    cell.arrived = true;
    if (!cell.holds) return void response.writeHead(302, { location: back.href }).end();
    if (cell.severs) response.setHeader('cross-origin-opener-policy', 'same-origin');
    sendText(response, 'text/html', providerPage(searchParams.get('client_id') ?? '', back.href));
  }

  for (const server of site.servers) {
    server.on('request', (request, response) => void answer(request, response).catch(() => response.destroy()));
  }
  for (const server of provider.servers) server.on('request', provide);
  return {
    url: `http://127.0.0.1:${site.port}`,
    callbackUrl: `http://localhost:${site.port}/oauth/callback`,
    provider: `http://127.0.0.1:${provider.port}`,
    add(id, settings) {
      const cell: CellState = { ...settings, arrived: false, released: false, hits: 0 };
      cells.set(id, cell);
      return cell;
    },
    async close() {
      await Promise.all([close(site.servers), close(provider.servers)]);
    },
  };
}

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Faults</title><link rel="icon" href="data:,">
<script src="/page.js"></script><script src="/nango-elements.min.js"></script><main></main></html>`;

const providerPage = (id: string, back: string): string => `<!doctype html><title>Provider</title><h1>Provider</h1>
<script>setInterval(async () => {
  if ((await (await fetch('/released?client_id=${id}')).text()) === 'true') location.replace(${JSON.stringify(back)});
}, 200)</script>`;

function sendText(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
}
