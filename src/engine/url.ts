import { AuthError } from './errors.js';
import { refuse, text } from './option-readers.js';
import type { Order } from './order.js';
import { property } from './property.js';

// URLs of the server, as pure functions. Every part that comes from outside is encoded.

/** @param name of the option, in the error's text @throws {AuthError} `invalid_host_url` */
function parse(name: string, url: unknown, scheme = /^https?:$/, base?: string): URL {
  let given = '';
  try {
    // A string or a URL; other objects would become "[object Object]".
    given = text(name, property(url, 'href') ?? url) ?? '';
    const parsed = new URL(given, base);
    if (scheme.test(parsed.protocol)) return parsed;
  } catch {
    // Not a URL: the same error as for another scheme.
  }
  // Without the user and password that it may contain.
  const shown = given.replace(/.*@/s, '');
  throw new AuthError('invalid_host_url', { message: `${name} must be an http(s) URL, not "${shown}".` });
}

/**
 * @param host an http(s) URL; its path is kept, without trailing slashes. Default: Nango Cloud
 * @returns the base that paths of the API are appended to
 * @throws {AuthError} `invalid_host_url`
 */
export function apiUrl(host: unknown): string {
  const { origin, pathname } = parse('host', host || 'https://api.nango.dev');
  return origin + pathname.replace(/\/+$/, '');
}

/**
 * @param api from `apiUrl`
 * @param path a path, or a ws(s) URL. Default: the path of `api`
 * @throws {AuthError} `invalid_host_url`
 * @see docs/protocol.md §3.1
 */
export function socketUrl(api: string, path: unknown): string {
  // Older browsers accept no fragment.
  const { href } = parse('websocketsPath', path || `${api}/`, /^(http|ws)s?:$/, api);
  return href.replace(/^http/, 'ws').replace(/#.*/, '');
}

/**
 * The origins that a server's pages may have: without the dot that ends a DNS name, and, on this machine, with any of its
 * names.
 * @throws {AuthError} `invalid_host_url`
 */
export function originsOf(url: unknown): string[] {
  const parsed = parse('callbackOrigin', url);
  const { hostname } = parsed;
  const names = isLoopback(hostname) ? ['localhost', '127.0.0.1', '[::1]'] : [hostname.replace(/\.$/, '')];
  return [hostname, ...names].map((name) => Object.assign(new URL(parsed), { hostname: name }).origin);
}

const longestUrl = 8_000; // Many servers and proxies reject longer URLs.

/** What identifies a request's sender. */
interface Asker {
  /** The session token, or an empty string with a public key. */
  token: string;
  publicKey?: string | undefined;
  /** For a popup: the id of the socket that receives the result. */
  socketId?: string | undefined;
}

/**
 * The URL of a POST or a popup.
 * @param api from `apiUrl`
 * @param path of the endpoint
 * @throws {AuthError} `unknown_error` that names the option that a URL can't contain
 * @see docs/protocol.md §2.1
 */
export function authUrl(api: string, path: string, order: Order, { token, publicKey, socketId }: Asker): string {
  const { integrationId, connectionId, hmac, params, user_scope, authorization_params } = order;
  const id = encodeId('integrationId', integrationId);
  const own = Object.entries(order.credentials ?? {}).filter(([name]) => name.endsWith('_override'));
  const parts = {
    // With a session token the server refuses a connection id, and ignores digest and key.
    ...(token
      ? { connectSessionToken: { connect_session_token: token } }
      : {
          connectionId: { connection_id: connectionId || undefined },
          publicKey: { public_key: publicKey },
          hmac: { hmac: hmac || undefined },
        }),
    params: nest('params', params),
    ...(socketId && {
      user_scope: { user_scope: user_scope?.join(',') || undefined },
      credentials: nest('credentials', Object.fromEntries(own)),
      authorization_params: nest('authorization_params', authorization_params),
      socket: { ws_client_id: socketId },
    }),
  };
  const queries = Object.entries(parts).map(([option, values]) => [encodeQuery(option, values), option] as const);
  const query = queries
    .map(([part]) => part)
    .filter(Boolean)
    .join('&');
  const url = `${api}/${path}/${id}?${query}`;
  if (url.length > longestUrl) {
    const all = [[id, 'integrationId'] as const, ...queries];
    const [, option] = all.reduce((most, part) => (part[0].length > most[0].length ? part : most));
    const message = `${option} is too long: the URL would have ${url.length} characters.`;
    throw new AuthError('unknown_error', { message });
  }
  return url;
}

/** @throws {AuthError} `unknown_error` for what a path can't contain: URL parsers resolve dots, encoded or not */
export function encodeId(name: string, given: unknown): string {
  const id = text(name, given) ?? '';
  return ['', '.', '..'].includes(id) ? refuse(name, 'the one configured in Nango') : encodeURIComponent(id);
}

/**
 * Names the values `name[key]`, as the server's query parser expects.
 * @throws {AuthError} `unknown_error` for a key that the parser would cut, put into an array, or drop
 */
function nest(name: string, values: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const isKept = (key: string) => /^(?!\d+$)([^[\]]|\[[^[\]]*\])+$/.test(key) && !(key in {});
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      isKept(key) ? `${name}[${key}]` : refuse(`${name}.${key}`, 'renamed'),
      value,
    ]),
  );
}

/** The query, without names that have no value. @throws {AuthError} `unknown_error` that names the option */
function encodeQuery(option: string, values: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    const sent = text(option, value);
    if (sent !== undefined) query.append(name, sent);
  }
  return query.toString();
}

/** Whether requests to `url` are unencrypted and leave this machine. */
export function isInsecure(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isLoopback(hostname);
}

/**
 * Whether it is this machine; so are `0.0.0.0` and `[::]`, which development servers print.
 * @see https://www.rfc-editor.org/rfc/rfc6761#section-6.3
 */
function isLoopback(hostname: string): boolean {
  return /^((.+\.)?localhost\.?|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?])$/.test(hostname);
}
