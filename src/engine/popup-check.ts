import { AuthError } from './errors.js';
import type { Lifetime } from './lifetime.js';
import type { Order } from './order.js';
import type { Server } from './server.js';
import { isSession } from './answers.js';

const probeAfterMs = 3_000; // Most popups that get through at once are done by then, and cost the server nothing.

/**
 * Learns beside the popup what only that would show.
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
  // A public key, and a connection to renew, are only looked at where the popup goes.
  await new Promise<void>((resolve) => life.after(probeAfterMs, resolve));
  await server.probePopup(order, token, life);
}
