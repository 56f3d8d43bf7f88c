import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { connectBackend } from 'nango-elements/backend';
import { signedIn } from './your-login.js';

const nango = connectBackend({
  secretKey: process.env.NANGO_SECRET_KEY,
  host: process.env.NANGO_HOST,
  user: ({ headers }) => signedIn(headers),
});

export const app = express();
// Before express.json(): the handler reads the body itself.
app.use('/api/nango', getRequestListener(nango, { overrideGlobalObjects: false }));
app.use(express.json());
