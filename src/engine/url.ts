import { AuthError } from './errors.js';

// Where the server is. Pure functions; every part that comes from outside is encoded.

function parse(url: string, kind: RegExp, base?: string): URL {
  try {
    const parsed = new URL(url, base);
    if (kind.test(parsed.protocol)) return parsed;
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
  const { origin, pathname } = parse(host, /^https?:/);
  return origin + pathname.replace(/\/+$/, '');
}

/**
 * @param api from `apiUrl`
 * @param path a path, or a ws(s) URL; without one the socket is where the API is
 * @throws {AuthError} `invalid_host_url`
 * @see docs/protocol.md §3.1
 */
export function socketUrl(api: string, path = `${api}/`): string {
  return parse(path, /^(http|ws)s?:/, api).href.replace(/^http/, 'ws');
}

/** Adds `values` as `name[key]=value`, as the server's query parser nests them; what is no plain value is left out. */
export function addNested(query: URLSearchParams, name: string, values: readonly [string, unknown][]): void {
  for (const [key, value] of values) if (/^[sbn]/.test(typeof value)) query.append(`${name}[${key}]`, String(value));
}

/** Whether what is sent to `url` can be read on its way. */
export function isExposed(url: string): boolean {
  return /^http:\/\/(?!(localhost|127[\d.]+|\[::1])(:|\/|$))/.test(url);
}
