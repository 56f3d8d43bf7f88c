import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import type { Attempt } from './attempt.js';
import { PopupFailure } from './popup-result.js';

interface RequestToken {
  token: string;
  tokenSecret: string;
}

/** The first leg. @throws PopupFailure `token_err` @see https://www.rfc-editor.org/rfc/rfc5849#section-2.1 */
export async function requestToken(attempt: Attempt, callback: string): Promise<RequestToken> {
  const { request_url: address, request_params: params } = attempt.template;
  const url = new URL(address ?? '');
  for (const [name, value] of Object.entries(params ?? {})) url.searchParams.set(name, value);
  try {
    return await signedPost(attempt, url, { oauth_callback: callback });
  } catch (cause) {
    throw new PopupFailure('token_err', `No request token: ${cause instanceof Error ? cause.message : 'unknown'}`);
  }
}

export function authorizationUrl(attempt: Attempt, { token }: RequestToken, callback: string): URL {
  const url = new URL(attempt.template.authorization_url ?? '');
  url.searchParams.set('oauth_token', token);
  url.searchParams.set('oauth_callback', callback);
  url.searchParams.set('scope', attempt.integration.scopes ?? '');
  return url;
}

/** The last leg; the token is then forgotten. @throws Error with what the provider said */
export async function accessToken(attempt: Attempt, request: RequestToken, verifier: string): Promise<void> {
  const address = attempt.template.token_url;
  if (typeof address !== 'string') throw new Error('The template has no token_url');
  await signedPost(attempt, new URL(address), { oauth_verifier: verifier }, request);
}

async function signedPost(
  attempt: Attempt,
  url: URL,
  data: Record<string, string>,
  token?: RequestToken,
): Promise<RequestToken> {
  const { integration, template } = attempt;
  const method = template.signature_method ?? 'HMAC-SHA1';
  const signer = new OAuth({
    consumer: { key: integration.client_id ?? '', secret: integration.client_secret ?? '' },
    signature_method: method,
    hash_function: (base, key) =>
      method === 'PLAINTEXT' ? key : createHmac(method.replace('HMAC-', ''), key).update(base).digest('base64'),
  });
  const request = { url: url.href, method: 'POST', data };
  const signed = signer.authorize(request, token && { key: token.token, secret: token.tokenSecret });
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...signer.toHeader(signed) },
    signal: AbortSignal.timeout(30_000),
  });
  const answer = new URLSearchParams(await response.text());
  const given = answer.get('oauth_token');
  if (!response.ok || given === null) throw new Error(`the provider answered ${response.status}`);
  return { token: given, tokenSecret: answer.get('oauth_token_secret') ?? '' };
}
