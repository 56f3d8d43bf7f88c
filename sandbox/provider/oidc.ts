import { randomBytes } from 'node:crypto';
import express, { type Express, type Request, type Response, type Router } from 'express';
import { exportJWK, generateKeyPair } from 'jose';
import type { ClientMetadata, Provider } from 'oidc-provider';
import { field } from './fields.js';
import { Memory } from './memory.js';
import { loadOidcProvider } from './oidc-provider.js';
import { consentPage, errorPage, loginPage } from './pages.js';
import type { Visitors } from './visitors.js';

/** Passwords are not checked; this one is refused, so that a refusal can be seen. */
const wrongPassword = 'wrong';
const day = 24 * 60 * 60;

/**
 * The OAuth 2 provider: a real one (`oidc-provider`), with PKCE required, exact redirect addresses, and dynamic
 * registration for MCP. It asks for a login and for consent each time.
 *
 * Loading it takes a second, so it is there from the first request for it on. Goes after all other routes.
 */
export function addOAuth2(app: Express, issuer: string, clients: ClientMetadata[], visitors: Visitors): void {
  let routes: Promise<Router> | undefined;
  app.use(async (request, response, next) => {
    routes ??= oauth2Routes(issuer, clients, visitors);
    (await routes)(request, response, next);
  });
}

async function oauth2Routes(issuer: string, clients: ClientMetadata[], visitors: Visitors): Promise<Router> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const { Provider } = await loadOidcProvider();
  const provider = new Provider(issuer, {
    clients,
    adapter: () => new Memory(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'ES256' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    features: { devInteractions: { enabled: false }, registration: { enabled: true } },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    pkce: { required: () => true },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    renderError: (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = errorPage(description ?? error);
    },
    ttl: {
      AccessToken: day,
      AuthorizationCode: 600,
      Grant: day,
      IdToken: day,
      Interaction: 3600,
      RefreshToken: day,
      Session: day,
    },
  });
  // A browser that was here before would be sent on without a question; and a request for scopes that only the
  // real provider has would be granted none, which is an error.
  provider.use(async (context, next) => {
    if (context.path === '/auth') {
      const scope = ['openid', context.query.scope].flat().join(' ').trim();
      context.query = { ...context.query, prompt: 'login consent', scope };
    }
    await next();
  });
  const routes = express.Router();
  routes.get('/interaction/:uid', (request, response) => show(provider, visitors, request, response));
  routes.post('/interaction/:uid', express.urlencoded(), (request, response) =>
    submit(provider, visitors, request, response),
  );
  routes.use(provider.callback());
  return routes;
}

async function show(
  provider: Provider,
  visitors: Visitors,
  request: Request,
  response: Response,
  mistake?: string,
): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response);
  const { service, scopes, coop } = visitors(params.state);
  if (coop) response.set('Cross-Origin-Opener-Policy', 'same-origin');
  const visit = { service, action: request.path };
  response.type('html').send(prompt.name === 'login' ? loginPage(visit, mistake) : consentPage(visit, scopes));
}

async function submit(provider: Provider, visitors: Visitors, request: Request, response: Response): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  const finish = (result: Parameters<Provider['interactionFinished']>[2]) =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: prompt.name !== 'login' });
  if (field(request, 'action') === 'deny') {
    return finish({ error: 'access_denied', error_description: 'The user denied access' });
  }
  if (prompt.name === 'login') {
    const name = field(request, 'login');
    if (name === '' || field(request, 'password') === wrongPassword) {
      return show(provider, visitors, request, response, 'That name and password do not belong together.');
    }
    return finish({ login: { accountId: name } });
  }
  const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) });
  if (typeof params.scope === 'string') grant.addOIDCScope(params.scope);
  return finish({ consent: { grantId: await grant.save() } });
}
