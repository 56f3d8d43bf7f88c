import type { Order } from './attempt.js';
import { AuthError } from './errors.js';

// Where the server is. Pure functions; every part that comes from outside is encoded.

function parse(url: string, schemes: readonly string[], base?: string): URL {
  try {
    const parsed = new URL(url, base);
    if (schemes.includes(parsed.protocol)) return parsed;
  } catch {
    // An unusable URL and one of another kind are the same mistake.
  }
  throw new AuthError('invalid_host_url', { message: `Give an http(s) URL, not "${url}".` });
}

/**
 * @param host an http(s) URL; a path is kept, slashes at its end are not
 * @returns what paths of the API are appended to
 * @throws {AuthError} `invalid_host_url`
 */
export function apiUrl(host: string): string {
  const { origin, pathname } = parse(host, ['http:', 'https:']);
  return origin + pathname.replace(/\/+$/, '');
}

/**
 * @param api from `apiUrl`
 * @param path a path, or a ws(s) URL; without one the socket is where the API is
 * @throws {AuthError} `invalid_host_url`
 * @see docs/protocol.md §3.1
 */
export function socketUrl(api: string, path = `${api}/`): string {
  return parse(path, ['http:', 'https:', 'ws:', 'wss:'], api).href.replace(/^http/, 'ws');
}

/**
 * The address that a post is sent to, or a popup.
 * @param path of the endpoint
 * @param token the session token; without one, the public key says who asks
 * @param socketId for a popup: what the server calls the socket that waits for the result
 * @see docs/protocol.md §2.1
 */
export function authUrl(
  api: string,
  path: string,
  order: Order,
  { token, publicKey, socketId }: { token: string; publicKey?: string | undefined; socketId?: string | undefined },
): string {
  const query = new URLSearchParams();
  // With a session token the server refuses a connection id, and ignores digest and key.
  const who = token
    ? { connect_session_token: token }
    : { connection_id: order.connectionId, public_key: publicKey, hmac: order.hmac };
  for (const [name, value] of Object.entries(who)) if (value) query.set(name, value);
  addNested(query, 'params', order.params);
  if (socketId) {
    if (order.user_scope) query.set('user_scope', order.user_scope.join(','));
    const own = Object.entries(order.credentials ?? {}).filter(([name]) => name.endsWith('_override'));
    addNested(query, 'credentials', Object.fromEntries(own));
    // The text "undefined" is how the server is told to leave a parameter out.
    const added = Object.entries(order.authorization_params ?? {}).map(
      ([name, value]) => [name, String(value)] as const,
    );
    addNested(query, 'authorization_params', Object.fromEntries(added));
    query.set('ws_client_id', socketId);
  }
  return `${api}/${path}/${encodeURIComponent(order.integrationId)}?${query}`;
}

/** Adds `values` as `name[key]=value`, as the server's query parser nests them; what is no plain value is left out. */
function addNested(query: URLSearchParams, name: string, values: Readonly<Record<string, unknown>> = {}): void {
  for (const [key, value] of Object.entries(values)) {
    if (['string', 'boolean', 'number', 'bigint'].includes(typeof value))
      query.append(`${name}[${key}]`, String(value));
  }
}

/** Whether what is sent to `url` can be read on its way. */
export function isInsecure(url: string): boolean {
  return /^http:\/\/(?!(localhost|127[\d.]+|\[::1])(:|\/|$))/.test(url);
}
