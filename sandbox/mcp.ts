import { allowInsecureRequests, dynamicClientRegistration, None, type Configuration } from 'openid-client';
import { z } from 'zod';
import type { Attempt } from './attempt.js';
import { configure } from './oauth2.js';
import { PopupFailure } from './popup-result.js';
import { askProvider } from './provider-request.js';

const resourceMetadata = z.looseObject({ authorization_servers: z.array(z.url()).min(1) });

/** A client that is registered for the attempt, at the server of the template. */
export async function register(attempt: Attempt, callbackUrl: string): Promise<Configuration> {
  const address = attempt.template.registration_url ?? attempt.template.authorization_url;
  if (!address) throw new PopupFailure('url_param_err', 'The template has no registration_url');
  return registerAt(new URL(new URL(address).origin), callbackUrl);
}

/**
 * The same for a server named by the template or the page: it names its own authorization server.
 *
 * @see https://modelcontextprotocol.io/specification/2025-06-18/basic/authorization
 */
export async function discover(attempt: Attempt, callbackUrl: string): Promise<Configuration> {
  const given = attempt.template.mcp_server_url ?? attempt.params.mcp_server_url;
  if (!given || !URL.canParse(given))
    throw new PopupFailure('url_param_err', 'mcp_server_url is missing or is no address');
  return registerAt(await authorizationServer(new URL(given)), callbackUrl);
}

/** Servers that name no authorization server issue their own tokens. */
async function authorizationServer(server: URL): Promise<URL> {
  for (const path of [
    `/.well-known/oauth-protected-resource${server.pathname}`,
    '/.well-known/oauth-protected-resource',
  ]) {
    const response = await askProvider(new URL(path, server));
    const answer: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined;
    const [first] = resourceMetadata.safeParse(answer).data?.authorization_servers ?? [];
    if (first !== undefined) return new URL(first);
  }
  return new URL(server.origin);
}

async function registerAt(server: URL, callbackUrl: string): Promise<Configuration> {
  const client = {
    client_name: 'Nango sandbox',
    redirect_uris: [callbackUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
  return configure(
    await dynamicClientRegistration(server, client, None(), { algorithm: 'oauth2', execute: [allowInsecureRequests] }),
  );
}
