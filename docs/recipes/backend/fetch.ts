// `deno serve --allow-env --allow-net fetch.ts`, or `bun fetch.ts`
import { connectBackend } from 'nango-elements/backend';
import { signedIn } from './your-login.ts';

const nango = connectBackend({
  secretKey: process.env.NANGO_SECRET_KEY,
  host: process.env.NANGO_HOST,
  user: ({ headers }) => signedIn(headers),
});

export default {
  fetch(request: Request): Response | Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/nango/')) return nango(request);
    return new Response('Not found', { status: 404 });
  },
};
