import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { escapeHtml, html, json, listen, readFields, redirect, withQuery } from './answers.js';
import { oauth1Provider } from './mock-oauth1.js';

/** What one variant of the provider does with an authorization request. */
interface Variant {
  /** The query of the redirect back; `auto` when left out. */
  callback?: (request: { code: string; state: string }) => Record<string, string>;
  /** The page shown in place of an immediate redirect. */
  page?: (links: { approve: string; deny: string; delay: number }) => string;
  headers?: Record<string, string>;
  /** How long the answer itself takes, in ms. */
  wait?: number;
  /** Whether the token endpoint turns down the code. */
  refusesCode?: boolean;
}

const coop = { 'cross-origin-opener-policy': 'same-origin' };
const denial = { error: 'access_denied', error_description: 'The user denied the request' };

const consentPage: Variant['page'] = ({ approve, deny }) => `<h1>Mock provider</h1>
  <p>Allow access to your account?</p>
  <a id="approve" href="${escapeHtml(approve)}">Approve</a> <a id="deny" href="${escapeHtml(deny)}">Deny</a>`;

const movingPage: Variant['page'] = ({ approve, delay: ms }) => `<h1>One moment</h1>
  <script>setTimeout(() => location.replace(${JSON.stringify(approve)}), ${ms})</script>`;

/** The part of the path before `/authorize` chooses the row. A new variant is a new row. */
export const variants: Readonly<Record<string, Variant>> = {
  auto: {},
  consent: { page: consentPage },
  coop: { page: consentPage, headers: coop },
  deny: { callback: ({ state }) => ({ ...denial, state }) },
  badstate: { callback: ({ code }) => ({ code, state: '00000000-0000-1000-8000-000000000000' }) },
  nostate: { callback: ({ code }) => ({ code }) },
  nocode: { callback: ({ state }) => ({ state }) },
  badcode: { refusesCode: true },
  hang: { page: () => '<h1>There is no way on from here</h1>' },
  slow: { wait: 2000 },
  'auto-page': { page: movingPage },
  'auto-coop': { page: movingPage, headers: coop },
  close: { page: () => '<h1>Goodbye</h1><script>window.close()</script>' },
};

export interface MockProvider {
  readonly url: string;
  close(): Promise<void>;
}

interface Grant {
  variant: Variant;
  redirectUri: string;
  challenge: string | null;
}

/**
 * Starts an OAuth provider of which each variant fails, or succeeds, in its own way. It listens on 127.0.0.1,
 * which is another site than the sandbox's `localhost`.
 */
export async function startMockProvider(): Promise<MockProvider> {
  const grants = new Map<string, Grant>();
  const stopped = new AbortController();

  async function authorize(variant: Variant, query: URLSearchParams, response: ServerResponse) {
    const code = `code-${randomBytes(8).toString('hex')}`;
    const state = query.get('state') ?? '';
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!URL.canParse(redirectUri)) return json(response, 400, { error: 'invalid_request' });
    grants.set(code, { variant, redirectUri, challenge: query.get('code_challenge') });
    const back = variant.callback?.({ code, state }) ?? { code, state };
    const approve = withQuery(redirectUri, back);
    if (variant.wait) await delay(variant.wait, undefined, { signal: stopped.signal });
    if (!variant.page) return redirect(response, approve);
    const deny = withQuery(redirectUri, { ...denial, state });
    const ms = Number(query.get('delay') ?? 5000);
    html(response, variant.page({ approve, deny, delay: Number.isFinite(ms) ? ms : 5000 }), variant.headers);
  }

  function token(body: Record<string, string>, response: ServerResponse) {
    if (body.grant_type === 'refresh_token') return json(response, 200, tokens());
    const grant = grants.get(body.code ?? '');
    grants.delete(body.code ?? '');
    if (!grant || grant.variant.refusesCode || grant.redirectUri !== body.redirect_uri || !isProven(grant, body)) {
      return json(response, 400, { error: 'invalid_grant', error_description: 'The code is not valid' });
    }
    json(response, 200, { ...tokens(), scope: 'read write' });
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://mock');
    // `mock-oauth2-config` and its like put their subdomain in front: /t/<subdomain>/…
    const path = url.pathname.replace(/^\/t\/[^/]+/, '');
    if (path.startsWith('/oauth1/')) return void oauth1(request, response);
    const fields = await readFields(request);
    if (path === '/verify') return json(response, isVerified(request) ? 200 : 401, {});
    if (path === '/two-step/token')
      return json(response, fields.password === 'bad' ? 401 : 200, { token: 't', expires_in: 3600 });
    if (path === '/cc/token') return clientCredentials(request, fields, response);
    const [, name = '', action] = path.split('/');
    const variant = Object.hasOwn(variants, name) ? variants[name] : undefined;
    if (variant && action === 'authorize') return authorize(variant, url.searchParams, response);
    if (variant && action === 'token') return token(fields, response);
    json(response, 404, { error: 'not_found' });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!stopped.signal.aborted) console.error('mock provider:', error);
      response.destroy();
    });
  });
  const url = await listen(server);
  const oauth1 = oauth1Provider(url);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        stopped.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isProven(grant: Grant, body: Record<string, string>): boolean {
  if (!grant.challenge) return true;
  return (
    createHash('sha256')
      .update(body.code_verifier ?? '')
      .digest('base64url') === grant.challenge
  );
}

function isVerified(request: IncomingMessage): boolean {
  const basic = `Basic ${Buffer.from('good:pass').toString('base64')}`;
  return ['Bearer good-key', basic].includes(request.headers.authorization ?? '');
}

function clientCredentials(request: IncomingMessage, body: Record<string, string>, response: ServerResponse) {
  const basic = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
  const secret = body.client_secret ?? basic.split(':')[1];
  if (!secret || secret === 'bad') return json(response, 401, { error: 'invalid_client' });
  json(response, 200, tokens());
}

function tokens() {
  return {
    access_token: randomBytes(12).toString('hex'),
    refresh_token: randomBytes(12).toString('hex'),
    token_type: 'bearer',
    expires_in: 3600,
  };
}
