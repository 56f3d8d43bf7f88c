import type { Express, Request, Response } from 'express';
import { texts, valuesOf, type Attempt } from './attempt.js';
import { callbackUrlFor, type Environment } from './environment.js';
import { plain } from './errors.js';
import { installationToken, isOwnInstallation } from './github-app.js';
import type { OAuthSession } from './oauth-sessions.js';
import * as oauth1 from './oauth1.js';
import * as oauth2 from './oauth2.js';
import { fill } from './placeholders.js';
import { end, PopupFailure, type Result } from './popup-result.js';
import { providerError, sendResultPage } from './result-page.js';
import { text } from './text.js';
import { refusal } from './verification.js';

/** Where providers send the popup back to. */
export function addCallbackRoute(app: Express, environment: Environment): void {
  app.get('/oauth/callback', async (request, response) => {
    if (isOwnInstallation(request)) return response.redirect(302, request.get('referer') ?? 'https://github.com');
    const { query } = request;
    const state = text(query.state) ?? text(query.payload) ?? text(query.customField);
    const session = state === undefined ? undefined : environment.oauthSessions.take(state);
    if (!session) return refuseState(environment, request, response);
    await end(environment, request, response, session, () => complete(environment, request, session));
  });
}

/** Without the session the socket is unknown: the page is the only signal. */
function refuseState(environment: Environment, request: Request, response: Response): void {
  const message = 'The state is missing, unknown, expired or was used before';
  environment.activity.add({ integration: '(unknown)', outcome: 'failed', code: 'state', message });
  sendResultPage(request, response, message);
}

async function complete(environment: Environment, request: Request, session: OAuthSession): Promise<Result> {
  const { attempt } = session;
  switch (attempt.template.auth_mode) {
    case 'OAUTH1':
      await completeOAuth1(request, session);
      break;
    case 'INSTALL_PLUGIN':
      await completePlugin(request, attempt);
      break;
    case 'CUSTOM':
      return completeInstallation(environment, request, attempt);
    default:
      await completeOAuth2(environment, request, attempt, session.client, session.verifier);
  }
  return { attempt, pending: false };
}

async function completeOAuth1({ query }: Request, { attempt, token, tokenSecret = '' }: OAuthSession): Promise<void> {
  const verifier = text(query.oauth_verifier);
  if (verifier === undefined || token === undefined || query.oauth_token !== token) {
    throw new PopupFailure('callback_err', 'The provider sent no oauth_token and oauth_verifier');
  }
  await oauth1.accessToken(attempt, { token, tokenSecret }, verifier);
}

async function completeOAuth2(
  environment: Environment,
  request: Request,
  attempt: Attempt,
  client: oauth2.Client | undefined,
  verifier?: string,
): Promise<void> {
  const code = text(request.query[attempt.template.authorization_code_param_in_callback ?? 'code']);
  if (code === undefined || !client) throw new PopupFailure('callback_err', noCode(request));
  await oauth2.exchange(client, attempt, {
    code,
    verifier,
    callbackUrl: callbackUrlFor(environment, attempt.integration),
  });
}

/** Without an installation an owner still has to agree; a known one keeps its connection. */
async function completeInstallation(environment: Environment, request: Request, attempt: Attempt): Promise<Result> {
  const nothing = { clientId: undefined, clientSecret: undefined, authorizationParams: {}, userScope: undefined };
  await completeOAuth2(environment, request, attempt, oauth2.clientOf(attempt, nothing));
  const installation = text(request.query.installation_id);
  if (installation === undefined) return { attempt, pending: true };
  await installationToken(attempt, installation);
  const { installations } = environment.connections;
  const connectionId = installations.get(installation) ?? attempt.connectionId;
  installations.set(installation, connectionId);
  return { attempt: { ...attempt, connectionId }, pending: false };
}

/** A failed test shows in the popup only, as an HTTP answer. */
async function completePlugin(request: Request, attempt: Attempt): Promise<void> {
  const { template, integration } = attempt;
  const wanted = template.redirect_uri_metadata ?? [];
  const metadata = texts(request.query);
  if (wanted.some((name) => !metadata[name])) throw new PopupFailure('callback_err', noCode(request));
  const credentials = { username: integration.client_id ?? '', password: integration.client_secret ?? '' };
  const basic = { authorization: fill('Basic ${base64(${username}:${password})}', credentials) };
  const values = { ...valuesOf(attempt, credentials), connectionConfig: metadata };
  const reason = await refusal(template, values, template.auth_type === 'BASIC' ? basic : {});
  if (reason) throw plain(400, 'connection_test_failed', reason);
}

/** Ends with what the provider said, e.g. `error: access_denied; error_description: …`. */
function noCode(request: Request): string {
  const said = Object.entries(providerError(request)).map(([key, value]) => `${key}: ${value}`);
  return ['The provider sent no code', ...(said.length > 0 ? [said.join('; ')] : [])].join('. ');
}
