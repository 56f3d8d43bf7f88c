import type { FakePopup } from './fake-popup.js';
import type { FakeSocket } from './fake-socket.js';
import type { FakeConnection, Scenario } from './options.js';

/** A popup that was navigated to the provider. */
export interface ProviderVisit {
  readonly popup: FakePopup;
  /** The socket named in the popup's URL. */
  readonly socket: FakeSocket | undefined;
  /** Makes the connection. */
  connect(): FakeConnection;
}

/**
 * What happens at the provider.
 *
 * @returns whether the popup is left open, for `finish()`
 */
export function visitProvider(visit: ProviderVisit, scenario: Scenario): boolean {
  const { popup, socket } = visit;
  switch (scenario) {
    case 'success':
    case 'slow':
    case 'blocked':
      finishVisit(visit);
      return false;
    case 'denied':
    case 'refused':
      socket?.receive(errorFrame('callback_err', 'error: access_denied'));
      return false;
    case 'closed':
      popup.closeByUser();
      return false;
    case 'severed':
      popup.sever();
      return true;
    case 'socket-lost':
      socket?.drop();
      return true;
    case 'expired':
    case 'offline':
      // The popup shows an error page, and the socket gets no frame.
      return false;
  }
}

/** The user signs in and consents. */
export function finishVisit({ socket, connect }: ProviderVisit): void {
  const { providerConfigKey, connectionId } = connect();
  socket?.receive({
    message_type: 'success',
    provider_config_key: providerConfigKey,
    connection_id: connectionId,
    is_pending: false,
  });
}

/** @see docs/protocol.md §3.2 and §3.5 */
export function errorFrame(type: string, description: string): object {
  return { message_type: 'error', error_type: type, error_desc: description };
}
