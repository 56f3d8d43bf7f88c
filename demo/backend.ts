import { getRequestListener } from '@hono/node-server';
import type { RequestListener } from 'node:http';
import { connectBackend } from '../src/backend.js';

/** URL and secret key of the Nango server. */
export interface NangoServer {
  readonly url: string;
  readonly secretKey: string;
}

/** The signed-in user, which a real backend reads from its own session. The gallery has its own user. */
const organization = { id: 'almanac', displayName: 'Almanac' };
const ada = { id: 'ada', email: 'ada@example.com', displayName: 'Ada Example', organization };
export const visitor = { id: 'visitor', displayName: 'A visitor of the gallery', organization };

/** The backend for pages with the elements. The secret key stays here. */
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
