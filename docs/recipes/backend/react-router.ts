// app/routes/nango.ts, in app/routes.ts: route('api/nango/:action', './routes/nango.ts')
import { connectBackend } from 'nango-elements/backend';
import { signedIn } from './your-login.js';

/** In a project of yours it comes from './+types/nango'. */
interface ActionArguments {
  request: Request;
}

export function action({ request }: ActionArguments): Promise<Response> {
  const nango = connectBackend({
    secretKey: process.env.NANGO_SECRET_KEY,
    host: process.env.NANGO_HOST,
    user: ({ headers }) => signedIn(headers),
  });
  return nango(request);
}
