import { getRequestListener } from '@hono/node-server';
import express, { type RequestHandler } from 'express';
import { connectBackend, type ConnectUser } from 'nango-elements/backend';
import { signedIn } from './your-login.js';

/** A middleware such as Passport's, which stores the signed-in user on Express's own objects. */
const login: RequestHandler = (request, response, next) => {
  response.locals.user = signedIn(new Headers({ cookie: request.get('cookie') ?? '' }));
  next();
};

export const app = express();
app.use(login);
app.use('/api/nango', (request, response: express.Response<unknown, { user?: ConnectUser }>) => {
  const nango = connectBackend({
    secretKey: process.env.NANGO_SECRET_KEY,
    host: process.env.NANGO_HOST,
    user: () => response.locals.user,
  });
  return getRequestListener(nango, { overrideGlobalObjects: false })(request, response);
});
