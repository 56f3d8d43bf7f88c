import express, { type Express } from 'express';
import { addOAuth1 } from '../../sandbox/provider/oauth1.js';

/**
 * The sandbox's OAuth 1.0a provider, without its pages: whoever comes is sent back at once, from
 * `/oauth1/deny/authorize` empty-handed.
 * @param url that the provider is reached at
 */
export function oauth1Provider(url: string): Express {
  const app = express();
  app.get(['/oauth1/authorize', '/oauth1/deny/authorize'], (request, _response, next) => {
    const denies = request.path.includes('/deny/');
    request.method = 'POST';
    request.url = request.url.replace('/deny/', '/');
    request.body = { action: denies ? 'deny' : 'allow' };
    next();
  });
  const visitor = { service: 'Mock provider', scopes: [], coop: false };
  addOAuth1(app, url, { key: 'mock-ck', secret: 'mock-cs' }, () => visitor);
  return app;
}
