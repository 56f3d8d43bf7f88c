import type { Sandbox } from '../sandbox.js';

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  /** Shortcuts into the body. */
  code: unknown;
  message: unknown;
}

/** JSON requests to a sandbox, as a backend and as a page. */
export function clientOf(sandbox: Sandbox) {
  async function send(method: string, path: string, body?: unknown, bearer?: string): Promise<Answer> {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = text.startsWith('{') ? fields(JSON.parse(text)) : {};
    const { code, message } = fields(json.error);
    return { status: response.status, headers: response.headers, body: json, code, message };
  }

  const backend = (method: string, path: string, body?: unknown) => send(method, path, body, sandbox.secretKey);

  return {
    send,
    backend,
    /** Credentials from a page that has the public key. */
    connect: (path: string, body?: unknown, query: Record<string, string> = {}) =>
      send('POST', `${path}?${new URLSearchParams({ public_key: sandbox.publicKey, ...query }).toString()}`, body),
    async session(details: Record<string, unknown> = { end_user: { id: 'user-1' } }): Promise<string> {
      const { body } = await backend('POST', '/connect/sessions', details);
      return String(fields(body.data).token);
    },
  };
}

export function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
