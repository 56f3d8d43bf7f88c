import { getRequestListener } from '@hono/node-server';
import type { RequestListener } from 'node:http';
import { connectBackend } from '../src/backend.js';

/** Where Nango is, and the key that only a backend may know. */
export interface NangoServer {
  readonly url: string;
  readonly secretKey: string;
}

/** Whoever is signed in: a real backend reads this from its own session. The gallery has a user of its own. */
const organization = { id: 'almanac', displayName: 'Almanac' };
const ada = { id: 'ada', email: 'ada@example.com', displayName: 'Ada Example', organization };
const visitor = { id: 'visitor', displayName: 'A visitor of the gallery', organization };

/** All that a page with the elements needs of its backend. The secret key stays here. */
export function backend({ url, secretKey }: NangoServer): RequestListener {
  const nango = connectBackend({
    host: url,
    secretKey,
    user: (request) => (new URL(request.url).searchParams.has('gallery') ? visitor : ada),
    accountName: (_account, user) => user.displayName,
  });
  const listener = getRequestListener(nango, { overrideGlobalObjects: false });
  return (request, response) => void listener(request, response);
}
