import type { Express, Request } from 'express';

/** The API of the stand-in for every provider: it only says whether credentials are good. */
export function addApi(app: Express): void {
  app.all('/api/*path', (request, response) => {
    response.status(isGood(request) ? 200 : 401).json({ ok: isGood(request) });
  });
}

/**
 * A key that begins with `good`, wherever the template puts it; as Basic, `good` with `pass`, or with what
 * templates put where a provider has no password: nothing or `X`.
 */
function isGood(request: Request): boolean {
  const { authorization = '', ...others } = request.headers;
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'basic') {
    const [name = '', password = ''] = Buffer.from(value, 'base64').toString().split(':');
    return name.startsWith('good') && ['pass', '', 'X'].includes(password);
  }
  if (scheme === 'OAuth') return /oauth_token="good/.test(authorization);
  if (value.startsWith('good')) return true;
  return Object.values(others).some((header) => typeof header === 'string' && header.startsWith('good'));
}
