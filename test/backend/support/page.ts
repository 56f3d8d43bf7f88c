import type { BackendHandler, ConnectUser } from '../../../src/backend.js';

export const site = 'https://app.example.com';

/** What a page of the site sends. `headers` of `undefined` are left out. */
export function pageRequest(
  path: string,
  body: unknown,
  headers: Record<string, string | undefined> = {},
  init: RequestInit = {},
): Request {
  const all = {
    'content-type': 'application/json',
    origin: site,
    'sec-fetch-site': 'same-origin',
    cookie: 'user=ada',
    ...headers,
  };
  const sent = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined);
  return new Request(`${site}/api/nango${path}`, {
    method: 'POST',
    headers: sent,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
  /** The code of an error. */
  readonly code: unknown;
}

/** Asks a handler as a page would. */
export async function ask(handler: BackendHandler, request: Request): Promise<Answer> {
  const response = await handler(request);
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, text, body, code: codeOf(body) };
}

export function codeOf(body: unknown): unknown {
  return fields(fields(body).error).code;
}

export function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Who is signed in, by a cookie: `user=ada`. */
export function userOf(request: Request): ConnectUser | undefined {
  const [, id] = /(?:^|; )user=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? [];
  return id === undefined ? undefined : { id, email: `${id}@example.com`, displayName: id };
}
