import { once } from 'node:events';
import WebSocket from 'ws';
import type { Sandbox } from '../sandbox.js';

/** A page, as far as following links, keeping cookies and sending forms goes. */
export interface Page {
  url: string;
  status: number;
  headers: Headers;
  text: string;
}

/** A browser without a screen: cookies by host, redirects followed by hand, each hop kept. */
export class Visitor {
  readonly hops: { url: string; status: number; location: string | null; headers: Headers }[] = [];
  readonly #cookies = new Map<string, Map<string, string>>();

  async open(url: string, form?: Record<string, string>): Promise<Page> {
    const { host } = new URL(url);
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: Array.from(jar, ([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    this.hops.push({ url, status: response.status, location, headers: response.headers });
    const text = await response.text();
    if (location !== null) return this.open(new URL(location, url).href);
    return { url, status: response.status, headers: response.headers, text };
  }

  /** Sends the form of a page with the button of this value. */
  submit(page: Page, action: string, fields: Record<string, string> = {}): Promise<Page> {
    const [, target = ''] = /<form method="post" action="([^"]+)"/.exec(page.text) ?? [];
    return this.open(new URL(target.replaceAll('&amp;', '&'), page.url).href, { ...fields, action });
  }

  async signIn(page: Page): Promise<Page> {
    return this.submit(page, 'sign-in', { login: 'demo', password: 'demo' });
  }
}

/** A socket to the sandbox, and the frames that nobody has read yet. */
export class Listener {
  readonly frames: string[] = [];
  readonly socket: WebSocket;
  readonly #waiting: ((frame: string) => void)[] = [];

  constructor(url: string) {
    this.socket = new WebSocket(url.replace('http', 'ws'));
    // Whoever waits for it to open is told; the others close it before.
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer) => {
      const next = this.#waiting.shift();
      if (next) next(data.toString());
      else this.frames.push(data.toString());
    });
  }

  text(): Promise<string> {
    const frame = this.frames.shift();
    return frame === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(frame);
  }

  async next(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  async id(): Promise<string> {
    const frame = await this.next();
    if (typeof frame !== 'object' || frame === null || !('ws_client_id' in frame)) throw new Error('not an ack');
    return String(frame.ws_client_id);
  }

  /** Resolves when all that was sent so far is here. */
  async settled(): Promise<void> {
    const pong = once(this.socket, 'pong');
    this.socket.ping();
    await pong;
  }

  close(): void {
    this.socket.terminate();
  }
}

/** Opens a popup with a socket beside it, as far as its first page. */
export async function openPopup({ url, publicKey }: Sandbox, integration: string, query: Record<string, string> = {}) {
  const listener = new Listener(url);
  const visitor = new Visitor();
  const parameters = new URLSearchParams({ public_key: publicKey, ...query, ws_client_id: await listener.id() });
  const page = await visitor.open(`${url}/oauth/connect/${integration}?${parameters.toString()}`);
  return { listener, visitor, page };
}
