import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { endUserOf } from './authentication.js';
import type { Environment } from './environment.js';
import { behaviorOf } from './faults.js';
import type { Integration } from './integrations.js';
import type { Session } from './sessions.js';

/** Applies the integration's fault to a request. @returns whether the request was handled, or will never be answered */
export async function applyFault(
  environment: Environment,
  integration: Integration | undefined,
  request: Request,
  response: Response,
): Promise<boolean> {
  if (!integration) return false;
  const behavior = behaviorOf(integration);
  if (behavior.wait !== undefined) {
    await wait(integration.fault_delay ?? behavior.wait, undefined, { signal: environment.closing });
  }
  const done = behavior.answer?.({ request, response, otherUrl: environment.otherUrl });
  if (done === undefined) return false;
  environment.activity.add({
    integration: integration.unique_key,
    ...endUserOf(environment, request),
    outcome: 'failed',
    code: 'fault',
    message: done,
  });
  return true;
}

/** The socket's path for a session. If only one integration is allowed, the path contains its fault. */
export function websocketsPath(environment: Environment, session: Session): string {
  const [only, ...others] = session.allowed_integrations ?? [];
  const integration = only === undefined || others.length > 0 ? undefined : environment.integrations.get(only);
  const { socket } = behaviorOf(integration);
  if (!integration || socket === undefined) return '/';
  const { unique_key: key, fault_delay: delay } = integration;
  const query = { fault: socket, integration: key, ...(delay !== undefined && { delay: String(delay) }) };
  return `/?${new URLSearchParams(query).toString()}`;
}
