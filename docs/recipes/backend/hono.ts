import { Hono } from 'hono';
import { connectBackend } from 'nango-elements/backend';
import { signedIn } from './your-login.js';

const nango = connectBackend({
  secretKey: process.env.NANGO_SECRET_KEY,
  host: process.env.NANGO_HOST,
  user: ({ headers }) => signedIn(headers),
});

export const app = new Hono();
app.all('/api/nango/*', (context) => nango(context.req.raw));
