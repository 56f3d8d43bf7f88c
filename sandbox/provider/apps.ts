import { randomInt, randomUUID } from 'node:crypto';
import express, { type Express, type Request } from 'express';
import { text } from '../text.js';
import { field } from './fields.js';
import { installPage } from './pages.js';
import type { Visitors } from './visitors.js';

/** Where the install pages send the popup back to. */
export interface AppAddresses {
  callback: string;
  appCallback: string;
}

/**
 * Pages on which an app or a plugin is installed: `/apps/app` for mode APP, `/apps/app-oauth` for CUSTOM,
 * `/plugins/plugin` for INSTALL_PLUGIN.
 */
export function addApps(app: Express, visitors: Visitors, addresses: AppAddresses): void {
  app.get(['/apps/:app/installations/new', '/plugins/:app'], (request, response) => {
    const { service, coop } = visitors(request.query.state ?? request.query.payload);
    if (coop) response.set('Cross-Origin-Opener-Policy', 'same-origin');
    response.type('html').send(installPage({ service, action: request.originalUrl }));
  });

  app.post('/apps/:app/installations/new', express.urlencoded(), (request, response) => {
    const isOAuth = request.params.app === 'app-oauth';
    const back = new URL(isOAuth ? addresses.callback : addresses.appCallback);
    const query = {
      state: text(request.query.state) ?? '',
      ...installed(request),
      ...(isOAuth && { code: `app-${randomUUID()}` }),
    };
    response.redirect(303, withQuery(back, field(request, 'action') === 'deny' ? denied(request) : query));
  });

  app.post('/plugins/:app', express.urlencoded(), (request, response) => {
    const payload = text(request.query.payload) ?? '';
    const query = { payload, website_id: randomUUID() };
    response.redirect(
      303,
      withQuery(new URL(addresses.callback), field(request, 'action') === 'allow' ? query : denied(request)),
    );
  });

  // A code of an app says nothing: the installation does.
  app.post('/apps/token', express.urlencoded(), (request, response) => {
    if (!field(request, 'code').startsWith('app-')) return response.status(400).json({ error: 'invalid_grant' });
    response.json({ access_token: randomUUID(), token_type: 'bearer' });
  });

  app.post('/apps/installations/:id/access_tokens', (request, response) => {
    const isKnown =
      /^Bearer .+\..+\..+$/.test(request.get('authorization') ?? '') && !request.params.id.startsWith('bad');
    response.status(isKnown ? 201 : 401).json(isKnown ? { token: randomUUID() } : { message: 'Bad credentials' });
  });
}

/** Whoever is no owner can only ask for the installation: there is none yet. */
function installed(request: Request): Record<string, string> {
  if (field(request, 'action') === 'request') return { setup_action: 'request' };
  return { setup_action: 'install', installation_id: String(randomInt(1e6, 1e9)) };
}

function denied({ query }: Request): Record<string, string> {
  const name = text(query.state) === undefined ? 'payload' : 'state';
  return { [name]: text(query[name]) ?? '', error: 'access_denied', error_description: 'The user denied access' };
}

function withQuery(url: URL, query: Record<string, string>): string {
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}
