// server/api/nango/[action].post.ts
import { connectBackend } from 'nango-elements/backend';

export default defineEventHandler((event) => {
  const nango = connectBackend({
    secretKey: process.env.NANGO_SECRET_KEY,
    host: process.env.NANGO_HOST,
    // Set by your own middleware in server/middleware.
    user: () => event.context.user,
  });
  return nango(toWebRequest(event));
});
