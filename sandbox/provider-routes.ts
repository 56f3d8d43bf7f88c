import type { Express, Request, Response } from 'express';
import { z } from 'zod';
import { byEither } from './authentication.js';
import type { Environment } from './environment.js';
import { check, plain } from './errors.js';
import { logo } from './logos.js';
import { refuseQuery } from './session-routes.js';

const providerName = z.object({ provider: z.string().regex(/^[a-zA-Z0-9_-]+$/) });
const search = z.strictObject({ search: z.string().optional() });

/** The templates of the providers, and their logos. */
export function addProviderRoutes(app: Express, environment: Environment): void {
  app.get(
    '/providers',
    byEither(environment, (request, response) => {
      const { search: wanted = '' } = check(search, request.query, 'invalid_query_params');
      const names = environment.templates.names().filter((name) => name.includes(wanted.toLowerCase()));
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

function provider(environment: Environment, name: string, request: Request) {
  const language = request.acceptsLanguages('en', 'es', 'fr', 'de') || 'en';
  const template = environment.templates.get(name, language);
  return template && { ...template, name, logo_url: logoOf(environment, name) };
}

export function logoOf(environment: Environment, name: string): string {
  return `${environment.url}/images/template-logos/${name}.svg`;
}

function sendLogo(environment: Environment, request: Request, response: Response): void {
  const name = String(request.params.file).replace(/\.svg$/, '');
  const title = environment.templates.get(name)?.display_name ?? name;
  response.type('svg').set('Cache-Control', 'public, max-age=3600').send(logo(name, title));
}
