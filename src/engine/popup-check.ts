import { AuthError } from './errors.js';
import type { Lifetime } from './lifetime.js';
import type { Order } from './order.js';
import type { Server } from './server.js';
import { isSession } from './answers.js';

const probeAfterMs = 3_000; // By then, most popups that need no login are done, which saves the server this request.

/**
 * Finds errors that only the popup would show, by requests of its own.
 * @throws {AuthError} with the server's code if it refuses; `integration_not_allowed`; otherwise like any request
 * @see docs/protocol.md §3.6
 */
export async function checkPopup(server: Server, order: Order, token: string, life: Lifetime): Promise<void> {
  if (token) {
    const session = await server.read('connect/session', isSession, token, life);
    const allowed = session.allowed_integrations;
    if (allowed?.length && !allowed.includes(order.integrationId)) throw new AuthError('integration_not_allowed');
    if (!session.isReconnecting) return;
  }
  // Only the popup's own endpoint checks a public key, and the connection to renew.
  await new Promise<void>((resolve) => life.after(probeAfterMs, resolve));
  await server.probePopup(order, token, life);
}
