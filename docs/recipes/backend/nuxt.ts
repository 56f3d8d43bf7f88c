// server/api/nango/[action].post.ts
import { connectBackend } from 'nango-elements/backend';

export default defineEventHandler((event) => {
  const nango = connectBackend({
    secretKey: process.env.NANGO_SECRET_KEY,
    host: process.env.NANGO_HOST,
    // A middleware of yours, in server/middleware, sets it.
    user: () => event.context.user,
  });
  return nango(toWebRequest(event));
});
