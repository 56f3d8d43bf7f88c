import { getRequestListener } from '@hono/node-server';
import Koa from 'koa';
import { connectBackend } from 'nango-elements/backend';
import { signedIn } from './your-login.js';

const nango = connectBackend({
  secretKey: process.env.NANGO_SECRET_KEY,
  host: process.env.NANGO_HOST,
  user: ({ headers }) => signedIn(headers),
});
const listener = getRequestListener(nango, { overrideGlobalObjects: false });

export const app = new Koa();
// Before a body parser: the handler reads the body itself.
app.use((context, next) => {
  if (!context.path.startsWith('/api/nango/')) return next();
  context.respond = false;
  return listener(context.req, context.res);
});
