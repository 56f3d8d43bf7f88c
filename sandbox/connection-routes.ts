import { randomUUID } from 'node:crypto';
import type { Express, Request } from 'express';
import { z } from 'zod';
import { bySecretKey } from './authentication.js';
import { integrationKey } from './config.js';
import type { Connection } from './connections.js';
import type { Environment } from './environment.js';
import { check, plain } from './errors.js';
import { refuseQuery } from './session-routes.js';
import { ownerSchema } from './sessions.js';

const text = z.string().min(1).max(255);

const listQuery = z.strictObject({
  connectionId: text.optional(),
  search: text.optional(),
  endUserId: text.optional(),
  endUserOrganizationId: text.optional(),
  /** Several, with commas. */
  integrationId: z.string().min(1).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
  page: z.coerce.number().int().min(0).default(0),
});

const oneQuery = z.strictObject({
  provider_config_key: integrationKey,
  refresh_token: z.string().optional(),
  force_refresh: z.string().optional(),
});

const imported = (type: string, ...fields: string[]) =>
  z.looseObject({ type: z.literal(type), ...Object.fromEntries(fields.map((name) => [name, z.string()])) });

const newConnection = z.strictObject({
  provider_config_key: z.string(),
  connection_id: z.string().optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  connection_config: z.record(z.string(), z.unknown()).optional(),
  webhook_url_override: z.string().optional(),
  credentials: z.discriminatedUnion('type', [
    imported('OAUTH2', 'access_token'),
    imported('OAUTH2_CC', 'token', 'client_id', 'client_secret'),
    imported('OAUTH1', 'oauth_token', 'oauth_token_secret'),
    imported('API_KEY', 'apiKey'),
    imported('BASIC', 'username', 'password'),
    imported('TBA', 'token_id', 'token_secret'),
    imported('APP', 'app_id', 'installation_id'),
    imported('CUSTOM', 'app_id', 'installation_id'),
    imported('NONE'),
  ]),
  end_user: ownerSchema.shape.end_user,
  tags: ownerSchema.shape.tags,
});

/** What is connected: for backends. */
export function addConnectionRoutes(app: Express, environment: Environment): void {
  const { connections, integrations, templates } = environment;

  app.get(
    '/connections',
    bySecretKey(environment, (request, response) => {
      const { limit, page, ...filter } = check(listQuery, request.query, 'invalid_query_params');
      const found = connections.list().filter((one) => matches(one, filter));
      response.json({ connections: found.slice(page * limit, (page + 1) * limit) });
    }),
  );

  /** Imports one: nothing is tested, as with Nango. */
  app.post(
    '/connections',
    bySecretKey(environment, (request, response) => {
      refuseQuery(request);
      const {
        connection_id: id = randomUUID(),
        provider_config_key: key,
        ...body
      } = check(newConnection, request.body);
      const integration = integrations.get(key);
      if (!integration) throw plain(404, 'not_found', 'There is no such integration');
      const mode = templates.get(integration.provider)?.auth_mode;
      if (mode === undefined) throw plain(404, 'not_found', 'There is no such provider');
      if (mode !== body.credentials.type) throw plain(400, 'invalid_body', `The credentials must be of type ${mode}`);
      connections.save({
        connectionId: id,
        providerConfigKey: key,
        provider: integration.provider,
        authMode: mode,
        connectionConfig: body.connection_config ?? {},
        metadata: body.metadata ?? {},
        owner: body,
      });
      response.status(201).json(connections.get(id, key));
    }),
  );

  app.get(
    '/connections/:id',
    bySecretKey(environment, (request, response) => {
      const { id, key } = named(request);
      if (!integrations.get(key)) throw plain(400, 'unknown_provider_config', 'There is no such integration');
      const connection = connections.get(id, key);
      if (!connection) throw plain(404, 'not_found', 'There is no such connection');
      response.json(connection);
    }),
  );

  app.delete(
    '/connections/:id',
    bySecretKey(environment, (request, response) => {
      const { id, key } = named(request);
      if (!connections.delete(id, key)) throw plain(400, 'unknown_connection');
      response.json({ success: true });
    }),
  );
}

/** A connection is named by its id and, in the query, its integration. @throws HttpError */
function named(request: Request): { id: string; key: string } {
  const { provider_config_key: key } = check(oneQuery, request.query, 'invalid_query_params');
  return { id: String(request.params.id), key };
}

function matches(one: Connection, filter: Omit<z.output<typeof listQuery>, 'limit' | 'page'>): boolean {
  const { connectionId, integrationId, endUserId, endUserOrganizationId, search, tags = {} } = filter;
  const { end_user: user, connection_id: id, provider_config_key: key } = one;
  const texts = [id, user?.id, user?.email, user?.display_name, user?.organization?.display_name];
  return [
    connectionId === undefined || id === connectionId,
    integrationId === undefined || integrationId.split(',').some((wanted) => wanted.trim() === key),
    endUserId === undefined || user?.id === endUserId,
    endUserOrganizationId === undefined || user?.organization?.id === endUserOrganizationId,
    search === undefined || texts.some((text) => text?.toLowerCase().includes(search.toLowerCase())),
    Object.entries(tags).every(([name, value]) => one.tags[name.toLowerCase()] === value),
  ].every(Boolean);
}
