import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Environment } from './environment.js';
import { tooManyRequests } from './errors.js';
import type { Integration } from './integrations.js';
import { setLimitHeaders } from './rate-limit.js';
import type { Session, SessionDetails } from './sessions.js';
import type { SocketFault } from './sockets.js';

const slowness = 2000;

/**
 * Does to a request what the integration was told to get wrong. True when it was answered, or never will be.
 *
 * @throws HttpError for `rate-limit`
 */
export async function misbehave(
  environment: Environment,
  integration: Integration | undefined,
  request: Request,
  response: Response,
): Promise<boolean> {
  switch (integration?.fault) {
    case 'no-answer':
      environment.activity.add({
        integration: integration.unique_key,
        outcome: 'failed',
        code: 'fault',
        message: 'never answered',
      });
      return true;
    case 'html-502':
      response.status(502).type('html').send('<html><body><h1>502 Bad Gateway</h1></body></html>');
      environment.activity.add({
        integration: integration.unique_key,
        outcome: 'failed',
        code: 'fault',
        message: 'answered 502',
      });
      return true;
    case 'rate-limit':
      setLimitHeaders(response, 1, -1, Date.now() + 60_000);
      throw tooManyRequests(request);
    case 'slow':
      await wait(slowness, undefined, { signal: environment.closing });
      return false;
    default:
      return false;
  }
}

/** The socket's address for a session: where one integration alone is allowed, its fault is known beforehand. */
export function websocketsPath(environment: Environment, session: Session | SessionDetails): string {
  const allowed = session.allowed_integrations ?? [];
  const only = allowed.length === 1 ? environment.integrations.get(allowed[0] ?? '') : undefined;
  const fault: SocketFault | undefined = only?.fault === 'never-ack' ? 'never-ack' : undefined;
  return fault ? `/?fault=${fault}` : '/';
}
