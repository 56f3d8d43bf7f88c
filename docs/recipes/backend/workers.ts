import { connectBackend } from 'nango-elements/backend';
import { signedIn } from './your-login.js';

interface Environment {
  NANGO_SECRET_KEY: string;
  NANGO_HOST?: string;
}

export default {
  async fetch(request: Request, env: Environment): Promise<Response> {
    const nango = connectBackend({
      secretKey: env.NANGO_SECRET_KEY,
      host: env.NANGO_HOST,
      user: ({ headers }) => signedIn(headers),
    });
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/nango/')) return nango(request);
    return new Response('Not found', { status: 404 });
  },
};
