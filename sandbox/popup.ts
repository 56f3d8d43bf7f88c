import type { Express, Request, Response } from 'express';
import {
  connectionIdFor,
  hmacMistake,
  paramsFor,
  refuseConnectionId,
  refuseIfTargetIsGone,
  refuseUnlessAllowed,
} from './attempt.js';
import { applyFault } from './apply-fault.js';
import { byQuery, endUserOf } from './authentication.js';
import { destination } from './destination.js';
import type { Environment } from './environment.js';
import { HttpError } from './errors.js';
import { behaviorOf } from './faults.js';
import type { Integration } from './integrations.js';
import { fail, PopupFailure, report, type Known } from './popup-result.js';
import type { Session } from './sessions.js';
import type { AuthMode } from './templates.js';
import { text } from './text.js';

/** The first page of a popup: it redirects to the provider. */
export function addPopupRoute(app: Express, environment: Environment): void {
  app.get('/oauth/connect/:key', async (request, response) => {
    // What these refuse leaves no trace, neither on the socket nor in the log.
    const session = byQuery(environment, request, response);
    refuseConnectionId(session, request.query.connection_id);
    const known: Known = {
      providerConfigKey: request.params.key,
      connectionId: text(request.query.connection_id),
      socketId: text(request.query.ws_client_id),
      ...endUserOf(environment, request),
    };
    const integration = environment.integrations.get(known.providerConfigKey);
    const { cutsSocket, framesOnArrival } = behaviorOf(integration);
    if (cutsSocket) environment.sockets.cut(known.socketId);
    if (framesOnArrival) environment.sockets.send(known.socketId, framesOnArrival(known.providerConfigKey));
    if (await applyFault(environment, integration, request, response)) return;
    try {
      await sendToProvider(environment, request, response, session, integration, known);
    } catch (error) {
      if (error instanceof HttpError) {
        // Only the popup shows these: Nango does not report them to the socket.
        report(environment, known, error.code, error.message);
        throw error;
      }
      fail(environment, request, response, known, error);
    }
  });
}

async function sendToProvider(
  environment: Environment,
  request: Request,
  response: Response,
  session: Session | undefined,
  integration: Integration | undefined,
  known: Known,
): Promise<void> {
  const { query } = request;
  const uniqueKey = known.providerConfigKey;
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
  const params = paramsFor({ integration, template, session }, query.params);
  const attempt = { integration, template, connectionId, params, session };
  const state = environment.oauthSessions.newState();
  const target = await destination(environment, request, attempt, state);
  const finish = environment.activity.begin({
    integration: uniqueKey,
    authMode: template.auth_mode,
    ...endUserOf(environment, request),
  });
  environment.oauthSessions.start(state, { ...target.session, socketId: known.socketId, finish });
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
