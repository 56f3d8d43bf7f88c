import type { Express, Request, Response } from 'express';
import {
  connectionIdFor, hmacMistake, paramsFor, refuseConnectionId, refuseIfTargetIsGone, refuseUnlessAllowed, texts,
  type Attempt,
} from './attempt.js';
import { byQuery } from './authentication.js';
import type { Environment } from './environment.js';
import { HttpError } from './errors.js';
import { misbehave } from './faults.js';
import * as oauth1 from './oauth1.js';
import * as oauth2 from './oauth2.js';
import { PopupFailure } from './popup-failure.js';
import { sendResultPage } from './result-page.js';
import type { AuthMode } from './templates.js';
import { text } from './text.js';

/** What became known of a popup before it failed. */
interface Known {
  providerConfigKey: string;
  connectionId: string | undefined;
  socketId: string | undefined;
  authMode?: AuthMode;
}

/** The first page of a popup: it leads on to the provider. */
export function addPopupRoute(app: Express, environment: Environment): void {
  app.get('/oauth/connect/:key', async (request, response) => {
    const known: Known = {
      providerConfigKey: request.params.key,
      connectionId: text(request.query.connection_id),
      socketId: text(request.query.ws_client_id),
    };
    try {
      await leadOn(environment, request, response, known);
    } catch (error) {
      if (error instanceof HttpError) {
        // Only the popup shows these: Nango does not tell the socket.
        report(environment, known, error.code, error.message);
        throw error;
      }
      fail(environment, request, response, known, error);
    }
  });
}

async function leadOn(environment: Environment, request: Request, response: Response, known: Known): Promise<void> {
  const { query } = request;
  const uniqueKey = known.providerConfigKey;
  const session = byQuery(environment, request, response);
  const integration = environment.integrations.get(uniqueKey);
  if (integration?.fault === 'drop-socket') environment.sockets.cut(known.socketId);
  if (await misbehave(environment, integration, request, response)) return;
  refuseConnectionId(session, query.connection_id);
  const mistake = hmacMistake(environment, session, { ...known, hmac: query.hmac });
  if (mistake) throw new PopupFailure(mistake, mistake === 'missing_hmac' ? 'hmac is missing' : 'hmac is wrong');
  const connectionId = connectionIdFor(session, known.connectionId);
  known.connectionId = connectionId;
  if (!integration) throw new PopupFailure('provider_config_err', `There is no integration ${uniqueKey}`);
  const template = environment.templates.get(integration.provider);
  if (!template) throw new PopupFailure('unknown_config_key', `There is no provider ${integration.provider}`);
  known.authMode = template.auth_mode;
  refuseUnlessAllowed(session, uniqueKey);
  refuseIfTargetIsGone(environment, session, uniqueKey);
  const attempt = { integration, template, connectionId, params: paramsFor(session, uniqueKey, query.params), session };
  const state = environment.oauthSessions.newState();
  const target = await destination(environment, request, attempt, state, known.socketId);
  if (usesStateCookie(template.auth_mode)) response.cookie(`oauth2-${state}`, '1', cookieOptions(request));
  response.redirect(302, target.href);
}

async function destination(
  environment: Environment,
  request: Request,
  attempt: Attempt,
  state: string,
  socketId: string | undefined,
): Promise<URL> {
  const { template, integration } = attempt;
  const { oauthSessions, callbackUrl } = environment;
  const credentials = texts(request.query.credentials);
  const wishes: oauth2.OAuthWishes = {
    clientId: credentials.oauth_client_id_override,
    clientSecret: credentials.oauth_client_secret_override,
    authorizationParams: texts(request.query.authorization_params),
    userScope: text(request.query.user_scope),
  };
  if (!integration.client_id || !integration.client_secret) {
    throw new PopupFailure('provider_config_err', 'The integration has no client id or no client secret');
  }
  if (template.auth_mode === 'OAUTH1') {
    const callback = `${callbackUrl}?state=${state}`;
    const token = await oauth1.requestToken(attempt, callback);
    oauthSessions.start(state, { attempt, socketId, ...token });
    return oauth1.authorizationUrl(attempt, token, callback);
  }
  if (template.auth_mode === 'OAUTH2' && template.installation !== 'outbound') {
    const client = oauth2.clientOf(attempt, wishes);
    const { url, verifier } = await oauth2.authorizationUrl(client, attempt, wishes, { callbackUrl, state });
    oauthSessions.start(state, { attempt, socketId, client, verifier });
    return url;
  }
  throw new PopupFailure('auth_mode_err', `The mode ${template.auth_mode} has no popup`);
}

/** Tells socket, page and activity; the socket first, as Nango does. */
export function fail(environment: Environment, request: Request, response: Response, known: Known, error: unknown): void {
  const type = error instanceof PopupFailure ? error.type : 'unknown_err';
  const message = error instanceof Error ? describe(error) : String(error);
  if (environment.integrations.get(known.providerConfigKey)?.fault === 'garbage-frame') {
    environment.sockets.sendGarbage(known.socketId);
  }
  environment.sockets.send(known.socketId, {
    message_type: 'error',
    provider_config_key: known.providerConfigKey,
    ...(known.connectionId !== undefined && { connection_id: known.connectionId }),
    error_type: type,
    error_desc: message,
  });
  report(environment, known, type, message);
  sendResultPage(request, response, message);
}

function report(environment: Environment, known: Known, code: string, message: string): void {
  const { providerConfigKey: integration, authMode } = known;
  environment.activity.add({ integration, ...(authMode && { authMode }), outcome: 'failed', code, message });
}

/** A token endpoint's error is more telling than the library's sentence about it. */
function describe(error: Error): string {
  const { error: code, error_description: description } = Object.fromEntries(Object.entries(error));
  return [error.message, code, description].filter((part) => typeof part === 'string' && part !== '').join(': ');
}

function usesStateCookie(mode: AuthMode): boolean {
  return ['OAUTH2', 'CUSTOM', 'APP', 'MCP_OAUTH2', 'MCP_OAUTH2_GENERIC'].includes(mode);
}

function cookieOptions(request: Request) {
  const common = { httpOnly: true, maxAge: 60 * 60 * 1000 };
  return request.secure
    ? { ...common, secure: true, sameSite: 'none' as const }
    : { ...common, sameSite: 'lax' as const };
}
