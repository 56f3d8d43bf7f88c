import { hmac } from 'nango-elements/backend';
import { signedIn } from '../backend/your-login.js';

/** Answers GET /api/nango-digest with the user's own connection id and its digest. */
export async function digest(request: Request): Promise<Response> {
  const user = signedIn(request.headers);
  if (!user) return new Response(null, { status: 401 });
  const connectionId = `github-${user.id}`;
  return Response.json({
    connectionId,
    hmac: await hmac('github', connectionId, process.env.NANGO_HMAC_KEY ?? ''),
  });
}
