// src/routes/api/nango/[action]/+server.ts
import { env } from '$env/dynamic/private';
import { connectBackend, type ConnectUser } from 'nango-elements/backend';

/** In your project, import it from './$types', declare `locals.user` in app.d.ts, and set it in hooks.server.ts. */
type RequestHandler = (event: { request: Request; locals: { user?: ConnectUser } }) => Promise<Response>;

export const POST: RequestHandler = ({ request, locals }) => {
  const nango = connectBackend({
    secretKey: env.NANGO_SECRET_KEY,
    host: env.NANGO_HOST,
    user: () => locals.user,
  });
  return nango(request);
};
