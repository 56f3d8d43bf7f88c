import { fileURLToPath } from 'node:url';
import express from 'express';
import { z } from 'zod';
import { backend } from '../../../demo/backend.js';
import { close, listenOnLoopback, serve } from '../../../sandbox/listen.js';
import type { Sandbox } from '../../../sandbox/sandbox.js';

const pages = fileURLToPath(new URL('host', import.meta.url));
const script = fileURLToPath(new URL('../../../dist/nango-elements.min.js', import.meta.url));
const session = z.object({ data: z.object({ token: z.string() }) });

/** A site with the built script in a page, and a backend beside it. */
export interface Host {
  readonly url: string;
  /** The session tokens that its backend gave away, oldest first. */
  readonly tokens: readonly string[];
  /** The states of the newest element that began without a click. */
  readonly states: readonly string[];
  close(): Promise<void>;
}

/**
 * Serves one page, under a policy as strict as the elements allow, and `session-url` and `confirm-url` for it.
 * `?allow=a,b` of the former names the integrations that the session is for.
 */
export async function startHost(sandbox: Sandbox): Promise<Host> {
  const { servers, port } = await listenOnLoopback(0);
  const tokens: string[] = [];
  const states: string[] = [];
  const nango = `localhost:${sandbox.port}`;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src http://${nango} data:`,
    `connect-src 'self' http://${nango} ws://${nango}`,
    "base-uri 'none'",
    "form-action 'none'",
  ];

  const app = express();
  app.disable('x-powered-by');
  app.post('/session', async (request, response) => {
    const { allow } = request.query;
    const answer = await fetch(`${sandbox.url}/connect/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        end_user: { id: 'ada' },
        ...(typeof allow === 'string' && { allowed_integrations: allow.split(',') }),
      }),
    });
    const { token } = session.parse(await answer.json()).data;
    tokens.push(token);
    response.json({ token });
  });
  app.post('/state', express.text(), (request, response) => {
    states.push(z.string().parse(request.body));
    response.status(204).end();
  });
  app.use('/api/nango', backend(sandbox));
  app.get('/nango-elements.min.js', (_request, response) => response.sendFile(script));
  app.get('/page.js', (_request, response) => response.sendFile('page.js', { root: pages }));
  app.get('/', (_request, response) => {
    states.length = 0;
    response.set('Content-Security-Policy', policy.join('; ')).sendFile('page.html', { root: pages });
  });
  serve(servers, app);

  // Another site than Nango's, as it is on the web: with `localhost` a browser would keep both in one process.
  return { url: `http://127.0.0.1:${port}`, tokens, states, close: () => close(servers) };
}
