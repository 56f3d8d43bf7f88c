import type { Attempt } from './attempt.js';
import { listenToCallbackPage } from './callback-page.js';
import { AuthError } from './errors.js';
import type { WaitingReason } from './options.js';
import { onPageReturn } from './page-return.js';
import { watchPopup } from './popup-watch.js';
import type { PopupWindow } from './popup-window.js';
import type { Server } from './server.js';
import { checkSession } from './session-check.js';
import { openSocketChannel } from './socket-channel.js';

const longestAckMs = 10_000;
const callbackGraceMs = 1_500; // The callback page speaks a little before or after the socket, which knows more.
const inFlightMs = 3_000; // A result may be under way when the window goes.
const giveUpAfterSeconds = 30; // Of focus here, with a popup out of sight, where the page wants that.

/**
 * Leads the popup of an attempt to the provider, and waits for the result on every channel there is. The states are
 * those of docs/engine.md, in the same order.
 * @see docs/protocol.md §3 and §4
 */
export function runPopupFlow(attempt: Attempt, popup: PopupWindow, server: Server): void {
  const { order, life, log, fail, resolve, reject, recover } = attempt;
  const { integrationId } = order;
  const lost = new Set<WaitingReason>();
  let token: string | undefined; // The empty one is for a public key.

  const markLost = (reason: WaitingReason): void => {
    if (lost.has(reason)) return;
    lost.add(reason);
    log(reason);
    if (lost.size > 1) recover();
    order.onWaiting?.(reason);
  };
  const giveUp = () => fail('window_closed', { outcome: 'unknown' });

  // Opening: a blank popup; socket and token are on their way, at the same time.

  log('popup opened');
  const sendOn = (): void => {
    if (token === undefined || !socket.id || popup.navigated || life.signal.aborted) return;
    server.tokens.retryOn401(lead, token).catch(refuse);
  };
  const takeSocket = () => server.sockets.takeSocket();
  const socket = openSocketChannel(life, takeSocket, integrationId, () => popup.navigated, {
    onId: () => sendOn(),
    onResult: resolve,
    onError: reject,
    onLost: (error) => (popup.navigated ? markLost('lost') : reject(error)),
  });
  life.after(longestAckMs, () => socket.id || fail('connection_timeout'));
  server.tokens.get().then((value) => {
    token = value;
    sendOn();
  }, reject);

  // At the provider: the session is read beside the popup.

  const lead = async (value: string): Promise<void> => {
    const navigated = popup.navigate(server.popupUrl(order, value, socket.id));
    log('popup sent on');
    await navigated;
    if (value) await checkSession(server, value, integrationId, life);
  };
  const refuse = (thrown: unknown): void => {
    if (!(thrown instanceof AuthError) || thrown.type === 'integration_not_allowed') return reject(thrown);
    const isOver = thrown.status === 401 || thrown.type === 'session_token_error';
    if (isOver) fail('session_token_error', { status: 401, cause: thrown });
  };

  // Callback page seen.

  listenToCallbackPage(life, popup, new URL(server.api).origin, {
    onSuccess() {
      log('callback page: success');
      stopWatching();
      life.after(callbackGraceMs, () => fail('connection_lost'));
    },
    onError(message) {
      log('callback page: error');
      stopWatching();
      life.after(callbackGraceMs, () => {
        // Without the socket a page that says "error" is no proof: some providers add one to a good callback.
        fail('callback_err', { message, outcome: lost.has('lost') ? 'unknown' : undefined });
      });
    },
  });

  // Closed, probably closed, detached: what the browser calls closed is a hint.

  const stopWatching = watchPopup(life, popup, (verdict) => {
    log(verdict);
    switch (verdict) {
      case 'closed':
        return fail('window_closed');
      case 'probably-closed':
        return life.after(inFlightMs, giveUp);
      case 'detached':
        markLost('detached');
        if (order.detectClosedAuthWindow) afterFocus(giveUpAfterSeconds, giveUp);
    }
  });
  const afterFocus = (seconds: number, act: () => void): void => {
    let focusedSeconds = 0;
    life.every(1_000, () => {
      focusedSeconds = document.hasFocus() ? focusedSeconds + 1 : 0;
      if (focusedSeconds === seconds) act();
    });
  };

  // Lost: the socket is gone.

  onPageReturn(life, () => lost.has('lost') && recover());
}
