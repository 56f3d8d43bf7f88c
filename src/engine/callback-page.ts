import { callHost } from './host-call.js';
import type { Lifetime } from './lifetime.js';
import type { PopupWindow } from './popup-window.js';
import { fieldsOf } from './wire.js';

interface CallbackPageEvents {
  /** The callback page reports that the server has made the connection. */
  onSuccess(): void;
  /** The callback page shows an error. */
  onError(message: unknown): void;
}

/**
 * Receives the message of the callback page, the last page that the popup shows, and acknowledges it, so that the page closes
 * itself.
 * @param origins accepted for the message
 * @param events callbacks; at most one of them is called, once
 * @see docs/protocol.md §4
 */
export function listenToCallbackPage(
  life: Lifetime,
  popup: PopupWindow,
  origins: readonly string[],
  { onSuccess, onError }: CallbackPageEvents,
): void {
  let seen = false;
  life.listen(window, ['message'], (event) => {
    if (!(event instanceof MessageEvent) || event.source !== popup.window || seen) return;
    if (!origins.includes(event.origin)) return;
    const { type, payload } = fieldsOf(event.data);
    const isSuccess = type === 'nango_oauth_callback_success';
    if (!isSuccess && type !== 'nango_oauth_callback_error') return;
    seen = true;
    callHost(() => popup.window.postMessage({ type: 'nango_oauth_callback_ack' }, event.origin));
    if (isSuccess) onSuccess();
    else onError(fieldsOf(payload).message);
  });
}
