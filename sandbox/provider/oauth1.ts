import { createHmac, randomBytes } from 'node:crypto';
import express, { type Express, type Request, type Response } from 'express';
import OAuth from 'oauth-1.0a';
import { text } from '../text.js';
import { field } from './fields.js';
import { consentPage, errorPage, loginPage } from './pages.js';
import type { Visitors } from './visitors.js';

interface Pending {
  secret: string;
  callback: string;
  verifier: string;
}

/** A small OAuth 1.0a provider: signatures are checked. @see https://www.rfc-editor.org/rfc/rfc5849 */
export function addOAuth1(
  app: Express,
  issuer: string,
  consumer: { key: string; secret: string },
  visitors: Visitors,
): void {
  const pending = new Map<string, Pending>();
  const signer = new OAuth({
    consumer,
    signature_method: 'HMAC-SHA1',
    hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
  });

  app.post('/oauth1/request_token', (request, response) => {
    const sent = readHeader(request);
    if (!isSigned(request, sent, undefined)) return refuse(response);
    const token = fresh();
    pending.set(token, { secret: fresh(), callback: sent.oauth_callback ?? '', verifier: fresh() });
    sendForm(response, {
      oauth_token: token,
      oauth_token_secret: pending.get(token)?.secret ?? '',
      oauth_callback_confirmed: 'true',
    });
  });

  app.get('/oauth1/authorize', (request, response) => show(request, response, 'login'));

  app.post('/oauth1/authorize', express.urlencoded(), (request, response) => {
    const token = text(request.query.oauth_token) ?? '';
    const known = pending.get(token);
    if (!known) return show(request, response, 'login');
    const action = field(request, 'action');
    if (action === 'sign-in') return show(request, response, 'consent');
    const back = new URL(known.callback);
    if (action === 'allow') {
      back.searchParams.set('oauth_token', token);
      back.searchParams.set('oauth_verifier', known.verifier);
    } else {
      pending.delete(token);
      back.searchParams.set('denied', token);
    }
    response.redirect(back.href);
  });

  app.post('/oauth1/access_token', (request, response) => {
    const sent = readHeader(request);
    const token = sent.oauth_token ?? '';
    const known = pending.get(token);
    if (!known || known.verifier !== sent.oauth_verifier || !isSigned(request, sent, known.secret))
      return refuse(response);
    pending.delete(token);
    sendForm(response, { oauth_token: fresh(), oauth_token_secret: fresh() });
  });

  function show(request: Request, response: Response, step: 'login' | 'consent'): void {
    const known = pending.get(text(request.query.oauth_token) ?? '');
    response.type('html');
    if (!known) return void response.status(400).send(errorPage('The request token is unknown or was used.'));
    const { service, scopes, coop } = visitors(new URL(known.callback).searchParams.get('state'));
    if (coop) response.set('Cross-Origin-Opener-Policy', 'same-origin');
    const visit = { service, action: request.originalUrl };
    response.send(step === 'login' ? loginPage(visit) : consentPage(visit, scopes));
  }

  function isSigned(
    request: Request,
    { oauth_signature: signature, ...sent }: Record<string, string>,
    secret: string | undefined,
  ): boolean {
    if (sent.oauth_consumer_key !== consumer.key) return false;
    const data = { ...sent, ...Object.fromEntries(new URL(request.originalUrl, issuer).searchParams) };
    const base = [request.method, `${issuer}${request.path}`, parameterText(data)].map((part) =>
      signer.percentEncode(part),
    );
    return createHmac('sha1', signer.getSigningKey(secret)).update(base.join('&')).digest('base64') === signature;
  }

  function parameterText(data: Record<string, string>): string {
    const pairs = Object.entries(data).map(
      ([name, value]) => `${signer.percentEncode(name)}=${signer.percentEncode(value)}`,
    );
    return pairs.sort().join('&');
  }
}

function readHeader(request: Request): Record<string, string> {
  const pairs = (request.get('authorization') ?? '').matchAll(/(\w+)="([^"]*)"/g);
  return Object.fromEntries(Array.from(pairs, ([, name = '', value = '']) => [name, decodeURIComponent(value)]));
}

function sendForm(response: Response, fields: Record<string, string>): void {
  response.type('application/x-www-form-urlencoded').send(new URLSearchParams(fields).toString());
}

function refuse(response: Response): void {
  response.status(401).type('text').send('The signature or the token is wrong');
}

function fresh(): string {
  return randomBytes(16).toString('hex');
}
