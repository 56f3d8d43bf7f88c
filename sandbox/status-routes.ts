import cors from 'cors';
import type { Express } from 'express';
import { z } from 'zod';
import { bySecretKey } from './authentication.js';
import type { Environment } from './environment.js';
import { check, described } from './errors.js';
import { connectUi } from './session-routes.js';

/** How far a page's clock may be off. */
const clockTolerance = 2 * 60 * 60 * 1000;

const event = z.strictObject({
  token: z.string(),
  event: z.enum([
    'open',
    'view:list',
    'view:integration',
    'view:unknown_error',
    'view:credentials_error',
    'view:success',
    'click:integration',
    'click:doc',
    'click:doc_section',
    'click:connect',
    'click:close',
    'click:finish',
    'click:outside',
    'popup:blocked_by_browser',
    'popup:closed_early',
  ]),
  timestamp: z.iso
    .datetime()
    .refine((time) => Math.abs(Date.parse(time) - Date.now()) <= clockTolerance, 'More than two hours off'),
  dimensions: z.strictObject({ integration: z.string().optional() }).optional(),
});

/** The activity, for whoever looks for an error, and Connect UI's telemetry. */
export function addStatusRoutes(app: Express, environment: Environment): void {
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

/** The routes that other pages cannot read: they go before the open CORS of all others. */
export function addClosedRoutes(app: Express, { templates }: Environment): void {
  app.get('/health', (_request, response) => {
    response.json({ result: 'ok' });
  });
  app.get('/providers.json', (_request, response) => {
    response.json(Object.fromEntries(templates.names().map((name) => [name, templates.get(name)])));
  });
  // Connect UI alone.
  const options = { origin: connectUi, credentials: true, methods: ['POST'], maxAge: 36000, optionsSuccessStatus: 204 };
  app.use('/connect/telemetry', cors(options));
}
