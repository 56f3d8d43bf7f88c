import cors from 'cors';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { z } from 'zod';
import { addCallbackRoute } from './callback.js';
import { addConnectionRoutes } from './connection-routes.js';
import { addCredentialRoutes } from './credentials.js';
import type { Environment } from './environment.js';
import { HttpError, invalid, issue, plain, unexpected } from './errors.js';
import { addAppRoute } from './github-app.js';
import { addIntegrationRoutes } from './integration-routes.js';
import { addPopupRoute } from './popup.js';
import { addProviderRoutes } from './provider-routes.js';
import { addSessionRoutes } from './session-routes.js';
import { addClosedRoutes, addStatusRoutes } from './status-routes.js';

const openCors = cors({
  origin: '*',
  methods: 'GET,HEAD,PUT,PATCH,POST,DELETE',
  allowedHeaders: [
    'Authorization',
    'Content-Type',
    'Accept',
    'Origin',
    'X-Requested-With',
    'Nango-Activity-Log-Id',
    'Nango-Is-Dry-Run',
    'Nango-Is-Sync',
    'Provider-Config-Key',
    'Connection-Id',
    'Sentry-Trace',
    'Baggage',
  ],
  exposedHeaders: [
    'Authorization',
    'Etag',
    'Content-Type',
    'Content-Length',
    'X-Nango-Signature',
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
  ],
  maxAge: 600,
  optionsSuccessStatus: 204,
});

/** The whole HTTP side of the sandbox. */
export function createApp(environment: Environment): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'extended');
  app.set('trust proxy', 1);
  app.use(securityHeaders);
  // Before CORS, as with Nango: what cannot be parsed looks like a network error to a page of another origin.
  app.use(express.json({ limit: '75mb' }));
  addClosedRoutes(app, environment);
  app.use(openCors);
  app.use(jsonOnly);
  addPopupRoute(app, environment);
  addCallbackRoute(app, environment);
  addAppRoute(app, environment);
  addCredentialRoutes(app, environment);
  addSessionRoutes(app, environment);
  addIntegrationRoutes(app, environment);
  addProviderRoutes(app, environment);
  addConnectionRoutes(app, environment);
  addStatusRoutes(app, environment);
  app.use((_request, response) => plain(404, 'not_found', 'There is nothing at this address').send(response));
  app.use(answerErrors);
  return app;
}

const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Content-Type-Options': 'nosniff',
    'X-XSS-Protection': '0',
    'X-Download-Options': 'noopen',
    'X-DNS-Prefetch-Control': 'off',
    'Referrer-Policy': 'strict-origin',
    'Strict-Transport-Security': 'max-age=5184000',
    'Content-Security-Policy-Report-Only': "default-src 'self' data: 'unsafe-inline'",
  });
  next();
};

const typedRoutes = /^\/(?:oauth|api-auth|auth|providers|integrations|connect)(?:\/|$)/;

const jsonOnly: RequestHandler = (request, response, next) => {
  const type = request.get('content-type');
  const isTyped = typedRoutes.test(request.path) && !request.path.startsWith('/auth/oauth-outbound/');
  if (type !== undefined && isTyped && !type.startsWith('application/json')) {
    plain(415, 'invalid_content_type', 'The content type must be application/json').send(response);
    return;
  }
  next();
};

/** Whatever went wrong ends as one of the error shapes; the sandbox goes on. */
const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  if (response.destroyed) return;
  answerFor(error).send(response);
};

/** Thrown by what reads bodies: too long, cut off, in an unknown encoding. */
const parserError = z.object({ status: z.int().min(400).max(499), type: z.string() });

function answerFor(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof URIError)
    return invalid('invalid_uri_params', issue([], 'The path is not encoded as it should be'));
  const unread = parserError.safeParse(error).data;
  if (unread?.type === 'entity.parse.failed') return plain(400, 'invalid_json', 'The body is not JSON');
  if (unread) return plain(unread.status, 'invalid_body', 'The body cannot be read');
  console.error('The sandbox has a bug:', error instanceof Error ? error.stack : error);
  return unexpected();
}
