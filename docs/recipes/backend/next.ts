// app/api/nango/[action]/route.ts
import { connectBackend } from 'nango-elements/backend';
import { signedIn } from './your-login';

// Created in each request: `next build` loads this file without the key.
export function POST(request: Request): Promise<Response> {
  const nango = connectBackend({
    secretKey: process.env.NANGO_SECRET_KEY,
    host: process.env.NANGO_HOST,
    user: ({ headers }) => signedIn(headers),
  });
  return nango(request);
}
