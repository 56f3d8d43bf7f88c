import { AuthError } from './errors.js';
import type { Lifetime } from './lifetime.js';
import type { Server } from './server.js';
import { isSession } from './wire.js';

/**
 * Learns what only the popup would show: that the session is over, or doesn't allow the integration.
 * @throws {AuthError} `integration_not_allowed`; else as every request
 * @see docs/protocol.md §3.6, §6.3
 */
export async function checkSession(
  server: Server,
  token: string,
  integrationId: string,
  life: Lifetime,
): Promise<void> {
  const { allowed_integrations: allowed } = await server.read('connect/session', isSession, token, life);
  if (allowed?.length && !allowed.includes(integrationId)) throw new AuthError('integration_not_allowed');
}
