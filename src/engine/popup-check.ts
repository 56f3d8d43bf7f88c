import { AuthError } from './errors.js';
import type { Lifetime } from './lifetime.js';
import type { Order } from './order.js';
import type { Server } from './server.js';
import { isSession } from './answers.js';

const probeAfterMs = 3_000; // By then most popups that need no user are done, and the server is spared this request.

/**
 * Finds out, by requests beside the popup, what only the popup would show.
 * @throws {AuthError} the server's refusal, or `integration_not_allowed`; else as every request
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
