import { once } from 'node:events';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { reduceBody, reduceFrame } from './recorded.js';

const ackFrame = z.object({ message_type: z.literal('connection_ack'), ws_client_id: z.uuidv4() });

interface Popup {
  /** The server under test. */
  host: string;
  /** The origins whose redirects are followed. */
  providers: readonly string[];
  path: string;
  query: readonly (readonly [string, string])[];
  /** Sees, and may change, the callback's address just before it is asked for. */
  beforeCallback?: (address: URL) => void | Promise<void>;
}

/** Does what a browser's popup does, and tells what it met: hops, the last page, the frames on the socket. */
export async function followPopup({ host, providers, path, query, beforeCallback }: Popup) {
  const socket = new WebSocket(host.replace('http', 'ws'));
  const frames: Record<string, unknown>[] = [];
  const { ws_client_id: id } = ackFrame.parse(
    JSON.parse(
      await new Promise<string>((resolve, reject) => {
        socket.once('error', reject).once('message', (data: Buffer) => resolve(data.toString()));
      }),
    ),
  );
  socket.on('message', (data: Buffer) => frames.push(reduceFrame(data.toString())));

  const hops: Record<string, unknown>[] = [];
  const cookies = new Map<string, string>();
  let address = new URL(path, host);
  for (const [name, value] of query) address.searchParams.append(name, value);
  address.searchParams.append('ws_client_id', id);
  for (;;) {
    if (address.pathname === '/oauth/callback') await beforeCallback?.(address);
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
    const setCookies = response.headers.getSetCookie();
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    const target = next === null ? undefined : new URL(next, address);
    hops.push(hop(host, address, response, target));
    if (!target || ![host, ...providers].includes(target.origin)) {
      const text = await response.text();
      // What the server sends before the page is on the socket by the time it answers this.
      const pong = once(socket, 'pong');
      socket.ping();
      await pong;
      socket.terminate();
      return { hops, page: pageOf(response, text), frames };
    }
    address = target;
  }
}

function hop(host: string, address: URL, response: Response, target: URL | undefined) {
  const place = (url: URL) => (url.origin === host ? url.pathname : '(provider)');
  const isRedirectToProvider = target && target.origin !== host;
  return {
    path: place(address),
    status: response.status,
    ...(target && { to: place(target) }),
    ...(isRedirectToProvider && { to_query: [...new Set(target.searchParams.keys())].sort() }),
    ...(response.headers.getSetCookie().some((line) => line.startsWith('oauth2-')) && { sets_state_cookie: true }),
  };
}

/** `success` or `error` for a result page, by what its script tells the opener; else the body reduced. */
function pageOf(response: Response, text: string): unknown {
  const reduced = reduceBody(response.headers.get('content-type'), text);
  if (reduced.body !== 'html') return reduced;
  const told: string[] = [];
  const tell = (message: { type: string }) => told.push(message.type);
  const window = { opener: { postMessage: tell }, addEventListener: () => undefined };
  const [, script = ''] = /<script>([^]*)<\/script>/.exec(text) ?? [];
  const ignore = () => undefined;
  runInNewContext(script, {
    window,
    setTimeout: ignore,
    BroadcastChannel: class {
      postMessage = ignore;
    },
  });
  return told[0]?.replace('nango_oauth_callback_', '');
}
