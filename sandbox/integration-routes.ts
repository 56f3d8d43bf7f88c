import type { Express } from 'express';
import { z } from 'zod';
import { byEither, bySecretKey } from './authentication.js';
import { integrationKey, integrationSchema, type IntegrationConfig } from './config.js';
import type { Environment } from './environment.js';
import { check, invalid, issue, plain } from './errors.js';
import { preset, presetFields, presetParams, type Integration } from './integrations.js';
import { logoOf } from './provider-routes.js';
import { refuseQuery } from './session-routes.js';
import { allows } from './sessions.js';
import type { AuthMode, Template } from './templates.js';

const text = z.string().min(1);
const oauthClient = { client_id: text, client_secret: text, scopes: z.string().optional() };
const githubApp = { app_id: text, app_link: z.url(), private_key: text };
const credentials = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(['OAUTH1', 'OAUTH2']), ...oauthClient, webhook_secret: z.string().optional() }),
  z.strictObject({ type: z.literal('APP'), ...githubApp }),
  z.strictObject({ type: z.literal('CUSTOM'), client_id: text, client_secret: text, ...githubApp }),
]);

/** Everything that Nango accepts, and everything that a sandbox's configuration may set for an integration. */
const newIntegration = integrationSchema.extend({
  credentials: credentials.optional(),
  integration_config: integrationSchema.shape.custom,
});

const changes = integrationSchema
  .partial()
  .omit({ unique_key: true, provider: true })
  .extend({ fault: integrationSchema.shape.fault.nullable() });

const included = z.enum(['webhook', 'credentials']);
const oneQuery = z.strictObject({ include: z.union([included, z.array(included)]).optional() });

const modesWithCredentials: readonly AuthMode[] = ['OAUTH1', 'OAUTH2', 'APP', 'CUSTOM'];

/** Lists the integrations. */
export function addIntegrationRoutes(app: Express, environment: Environment): void {
  const { integrations, connections, templates } = environment;

  app.get(
    '/integrations',
    byEither(environment, (request, response, session) => {
      refuseQuery(request);
      const allowed = integrations.list().filter(({ unique_key: key }) => allows(session, key));
      response.json({ data: allowed.map((integration) => describe(environment, integration)) });
    }),
  );

  app.post(
    '/integrations',
    bySecretKey(environment, (request, response) => {
      refuseQuery(request);
      const body = check(newIntegration, request.body);
      const template = templates.get(body.provider);
      if (!template) throw notUsable('provider', 'There is no such provider');
      refuseCredentials(body, template);
      if (integrations.get(body.unique_key)) throw notUsable('uniqueKey', 'An integration with this key exists');
      response.json({ data: describe(environment, integrations.add(configOf(body), template)) });
    }),
  );

  app.get(
    '/integrations/:key',
    bySecretKey(environment, (request, response) => {
      const { include = [] } = check(oneQuery, request.query, 'invalid_query_params');
      const integration = integrations.get(String(request.params.key));
      if (!integration) throw plain(404, 'not_found', 'There is no such integration');
      const template = templates.get(integration.provider);
      response.json({
        data: {
          ...describe(environment, integration),
          ...(include.includes('webhook') && { webhook_url: webhookOf(environment, integration, template) }),
          ...(include.includes('credentials') && { credentials: credentialsOf(integration, template) }),
        },
      });
    }),
  );

  /** Above all to switch a fault on, and off again with `null`. */
  app.patch(
    '/integrations/:key',
    bySecretKey(environment, (request, response) => {
      const { fault, ...rest } = check(changes, request.body);
      const change = fault === undefined ? rest : { ...rest, fault: fault ?? undefined };
      const integration = integrations.update(String(request.params.key), change);
      if (!integration) throw plain(404, 'not_found', 'There is no such integration');
      response.json({ data: describe(environment, integration) });
    }),
  );

  app.delete(
    '/integrations/:key',
    bySecretKey(environment, (request, response) => {
      refuseQuery(request);
      const { key } = check(z.object({ key: integrationKey }), request.params, 'invalid_uri_params');
      if (!integrations.delete(key)) throw plain(404, 'not_found', 'There is no such integration');
      connections.deleteAll(key);
      response.json({ success: true });
    }),
  );
}

function notUsable(field: string, message: string) {
  return invalid('invalid_body', issue([field], message, 'invalid_string'));
}

type NewIntegration = z.output<typeof newIntegration>;

/** @throws HttpError when they are of another mode, or missing where the mode needs them */
function refuseCredentials({ credentials: given, client_id: id }: NewIntegration, { auth_mode: mode }: Template): void {
  if (given && given.type !== mode) throw plain(400, 'invalid_body', `The provider needs credentials of type ${mode}`);
  if (given || id !== undefined || !modesWithCredentials.includes(mode)) return;
  throw plain(400, 'invalid_body', 'The credentials are missing');
}

function configOf({ credentials: given, integration_config, custom, ...config }: NewIntegration): IntegrationConfig {
  // Nango keeps the id of such an app here too.
  const owner = { ...custom, ...integration_config, ...(given?.type === 'CUSTOM' && { app_id: given.app_id }) };
  return { ...clientOf(given), ...config, ...(Object.keys(owner).length > 0 && { custom: owner }) };
}

function clientOf(given: NewIntegration['credentials']): Partial<IntegrationConfig> {
  switch (given?.type) {
    case undefined:
      return {};
    case 'APP':
      return { client_id: given.app_id, app_link: given.app_link, private_key: given.private_key };
    case 'CUSTOM': {
      const { client_id, client_secret, app_link, private_key } = given;
      return { client_id, client_secret, app_link, private_key };
    }
    case 'OAUTH1':
    case 'OAUTH2': {
      const { client_id, client_secret, scopes } = given;
      return { client_id, client_secret, ...(scopes !== undefined && { scopes }) };
    }
  }
}

function describe(environment: Environment, integration: Integration) {
  const template = environment.templates.get(integration.provider);
  const fields = template?.auth_mode === 'TWO_STEP' ? presetFields(integration, template) : [];
  const params = template ? presetParams(integration, template) : [];
  return {
    unique_key: integration.unique_key,
    provider: integration.provider,
    display_name: integration.display_name ?? template?.display_name ?? integration.provider,
    logo: logoOf(environment, integration.provider),
    forward_webhooks: integration.forward_webhooks ?? true,
    created_at: integration.created_at,
    updated_at: integration.updated_at,
    ...(integration.credentials_label && { credentials_label: integration.credentials_label }),
    ...(fields.length > 0 && { preconfigured_credentials: fields }),
    ...(params.length > 0 && { preconfigured_connection_config: params }),
  };
}

/** Where the provider would send its webhooks; most providers send none. */
function webhookOf({ url, publicKey }: Environment, { provider }: Integration, template: Template | undefined) {
  return template?.webhook_routing_script === undefined ? null : `${url}/webhook/${publicKey}/${provider}`;
}

function credentialsOf(integration: Integration, template: Template | undefined) {
  const { client_id = null, client_secret = null, app_link = null, private_key = null, scopes = null } = integration;
  const type = template?.auth_mode;
  switch (type) {
    case 'OAUTH1':
    case 'OAUTH2':
    case 'TBA':
      return { type, client_id, client_secret, scopes, webhook_secret: null };
    case 'APP':
      return { type, app_id: client_id, private_key, app_link };
    case 'CUSTOM':
      return { type, client_id, client_secret, app_id: preset(integration, 'app_id') ?? null, app_link, private_key };
    default:
      return null;
  }
}
