import { createPrivateKey } from 'node:crypto';
import type { Express, Request } from 'express';
import { SignJWT } from 'jose';
import type { Attempt } from './attempt.js';
import type { Environment } from './environment.js';
import { described } from './errors.js';
import { preset } from './integrations.js';
import { tokenUrl } from './oauth2.js';
import { fillUrl } from './placeholders.js';
import { end, PopupFailure } from './popup-result.js';
import { askProvider, failureOf } from './provider-request.js';
import { text } from './text.js';

/** Where GitHub sends the popup after an app was installed. */
export function addAppRoute(app: Express, environment: Environment): void {
  app.get('/app-auth/connect', async (request, response) => {
    const { query } = request;
    const state = text(query.state);
    if (state === undefined) {
      if (query.setup_action === 'request')
        throw described(400, 'wrong_auth_mode', 'An app that was asked for only needs the mode CUSTOM');
      if (query.setup_action !== undefined)
        return response.redirect(302, request.get('referer') ?? 'https://github.com');
      return response.status(400).type('text').send('The state is missing');
    }
    const session = environment.oauthSessions.take(state);
    if (!session) return response.status(404).type('text').send('The state is unknown, expired or was used before');
    await end(environment, request, response, session, async () => {
      await installationToken(session.attempt, installationOf(request));
      return { attempt: session.attempt, pending: false };
    });
  });
}

/** Those who started an installation from the app's own page come back without a state. */
export function isOwnInstallation({ query }: Request): boolean {
  return query.state === undefined && query.installation_id !== undefined && query.setup_action !== undefined;
}

function installationOf({ query }: Request): string {
  const id = text(query.installation_id);
  if (id === undefined) throw new PopupFailure('url_param_err', 'installation_id is missing');
  return id;
}

/** A token for what was installed, which is then forgotten. @throws PopupFailure */
export async function installationToken(attempt: Attempt, installation: string): Promise<void> {
  const { integration, template } = attempt;
  const address = fillUrl(tokenUrl(template, 'APP') ?? '', {
    connectionConfig: { ...attempt.params, installation_id: installation },
  });
  const proof = await sign(preset(integration, 'app_id') ?? integration.client_id ?? '', integration.private_key ?? '');
  const headers = { authorization: `Bearer ${proof}`, accept: 'application/vnd.github+json' };
  const response = await askProvider(address, { method: 'POST', headers });
  if (response?.ok) return;
  throw new PopupFailure(
    'refresh_token_external_error',
    `The provider ${failureOf(response)} when it was asked for the installation's token`,
  );
}

/** @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
async function sign(appId: string, pem: string): Promise<string> {
  try {
    const key = createPrivateKey(pem);
    return await new SignJWT()
      .setProtectedHeader({ alg: key.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256' })
      .setIssuer(appId)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(key);
  } catch {
    throw new PopupFailure('failed_to_sign', 'The private key of the integration cannot sign');
  }
}
