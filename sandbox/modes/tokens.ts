import { importJWK } from 'jose';
import {
  ClientSecretBasic,
  ClientSecretPost,
  clientCredentialsGrant,
  Configuration,
  PrivateKeyJwt,
  type ClientAuth,
} from 'openid-client';
import { z } from 'zod';
import { texts, valuesOf, type Attempt } from '../attempt.js';
import { described } from '../errors.js';
import { configure, tokenUrl } from '../oauth2.js';
import { choose, fill, fillDeep, missingForUrl } from '../placeholders.js';
import { failureOf, postToProvider } from '../provider-request.js';
import type { Template } from '../templates.js';
import { endpoint, NoAnswer } from './endpoint.js';

const required = z.string().min(1);
const jwkSchema = z.looseObject({ kty: z.string(), alg: z.string().default('RS256'), kid: z.string().optional() });

interface ClientCredentials {
  client_id: string;
  client_secret?: string | undefined;
  client_private_key?: string | undefined;
}

/** Unlike the other bodies this one has no schema: a code says what is missing. */
const clientCredentialsBody = z.unknown().transform((body): ClientCredentials => {
  const { client_id: id, client_secret: secret, client_private_key: key } = texts(body);
  if (!id) throw described(400, 'missing_client_id', 'client_id is missing');
  if (!secret && !key) throw described(400, 'missing_client_secret', 'client_secret is missing');
  return { client_id: id, client_secret: secret, client_private_key: key };
});

/**
 * A certificate (`client_certificate`) is accepted but not presented: it belongs to TLS, and the providers of a
 * sandbox speak plain HTTP.
 */
export const clientCredentials = endpoint(
  '/oauth2/auth/:key',
  'OAUTH2_CC',
  clientCredentialsBody,
  async (body, attempt) => {
    const { template, params } = attempt;
    const values = valuesOf(attempt, { ...body });
    const address = tokenUrl(template, 'OAUTH2_CC') ?? '';
    if (missingForUrl(address, values).length > 0) {
      // Nango makes a code of a sentence here.
      throw described(
        500,
        'unhandled_missing_connection_config_param(s)_to_replace_in_url',
        'The token address needs params',
      );
    }
    const url = fill(choose(address, values), values);
    try {
      const server = { issuer: new URL(url).origin, token_endpoint: url };
      const client = configure(new Configuration(server, body.client_id, undefined, await clientAuth(template, body)));
      await clientCredentialsGrant(client, {
        ...texts(fillDeep(template.token_params, values)),
        ...(params.oauth_scopes && { scope: params.oauth_scopes }),
      });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw described(400, 'client_credentials_fetch_error', 'The provider gave no token', reason);
    }
  },
);

async function clientAuth(template: Template, body: ClientCredentials): Promise<ClientAuth> {
  if (body.client_private_key && template.token_request_auth_method === 'private_key_jwt') {
    const jwk = jwkOf(body.client_private_key);
    const key = await importJWK(jwk, jwk.alg);
    if (key instanceof Uint8Array) throw new Error('The private key must be an asymmetric one');
    return PrivateKeyJwt(jwk.kid === undefined ? key : { key, kid: jwk.kid });
  }
  return template.token_request_auth_method === 'basic'
    ? ClientSecretBasic(body.client_secret)
    : ClientSecretPost(body.client_secret);
}

function jwkOf(text: string) {
  try {
    return jwkSchema.parse(JSON.parse(text));
  } catch {
    // The message of the cause would have a piece of the key in it.
    throw new Error('The private key is not a JWK');
  }
}

/** When the provider refuses or is away, Nango never answers. */
export const bill = endpoint(
  '/auth/bill/:key',
  'BILL',
  z.strictObject({ username: required, password: required, organization_id: required, dev_key: required }),
  async (body, attempt: Attempt) => {
    const { organization_id: organizationId, dev_key: devKey, username, password } = body;
    const address = tokenUrl(attempt.template, 'BILL') ?? '';
    const response = await postToProvider(address, { username, password, organizationId, devKey });
    if (!response?.ok) throw new NoAnswer(`the provider ${failureOf(response)}`);
  },
);
