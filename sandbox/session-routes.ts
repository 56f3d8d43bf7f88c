import type { Express, Request } from 'express';
import { z } from 'zod';
import { websocketsPath } from './apply-fault.js';
import { bySecretKey, bySession } from './authentication.js';
import type { Environment } from './environment.js';
import { check, invalid, issue, plain } from './errors.js';
import { reconnectBody, sessionBody, type Session, type SessionDetails } from './sessions.js';

/** Where a Nango server of one's own shows Connect UI. */
export const connectUi = 'http://localhost:3009';
const nothing = z.strictObject({});

/** Connect sessions: made by a backend, read and deleted by a page. */
export function addSessionRoutes(app: Express, environment: Environment): void {
  const { sessions } = environment;

  app.post(
    '/connect/sessions',
    bySecretKey(environment, (request, response) => {
      refuseQuery(request);
      const details = check(sessionBody, request.body);
      refuseUnknownIntegrations(environment, details);
      refuseOverrides(environment, details);
      response.status(201).json(created(sessions.create(details)));
    }),
  );

  app.post(
    '/connect/sessions/reconnect',
    bySecretKey(environment, (request, response) => {
      refuseQuery(request);
      const {
        connection_id: connectionId,
        integration_id: integrationId,
        ...details
      } = check(reconnectBody, request.body);
      refuseUnknownIntegrations(environment, details);
      refuseOverrides(environment, details);
      if (!environment.connections.has(connectionId, integrationId)) {
        throw plain(400, 'invalid_body', 'There is no such connection of this integration');
      }
      const session = sessions.create({ ...details, allowed_integrations: [integrationId] }, connectionId);
      response.status(201).json(created(session));
    }),
  );

  app.get(
    '/connect/session',
    bySession(environment, (request, response, session) => {
      refuseQuery(request);
      refuseBody(request);
      response.json({ data: describe(environment, session) });
    }),
  );

  app.delete(
    '/connect/session',
    bySession(environment, (request, response, session) => {
      refuseQuery(request);
      refuseBody(request);
      sessions.delete(session.token);
      response.status(204).end();
    }),
  );
}

export function refuseQuery(request: Request): void {
  check(nothing, request.query, 'invalid_query_params');
}

function refuseBody(request: Request): void {
  check(nothing.optional(), request.body);
}

function created(session: Session) {
  const link = `${connectUi}/?session_token=${session.token}`;
  return { data: { token: session.token, connect_link: link, expires_at: session.expiresAt.toISOString() } };
}

/** @throws HttpError that names each integration that does not exist */
function refuseUnknownIntegrations({ integrations }: Environment, details: SessionDetails): void {
  const { allowed_integrations: allowed = [], integrations_config_defaults: defaults, overrides } = details;
  const paths = [
    ...allowed.map((key, index) => ({ key, path: ['allowed_integrations', String(index)] })),
    ...Object.keys(defaults ?? {}).map((key) => ({ key, path: ['integrations_config_defaults', key] })),
    ...Object.keys(overrides ?? {}).map((key) => ({ key, path: ['overrides', key] })),
  ];
  const unknown = paths.filter(({ key }) => !integrations.get(key));
  if (unknown.length === 0) return;
  throw invalid('invalid_body', ...unknown.map(({ key, path }) => issue(path, `There is no integration ${key}`)));
}

/** @throws HttpError 403: only some plans of Nango Cloud may, so a self-hosted server never may */
function refuseOverrides({ docsOverrides }: Environment, { overrides }: SessionDetails): void {
  if (docsOverrides || !Object.values(overrides ?? {}).some((override) => override.docs_connect)) return;
  throw plain(403, 'forbidden', 'This plan cannot override docs_connect; the configuration of a sandbox can allow it');
}

function describe(environment: Environment, session: Session) {
  const { end_user: user, organization, allowed_integrations: allowed, overrides } = session;
  const defaults = session.integrations_config_defaults;
  return {
    endUser: user
      ? {
          id: user.id,
          display_name: user.display_name ?? null,
          email: user.email ?? null,
          tags: user.tags ?? null,
          organization: organization ? { id: organization.id, display_name: organization.display_name ?? null } : null,
        }
      : null,
    connectUISettings: {
      showWatermark: true,
      defaultTheme: 'system',
      theme: { light: { primary: environment.brand.light }, dark: { primary: environment.brand.dark } },
    },
    ...(allowed?.length && { allowed_integrations: allowed }),
    ...(defaults && { integrations_config_defaults: withoutUserScopes(defaults) }),
    ...(session.reconnects !== undefined && { isReconnecting: true }),
    ...(overrides && { overrides }),
    websocketsPath: websocketsPath(environment, session),
  };
}

function withoutUserScopes(defaults: NonNullable<Session['integrations_config_defaults']>) {
  return Object.fromEntries(
    Object.entries(defaults).map(([key, { connection_config, authorization_params }]) => [
      key,
      { ...(connection_config && { connection_config }), ...(authorization_params && { authorization_params }) },
    ]),
  );
}
