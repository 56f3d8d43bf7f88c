import { getRequestListener } from '@hono/node-server';
import fastify from 'fastify';
import { connectBackend } from 'nango-elements/backend';
import { signedIn } from './your-login.js';

const nango = connectBackend({
  secretKey: process.env.NANGO_SECRET_KEY,
  host: process.env.NANGO_HOST,
  user: ({ headers }) => signedIn(headers),
});
const listener = getRequestListener(nango, { overrideGlobalObjects: false });

export const app = fastify();
// A context of its own, in which Fastify doesn't parse bodies: the handler reads them itself.
app.register((own, _options, done) => {
  own.removeAllContentTypeParsers();
  own.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
  own.all('/api/nango/*', (request, reply) => {
    reply.hijack();
    void listener(request.raw, reply.raw);
  });
  done();
});
