import cors from 'cors';
import type { Express } from 'express';
import { z } from 'zod';
import { bySecretKey } from './authentication.js';
import type { Environment } from './environment.js';
import { check, described, plain } from './errors.js';
import { text } from './text.js';

const connectUi = 'http://localhost:3009';

const event = z.strictObject({
  token: z.string(),
  event: z.string(),
  timestamp: z.iso.datetime(),
  dimensions: z.strictObject({ integration: z.string().optional() }).optional(),
});

/** What a backend, or someone who wonders what went wrong, asks. */
export function addStatusRoutes(app: Express, environment: Environment): void {
  app.get('/health', (_request, response) => {
    response.json({ result: 'ok' });
  });

  app.get(
    '/connections',
    bySecretKey(environment, (request, response) => {
      const { connectionId } = request.query;
      const all = environment.connections.list();
      const connections = connectionId === undefined ? all : all.filter((one) => one.connection_id === connectionId);
      response.json({ connections });
    }),
  );

  app.delete(
    '/connections/:id',
    bySecretKey(environment, (request, response) => {
      const key = text(request.query.provider_config_key) ?? '';
      if (!environment.connections.delete(String(request.params.id), key)) throw plain(404, 'not_found');
      response.json({ success: true });
    }),
  );

  app.get(
    '/activity',
    bySecretKey(environment, (_request, response) => {
      response.json({ data: environment.activity.list() });
    }),
  );

  app.post('/connect/telemetry', (request, response) => {
    const { token } = check(event, request.body);
    if (!environment.sessions.find(token)) {
      throw described(401, 'unknown_connect_session_token', 'The connect session is unknown, expired or deleted');
    }
    response.status(204).end();
  });
}

/** The one route that other pages than Connect UI cannot call. Goes before the open CORS of all others. */
export function addTelemetryCors(app: Express): void {
  const options = { origin: connectUi, credentials: true, methods: ['POST'], maxAge: 36000, optionsSuccessStatus: 204 };
  app.use('/connect/telemetry', cors(options));
}
