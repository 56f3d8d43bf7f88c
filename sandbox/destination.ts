import type { Request } from 'express';
import { texts, type Attempt } from './attempt.js';
import { callbackUrlFor, type Environment } from './environment.js';
import * as mcp from './mcp.js';
import type { OAuthSession } from './oauth-sessions.js';
import * as oauth1 from './oauth1.js';
import * as oauth2 from './oauth2.js';
import { fillUrl } from './placeholders.js';
import { PopupFailure } from './popup-result.js';
import { text } from './text.js';

/** The URL for a popup, and what its callback must know. */
interface Destination {
  url: URL;
  session: Omit<OAuthSession, 'socketId' | 'startedAt' | 'finish'>;
}

/** @throws PopupFailure if the integration or the page lacks something */
export async function destination(
  environment: Environment,
  request: Request,
  attempt: Attempt,
  state: string,
): Promise<Destination> {
  const { integration, template } = attempt;
  const callbackUrl = callbackUrlFor(environment, integration);
  switch (template.auth_mode) {
    case 'APP':
      return install(attempt, state);
    case 'INSTALL_PLUGIN':
      return installPlugin(attempt, state);
    case 'MCP_OAUTH2_GENERIC':
      return toOAuth2(await mcp.discover(attempt, callbackUrl), attempt, request, { callbackUrl, state });
  }
  if (template.auth_mode === 'MCP_OAUTH2' && template.client_registration === 'dynamic') {
    return toOAuth2(await mcp.register(attempt, callbackUrl), attempt, request, { callbackUrl, state });
  }
  requireClient(attempt);
  if (template.auth_mode === 'OAUTH1') return toOAuth1(attempt, `${callbackUrl}?state=${state}`);
  if (template.auth_mode === 'CUSTOM') return install(attempt, state);
  if (
    template.auth_mode === 'MCP_OAUTH2' ||
    (template.auth_mode === 'OAUTH2' && template.installation !== 'outbound')
  ) {
    return toOAuth2(oauth2.clientOf(attempt, oauthRequestOf(request)), attempt, request, { callbackUrl, state });
  }
  throw new PopupFailure('auth_mode_err', `The mode ${template.auth_mode} has no popup`);
}

async function toOAuth2(
  client: oauth2.Client,
  attempt: Attempt,
  request: Request,
  redirect: { callbackUrl: string; state: string },
): Promise<Destination> {
  const { url, verifier } = await oauth2.authorizationUrl(client, attempt, oauthRequestOf(request), redirect);
  return { url, session: { attempt, client, verifier } };
}

async function toOAuth1(attempt: Attempt, callback: string): Promise<Destination> {
  const token = await oauth1.requestToken(attempt, callback);
  return { url: oauth1.authorizationUrl(attempt, token, callback), session: { attempt, ...token } };
}

/** Nango drops the page's params for GitHub Apps. */
function install(attempt: Attempt, state: string): Destination {
  const params = { appPublicLink: requireLink(attempt) };
  const address = attempt.template.authorization_url ?? '${connectionConfig.appPublicLink}/installations/new';
  const url = new URL(fillUrl(address, { connectionConfig: params }));
  url.searchParams.set('state', state);
  return { url, session: { attempt: { ...attempt, params } } };
}

function installPlugin(attempt: Attempt, state: string): Destination {
  const url = new URL(requireLink(attempt));
  url.searchParams.set('payload', state);
  return { url, session: { attempt } };
}

function requireLink({ integration }: Attempt): string {
  if (integration.app_link) return integration.app_link;
  throw new PopupFailure('url_param_err', 'The integration has no app_link');
}

function requireClient({ integration }: Attempt): void {
  if (integration.client_id && integration.client_secret) return;
  throw new PopupFailure('provider_config_err', 'The integration has no client id or no client secret');
}

function oauthRequestOf({ query }: Request): oauth2.OAuthRequest {
  const credentials = texts(query.credentials);
  return {
    clientId: credentials.oauth_client_id_override,
    clientSecret: credentials.oauth_client_secret_override,
    authorizationParams: texts(query.authorization_params),
    userScope: text(query.user_scope),
  };
}
