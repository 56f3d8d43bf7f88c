import type { Express, Request, Response } from 'express';
import {
  connectionIdFor,
  hmacMistake,
  paramsFor,
  refuseConnectionId,
  refuseIfTargetIsGone,
  refuseUnlessAllowed,
} from './attempt.js';
import { byQuery } from './authentication.js';
import { destination } from './destination.js';
import type { Environment } from './environment.js';
import { HttpError } from './errors.js';
import { misbehave } from './faults.js';
import { fail, PopupFailure, report, type Known } from './popup-result.js';
import type { AuthMode } from './templates.js';
import { text } from './text.js';

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
  const target = await destination(environment, request, attempt, state);
  environment.oauthSessions.start(state, { ...target.session, socketId: known.socketId });
  if (usesStateCookie(template.auth_mode)) response.cookie(`oauth2-${state}`, '1', cookieOptions(request));
  response.redirect(302, target.url.href);
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
