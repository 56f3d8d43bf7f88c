import express, { Router, type ErrorRequestHandler } from 'express';
import { z } from 'zod';
import type { Sandbox } from '../sandbox/sandbox.js';
import { visitor } from './backend.js';
import { asker } from './site/ask.js';
import { integrity, recipes } from './site/package-files.js';
import { integrationFor, providers } from './site/providers.js';

const fault = z.object({ integrationId: z.string().min(1), fault: z.array(z.string()).nullable() });
const wanted = z.object({ provider: z.string().min(1) });
const activity = z.object({ data: z.array(z.looseObject({ endUser: z.string().optional() })) });

/** Routes that only this site needs: the sandbox's activity, all its providers, and servers that don't work. */
export function sandboxControls(sandbox: Sandbox): Router {
  const router = Router();
  const ask = asker(sandbox);
  router.use(express.json());

  router.get('/activity', async (_request, response) => {
    const { data } = activity.parse(await ask('GET', '/activity'));
    // The gallery's attempts are made by its cells.
    response.json(data.filter(({ endUser }) => endUser !== visitor.id));
  });

  router.post('/fault', async (request, response) => {
    const { integrationId, ...change } = fault.parse(request.body);
    await ask('PATCH', `/integrations/${encodeURIComponent(integrationId)}`, change);
    response.status(204).end();
  });

  router.get('/providers', async (_request, response) => {
    response.json(await providers(ask));
  });

  router.post('/integrations', async (request, response) => {
    response.json({ integrationId: await integrationFor(ask, sandbox, wanted.parse(request.body).provider) });
  });

  router.get('/recipes', async (_request, response) => {
    response.json(await recipes());
  });

  router.get('/integrity', async (_request, response) => {
    response.json(await integrity());
  });

  // A Nango server that never responds.
  router.all('/silent/*path', () => undefined);

  // One in which nothing is configured.
  router.get('/empty/connect/session', (_request, response) => void response.json({ data: {} }));
  router.get('/empty/integrations', (_request, response) => void response.json({ data: [] }));

  // A backend whose connection needs to be renewed, and one that fails to disconnect.
  router.post('/lapsed/status', (_request, response) => {
    const lapsed = { providerConfigKey: 'github', connectionId: 'lapsed', name: 'ada@example.com', reconnect: true };
    response.json({ connections: [lapsed] });
  });
  router.post('/failing/disconnect', (_request, response) => void response.status(500).json({}));

  router.use(answerErrors);
  return router;
}

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  if (error instanceof z.ZodError) response.status(400).json({ error: z.prettifyError(error) });
  else response.status(502).json({ error: error instanceof Error ? error.message : String(error) });
};
