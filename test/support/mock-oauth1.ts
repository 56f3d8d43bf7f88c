import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { form, redirect, withQuery } from './answers.js';

interface OAuth1Request {
  path: string;
  url: URL;
  request: IncomingMessage;
  fields: Record<string, string>;
}

const consumer = { key: 'mock-ck', secret: 'mock-cs' };

/**
 * The three legs of OAuth 1.0a; `/oauth1/deny/authorize` sends the user back empty-handed.
 * @see https://www.rfc-editor.org/rfc/rfc5849
 */
export function oauth1Endpoints() {
  const pending = new Map<string, { secret: string; callback: string }>();

  function authorize(path: string, key: string, response: ServerResponse) {
    const token = pending.get(key);
    if (!token) return response.writeHead(400).end('unknown token');
    if (path.includes('/deny/')) return redirect(response, withQuery(token.callback, { denied: key }));
    redirect(response, withQuery(token.callback, { oauth_token: key, oauth_verifier: 'verifier' }));
  }

  return function answer({ path, url, request, fields }: OAuth1Request, response: ServerResponse) {
    if (path.endsWith('/authorize')) return authorize(path, url.searchParams.get('oauth_token') ?? '', response);
    const header = parseHeader(request.headers.authorization ?? '');
    const sent = { ...Object.fromEntries(url.searchParams), ...fields, ...header };
    const token = pending.get(sent.oauth_token ?? '');
    if (!isSigned(request, sent, token?.secret ?? '')) return response.writeHead(401).end('bad signature');
    const fresh = { oauth_token: randomBytes(8).toString('hex'), oauth_token_secret: randomBytes(8).toString('hex') };
    if (path === '/oauth1/request_token') {
      pending.set(fresh.oauth_token, { secret: fresh.oauth_token_secret, callback: sent.oauth_callback ?? '' });
      return form(response, { ...fresh, oauth_callback_confirmed: 'true' });
    }
    if (!token || sent.oauth_verifier !== 'verifier') return response.writeHead(401).end('unknown token');
    pending.delete(sent.oauth_token ?? '');
    form(response, fresh);
  };
}

function isSigned(request: IncomingMessage, sent: Record<string, string>, secret: string): boolean {
  const pairs = Object.entries(sent)
    .filter(([name]) => name !== 'oauth_signature' && name !== 'realm')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const [path] = (request.url ?? '/').split('?');
  const base = [request.method ?? 'GET', `http://${request.headers.host}${path}`, pairs.join('&')]
    .map(encode)
    .join('&');
  const expected = createHmac('sha1', `${encode(consumer.secret)}&${encode(secret)}`)
    .update(base)
    .digest('base64');
  return sent.oauth_consumer_key === consumer.key && sent.oauth_signature === expected;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function parseHeader(header: string): Record<string, string> {
  const pairs = header.matchAll(/(\w+)="([^"]*)"/g);
  return Object.fromEntries(Array.from(pairs, ([, name = '', value = '']) => [name, decodeURIComponent(value)]));
}
