import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { byEither, bySecretKey } from './authentication.js';
import { integrationSchema } from './config.js';
import type { Environment } from './environment.js';
import { check, invalid, issue, plain } from './errors.js';
import type { Integration } from './integrations.js';
import { html } from './page.js';
import { refuseQuery } from './session-routes.js';
import { allows } from './sessions.js';

const providerName = z.object({ provider: z.string().regex(/^[a-zA-Z0-9_-]+$/) });

/** The OAuth client may come as it does from Nango's own API, inside `credentials`. */
const newIntegration = integrationSchema.extend({
  credentials: z
    .object({
      client_id: z.string().optional(),
      client_secret: z.string().optional(),
      scopes: z.string().optional(),
      app_link: z.string().optional(),
      private_key: z.string().optional(),
    })
    .optional(),
});
const changes = integrationSchema
  .partial()
  .omit({ unique_key: true, provider: true })
  .extend({ fault: integrationSchema.shape.fault.nullable() });

/** What can be connected: integrations and the templates of their providers. */
export function addCatalogueRoutes(app: Express, environment: Environment): void {
  const { integrations, templates } = environment;

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
      const { credentials, ...config } = check(newIntegration, request.body);
      if (integrations.get(config.unique_key)) {
        throw invalid('invalid_body', issue(['unique_key'], 'An integration with this key exists'));
      }
      const template = templates.get(config.provider);
      if (!template) throw invalid('invalid_body', issue(['provider'], 'There is no such provider'));
      const integration = integrations.add({ ...credentials, ...config }, template);
      response.json({ data: describe(environment, integration) });
    }),
  );

  app.get(
    '/integrations/:key',
    bySecretKey(environment, (request, response) => {
      const integration = integrations.get(String(request.params.key));
      if (!integration) throw plain(404, 'not_found');
      response.json({ data: describe(environment, integration) });
    }),
  );

  /** Above all to switch a fault on, and off again with `null`. */
  app.patch(
    '/integrations/:key',
    bySecretKey(environment, (request, response) => {
      const { fault, ...rest } = check(changes, request.body);
      const change = fault === undefined ? rest : { ...rest, fault: fault ?? undefined };
      const integration = integrations.update(String(request.params.key), change);
      if (!integration) throw plain(404, 'not_found');
      response.json({ data: describe(environment, integration) });
    }),
  );

  app.get(
    '/providers',
    byEither(environment, (request, response) => {
      const { search = '' } = check(
        z.strictObject({ search: z.string().optional() }),
        request.query,
        'invalid_query_params',
      );
      const names = templates.names().filter((name) => name.includes(search.toLowerCase()));
      response.json({ data: names.map((name) => provider(environment, name, request)) });
    }),
  );

  app.get(
    '/providers/:provider',
    byEither(environment, (request, response) => {
      refuseQuery(request);
      const { provider: name } = check(providerName, request.params, 'invalid_uri_params');
      const found = provider(environment, name, request);
      if (!found) throw plain(404, 'not_found', 'There is no such provider');
      response.json({ data: found });
    }),
  );

  app.get('/images/template-logos/:file', (request, response) => sendLogo(environment, request, response));
}

function describe(environment: Environment, integration: Integration) {
  const template = environment.templates.get(integration.provider);
  const preset = Object.keys(integration.custom ?? {});
  return {
    unique_key: integration.unique_key,
    provider: integration.provider,
    display_name: integration.display_name ?? template?.display_name ?? integration.provider,
    logo: logoOf(environment, integration.provider),
    forward_webhooks: integration.forward_webhooks ?? true,
    created_at: integration.created_at,
    updated_at: integration.updated_at,
    ...(integration.credentials_label && { credentials_label: integration.credentials_label }),
    ...(template?.auth_mode === 'TWO_STEP' && preset.length > 0 && { preconfigured_credentials: preset }),
  };
}

function provider(environment: Environment, name: string, request: Request) {
  const language = request.acceptsLanguages('en', 'es', 'fr', 'de') || 'en';
  const template = environment.templates.get(name, language);
  return template && { ...template, name, logo_url: logoOf(environment, name) };
}

function logoOf(environment: Environment, name: string): string {
  return `${environment.url}/images/template-logos/${name}.svg`;
}

/** The package with the templates has no logos, so each is drawn: the provider's initial. */
function sendLogo(environment: Environment, request: Request, response: Response): void {
  const name = String(request.params.file).replace(/\.svg$/, '');
  const title = environment.templates.get(name)?.display_name ?? name;
  const image = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" role="img" aria-label="${title}">
  <rect width="40" height="40" rx="9" fill="#5b6675"/>
  <text x="20" y="27" font-family="system-ui, sans-serif" font-size="20" font-weight="600" fill="#fff" text-anchor="middle">${title.charAt(0).toUpperCase()}</text>
</svg>`;
  response.type('svg').set('Cache-Control', 'public, max-age=3600').send(image.text);
}
