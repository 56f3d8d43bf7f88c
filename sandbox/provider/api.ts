import { randomUUID } from 'node:crypto';
import express, { type Express, type Request } from 'express';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { field } from './fields.js';

/** The APIs of the stand-in for every provider: they only say whether credentials are good. */
export function addApi(app: Express, url: string): void {
  app.all('/api/*path', (request, response) => {
    const good = isGood(request);
    response.status(good ? 200 : 401).json({ ok: good });
  });

  app.post('/cc/token', express.urlencoded(), (request, response) => {
    const [, secret] = basicOf(request) ?? ['', field(request, 'client_secret')];
    const good = secret.startsWith('good') || isGoodJwt(field(request, 'client_assertion'));
    response
      .status(good ? 200 : 401)
      .json(good ? { access_token: randomUUID(), token_type: 'bearer' } : { error: 'invalid_client' });
  });

  app.post('/two-step/token', express.urlencoded(), express.json(), (request, response) => {
    const sent = Object.values(z.record(z.string(), z.unknown()).safeParse(request.body).data ?? {});
    const token = randomUUID();
    // Templates look for the token in different places.
    const answer = { token, access_token: token, data: { accessToken: token }, expires_in: 3600 };
    const good = sent.some((value) => typeof value === 'string' && value.startsWith('good'));
    response.status(good ? 200 : 401).json(good ? answer : { error: 'invalid_credentials' });
  });

  app.post('/bill/login', express.json(), (request, response) => {
    const good = field(request, 'username').startsWith('good') && field(request, 'password') === 'pass';
    response.status(good ? 200 : 401).json(good ? { sessionId: randomUUID() } : { message: 'Invalid credentials' });
  });

  app.post('/sts', express.json(), (request, response) => {
    const good = /^arn:aws:iam::\d{12}:role\/.+/.test(field(request, 'role_arn'));
    response.status(good ? 200 : 403).json(good ? { accessKeyId: 'sandbox' } : { message: 'AccessDenied' });
  });

  // An MCP server says who gives tokens for it. @see https://www.rfc-editor.org/rfc/rfc9728
  app.get('/.well-known/oauth-protected-resource/mcp', (_request, response) => {
    response.json({ resource: `${url}/mcp`, authorization_servers: [url] });
  });
}

/**
 * A key that begins with `good`, wherever the template puts it; as Basic, `good` with `pass`, or with what templates
 * put where a provider has no password: nothing or `X`; a JWT, unless its issuer or key id begins with `bad`.
 */
function isGood(request: Request): boolean {
  const basic = basicOf(request);
  if (basic) return basic[0].startsWith('good') && ['pass', '', 'X'].includes(basic[1]);
  const { authorization = '', ...others } = request.headers;
  const values = [authorization.replace(/^\S+ /, ''), ...Object.values(others)];
  return values.some(
    (value) => typeof value === 'string' && (/^good|oauth_token="good|Username="good/.test(value) || isGoodJwt(value)),
  );
}

function basicOf(request: Request): [string, string] | undefined {
  const [scheme = '', value = ''] = (request.get('authorization') ?? '').split(' ');
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const text = Buffer.from(value, 'base64').toString();
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

function isGoodJwt(text: string): boolean {
  try {
    const { kid = '' } = decodeProtectedHeader(text);
    const { iss = '' } = decodeJwt(text);
    return ![kid, iss].some((name) => name.startsWith('bad'));
  } catch {
    return false;
  }
}
