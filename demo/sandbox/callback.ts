import type { Express, Request, Response } from 'express';
import { save } from './attempt.js';
import type { Environment } from './environment.js';
import { HttpError } from './errors.js';
import type { OAuthSession } from './oauth-sessions.js';
import * as oauth1 from './oauth1.js';
import * as oauth2 from './oauth2.js';
import { fail } from './popup.js';
import { PopupFailure } from './popup-failure.js';
import { providerError, sendResultPage } from './result-page.js';
import { text } from './text.js';

/** Where providers send the popup back to. */
export function addCallbackRoute(app: Express, environment: Environment): void {
  app.get('/oauth/callback', async (request, response) => {
    const { query } = request;
    const state = text(query.state) ?? text(query.payload) ?? text(query.customField);
    const session = state === undefined ? undefined : environment.oauthSessions.take(state);
    if (!session) return refuseState(environment, request, response);
    await end(environment, request, response, session, () => complete(environment, request, session));
  });
}

/** Without the session nobody knows which socket to tell: the page is the only signal. */
function refuseState(environment: Environment, request: Request, response: Response): void {
  const message = 'The state is missing, unknown, expired or was used before';
  environment.activity.add({ integration: '(unknown)', outcome: 'failed', code: 'state', message });
  sendResultPage(request, response, message);
}

/** Runs the last step and tells the socket, then the page, how it went. The step resolves to whether it is pending. */
export async function end(
  environment: Environment,
  request: Request,
  response: Response,
  session: OAuthSession,
  step: () => Promise<boolean>,
): Promise<void> {
  const { attempt, socketId } = session;
  const { integration, template, connectionId } = attempt;
  const known = {
    providerConfigKey: integration.unique_key,
    connectionId,
    socketId,
    authMode: template.auth_mode,
  };
  try {
    const pending = await step();
    save(environment, attempt);
    if (integration.fault === 'garbage-frame') environment.sockets.sendGarbage(socketId);
    environment.sockets.send(socketId, {
      message_type: 'success',
      provider_config_key: integration.unique_key,
      connection_id: connectionId,
      is_pending: pending,
    });
    const outcome = pending ? 'pending' : 'success';
    environment.activity.add({ integration: integration.unique_key, authMode: template.auth_mode, outcome });
    sendResultPage(request, response);
  } catch (error) {
    const failure = error instanceof HttpError ? new PopupFailure(error.code, error.message) : error;
    fail(environment, request, response, known, failure);
  }
}

async function complete(environment: Environment, request: Request, session: OAuthSession): Promise<boolean> {
  const { attempt, client } = session;
  if (session.token !== undefined) {
    const verifier = text(request.query.oauth_verifier);
    if (verifier === undefined || request.query.oauth_token !== session.token) {
      throw new PopupFailure('callback_err', 'The provider sent no oauth_token and oauth_verifier');
    }
    await oauth1.accessToken(attempt, { token: session.token, tokenSecret: session.tokenSecret ?? '' }, verifier);
    return false;
  }
  const code = text(request.query[attempt.template.authorization_code_param_in_callback ?? 'code']);
  if (code === undefined || !client) throw new PopupFailure('callback_err', noCode(request));
  await oauth2.exchange(client, attempt, { code, verifier: session.verifier, callbackUrl: environment.callbackUrl });
  return false;
}

/** Ends with what the provider said, e.g. `error: access_denied; error_description: …`. */
function noCode(request: Request): string {
  const said = Object.entries(providerError(request)).map(([key, value]) => `${key}: ${value}`);
  return ['The provider sent no code', ...(said.length > 0 ? [said.join('; ')] : [])].join('. ');
}
