import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import { z } from 'zod';
import { valuesOf, type Attempt } from '../attempt.js';
import { HttpError, plain } from '../errors.js';
import { fill } from '../placeholders.js';
import { refusal } from '../verification.js';
import { endpoint } from './endpoint.js';

const secret = z.string().max(1024);
const required = z.string().min(1);

export const apiKey = endpoint(
  '/api-auth/api-key/:key',
  'API_KEY',
  z.strictObject({ apiKey: secret.min(1) }),
  testByRequest,
);

export const basic = endpoint(
  '/api-auth/basic/:key',
  'BASIC',
  z.strictObject({ username: secret, password: secret }),
  testByRequest,
);

async function testByRequest(credentials: Record<string, string>, attempt: Attempt): Promise<void> {
  const reason = await refusal(attempt.template, valuesOf(attempt, credentials));
  if (reason) throw plain(400, 'connection_test_failed', reason);
}

export const none = endpoint('/auth/unauthenticated/:key', 'NONE', z.strictObject({}).optional(), () =>
  Promise.resolve(),
);

/** A connection that the provider's webhook would finish. */
export const outbound = endpoint('/auth/oauth-outbound/:key', 'OAUTH2', z.unknown(), () => Promise.resolve());

export const tba = endpoint(
  '/auth/tba/:key',
  'TBA',
  z.strictObject({
    token_id: required,
    token_secret: required,
    oauth_client_id_override: z.string().optional(),
    oauth_client_secret_override: z.string().optional(),
  }),
  async (body, attempt) => {
    const { integration, template } = attempt;
    const values = valuesOf(attempt, body);
    const verification = template.proxy?.verification;
    const signer = new OAuth({
      consumer: {
        key: body.oauth_client_id_override ?? integration.client_id ?? '',
        secret: body.oauth_client_secret_override ?? integration.client_secret ?? '',
      },
      signature_method: 'HMAC-SHA256',
      hash_function: (base, key) => createHmac('sha256', key).update(base).digest('base64'),
    });
    const url = fill(`${template.proxy?.base_url ?? ''}${verification?.endpoints?.[0] ?? ''}`, values);
    const request = { url, method: verification?.method ?? 'GET' };
    const signed = signer.toHeader(signer.authorize(request, { key: body.token_id, secret: body.token_secret }));
    const reason = await refusal(template, values, { authorization: signed.Authorization });
    // Nango answers this one failure with status 200.
    if (reason) throw new HttpError(200, { code: 'invalid_credentials', message: reason });
  },
);
