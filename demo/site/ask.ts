import type { NangoServer } from '../backend.js';

/** Sends a request to the sandbox with the secret key. @throws Error with the response */
export type Ask = (method: string, path: string, body?: object) => Promise<unknown>;

export function asker({ url, secretKey }: NangoServer): Ask {
  return async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`);
    const result: unknown = await answer.json();
    return result;
  };
}
