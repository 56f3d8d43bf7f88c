import {
  allowInsecureRequests,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  genericGrantRequest,
  None,
  randomPKCECodeVerifier,
  type ClientAuth,
} from 'openid-client';
import { z } from 'zod';
import { defaultsOf, texts, valuesOf, type Attempt } from './attempt.js';
import { fill, fillUrl, missingForUrl, unfilled } from './placeholders.js';
import { PopupFailure } from './popup-result.js';
import type { Template } from './templates.js';

export type Client = Configuration;

/** What the page may add to an OAuth request. */
export interface OAuthRequest {
  clientId: string | undefined;
  clientSecret: string | undefined;
  authorizationParams: Readonly<Record<string, string>>;
  userScope: string | undefined;
}

/** The OAuth client of an integration. @throws PopupFailure when the template's addresses lack a value */
export function clientOf(attempt: Attempt, asked: OAuthRequest): Client {
  const { integration, template } = attempt;
  const values = valuesOf(attempt);
  const authorization = requireUrl(template.authorization_url, values);
  const token = requireUrl(tokenUrl(template, 'OAUTH2'), values);
  const id = asked.clientId ?? integration.client_id ?? '';
  const secret = asked.clientSecret ?? integration.client_secret;
  const server = {
    issuer: new URL(authorization).origin,
    authorization_endpoint: authorization,
    token_endpoint: token,
  };
  return configure(new Configuration(server, id, undefined, clientAuth(template, secret)));
}

/** Some providers in the catalog use plain `http:`, or answer less than the specification requires. */
export function configure(client: Configuration): Configuration {
  allowInsecureRequests(client);
  client[customFetch] = async (url, { body, headers, method, redirect, signal }) => {
    const request = {
      headers,
      method,
      redirect,
      ...((typeof body === 'string' || body instanceof URLSearchParams) && { body }),
      ...(signal && { signal }),
    };
    return lenient(await fetch(url, request));
  };
  return client;
}

function clientAuth(template: Template, secret: string | undefined): ClientAuth {
  if (!secret) return None();
  return template.token_request_auth_method === 'basic' ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

/** The type of a token is often left out; an ID token is not asked for and would need the issuer's keys. */
async function lenient(response: Response): Promise<Response> {
  const text = await response.text();
  const tokens = parseTokens(text);
  if (!tokens) return new Response(text, response);
  delete tokens.id_token;
  return Response.json({ token_type: 'bearer', ...tokens }, { status: response.status });
}

function parseTokens(text: string): Record<string, unknown> | undefined {
  try {
    return z.looseObject({ access_token: z.string() }).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Where the popup goes. The verifier is for the exchange. */
export async function authorizationUrl(
  client: Client,
  attempt: Attempt,
  asked: OAuthRequest,
  redirect: { callbackUrl: string; state: string },
): Promise<{ url: URL; verifier: string }> {
  const { integration, template, session } = attempt;
  const values = valuesOf(attempt);
  const fixed = Object.entries(texts(template.authorization_params));
  const missing = fixed.flatMap(([, value]) => unfilled(value, values));
  if (missing.length > 0) throw missingParams(missing);
  const verifier = randomPKCECodeVerifier();
  const optional = new Map(fixed.map(([name, value]) => [name, fill(value, values)]));
  if (!template.disable_pkce) {
    optional.set('code_challenge', await calculatePKCECodeChallenge(verifier));
    optional.set('code_challenge_method', 'S256');
  }
  const defaults = defaultsOf(session, integration);
  const scopes = session ? defaults?.user_scopes : asked.userScope;
  if (scopes && integration.provider === 'slack') optional.set('user_scope', scopes);
  for (const [name, value] of Object.entries(defaults?.authorization_params ?? asked.authorizationParams)) {
    // The text `undefined` removes what is optional; what every request needs stays.
    if (value === 'undefined') optional.delete(name);
    else optional.set(name, value);
  }
  const url = buildAuthorizationUrl(client, {
    response_type: 'code',
    redirect_uri: redirect.callbackUrl,
    scope: scopesOf(attempt).join(template.scope_separator ?? ' '),
    state: redirect.state,
    ...Object.fromEntries(optional),
  });
  return { url, verifier };
}

/** Trades the code for a token, which is then forgotten. @throws Error with what the token endpoint said */
export async function exchange(
  client: Client,
  attempt: Attempt,
  { code, verifier, callbackUrl }: { code: string; verifier: string | undefined; callbackUrl: string },
): Promise<void> {
  const values = valuesOf(attempt);
  const { grant_type: grant = 'authorization_code', ...fixed } = texts(attempt.template.token_params);
  const filled = Object.entries(fixed).map(([name, value]): [string, string] => [name, fill(value, values)]);
  const usesPkce = verifier !== undefined && !attempt.template.disable_pkce;
  await genericGrantRequest(client, grant, {
    ...Object.fromEntries(filled),
    code,
    redirect_uri: callbackUrl,
    ...(usesPkce && { code_verifier: verifier }),
  });
}

/** The integration's, unless the session (or, with the public key, the page) overrides them. */
function scopesOf({ integration, params, session }: Attempt): string[] {
  const config = session ? defaultsOf(session, integration)?.connection_config : params;
  const override = config?.oauth_scopes_override;
  const scopes = typeof override === 'string' ? override : (integration.scopes ?? '');
  return scopes
    .split(',')
    .map((scope) => scope.trim())
    .filter(Boolean);
}

/** The address for one of the modes where a template has several. */
export function tokenUrl(template: Template, mode: string): string | undefined {
  return typeof template.token_url === 'object' ? template.token_url[mode] : template.token_url;
}

function requireUrl(text: string | undefined, values: Record<string, unknown>): string {
  if (text === undefined) throw new Error('The template has no such address');
  const missing = missingForUrl(text, values);
  if (missing.length > 0) throw missingParams(missing);
  return fillUrl(text, values);
}

function missingParams(missing: readonly string[]): PopupFailure {
  return new PopupFailure('url_param_err', `The provider's address needs a value for ${missing.join(', ')}`);
}
