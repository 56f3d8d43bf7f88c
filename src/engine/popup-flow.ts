import type { Attempt } from './attempt.js';
import { listenToCallbackPage } from './callback-page.js';
import { AuthError } from './errors.js';
import { callHost } from './host-call.js';
import type { WaitingReason } from './options.js';
import { onPageReturn } from './page-return.js';
import { hasFocus } from './page-state.js';
import { checkPopup } from './popup-check.js';
import { watchPopup } from './popup-watch.js';
import type { PopupWindow } from './popup-window.js';
import type { Server } from './server.js';
import { openSocketChannel } from './socket-channel.js';
import { readError } from './wire.js';

const callbackErrorGraceMs = 1_500; // The socket's frame comes a little before or after the callback page's message.
const callbackSuccessWaitMs = 30_000; // Only the socket's frame has the connection id.
const refusedTokenWaitMs = 20_000; // A popup that got through before its token expired can still succeed.
const inFlightMs = 3_000; // A result may be on its way when the popup closes.
const giveUpAfterSeconds = 30; // Of focus on this page, with `detectClosedAuthWindow`.

/**
 * Sends an attempt's popup to the provider, and waits for the result on every channel. The states are those of
 * docs/engine.md, in the same order.
 * @see docs/protocol.md §3 and §4
 */
export function runPopupFlow(attempt: Attempt, popup: PopupWindow, server: Server): void {
  const { order, life, log, fail, settle, reject, cancel, recover, markUncertain } = attempt;
  const lost = new Set<WaitingReason>();
  let token: string | undefined; // Empty with a public key.
  /** What the attempt ends with once nothing more can come. */
  let ending = new AuthError('window_closed', { outcome: 'unknown' });
  let callbackSucceeded = false;

  const giveUp = () => {
    // After the callback page's success, another timeout applies.
    if (!callbackSucceeded) reject(ending);
  };
  const giveUpWithoutSocket = () => {
    if (callbackSucceeded && socket.closed) fail('connection_lost');
  };
  const markLost = (reason: WaitingReason): void => {
    if (lost.has(reason)) return;
    lost.add(reason);
    if (reason === 'lost') markUncertain();
    log(reason);
    if (lost.size > 1) recover();
    callHost(() => order.onWaiting?.(reason));
  };

  // Opening: a blank popup; socket and token are requested in parallel.

  log('popup opened');
  const sendOn = (): void => {
    if (token === undefined || !socket.id || popup.navigations || life.signal.aborted) return;
    // The user has closed it, which the next look will tell.
    if (popup.closed) return;
    server.tokens.withToken(navigate, token, life).catch(onRefused);
  };
  const socket = openSocketChannel(life, server.sockets.takeSocket, order.integrationId, () => popup.navigations > 0, {
    onId: sendOn,
    onResult(how) {
      // The server sends it as it answers with its callback page.
      popup.expectPage();
      settle(how);
    },
    onForeign: () => log('frame ignored'),
    onLost(error) {
      if (!popup.navigations) return reject(error);
      markLost('lost');
      giveUpWithoutSocket();
    },
  });
  server.tokens.take(life).then((value) => {
    token = value;
    sendOn();
  }, reject);

  // At the provider: requests beside the popup find errors that only the popup would show.

  const navigate = async (value: string): Promise<void> => {
    await popup.navigate(server.popupUrl(order, value, socket.id));
    attempt.markSent();
    log('popup sent on');
    await checkPopup(server, order, value, life).catch((thrown: unknown) => {
      // A popup whose callback page reported success was not refused, whatever a request beside it says.
      if (!callbackSucceeded) throw thrown;
    });
  };
  const onRefused = (thrown: unknown): void => {
    // From the window, without the cause: its message quotes the URL, with the token.
    if (!(thrown instanceof AuthError)) return fail('blocked_by_browser');
    // Until something was sent, every failure is the end.
    if (!popup.navigations) return reject(thrown);
    const { type, status = 0 } = thrown;
    const unsure = new AuthError(type, { ...thrown, outcome: 'unknown', cause: thrown });
    if (type === 'too_many_request') return reject(unsure);
    if (type === 'session_token_error' && !isMalformed(thrown)) {
      // A new token was refused too. The popup may have got through with the first one.
      if (popup.navigations > 1) return reject(unsure);
      log('session token refused');
      markUncertain();
      ending = unsure;
      return life.after(refusedTokenWaitMs, giveUp);
    }
    // A server that can't answer now says nothing about the popup.
    if (type === 'integration_not_allowed' || (isRefusal(status) && type !== 'invalid_response')) reject(thrown);
  };
  /** Whether no token has this format, so that the popup must have been refused too. */
  const isMalformed = ({ cause }: AuthError): boolean =>
    cause instanceof AuthError && cause.type === 'invalid_connect_session_token_format';

  // Callback page seen.

  listenToCallbackPage(life, popup, server.callbackOrigins, {
    onSuccess() {
      log('callback page: success');
      markUncertain();
      stopWatching();
      callbackSucceeded = true;
      life.after(callbackSuccessWaitMs, () => fail('connection_lost'));
      giveUpWithoutSocket();
    },
    onError(message) {
      log('callback page: error');
      markUncertain();
      stopWatching();
      // It is no proof: some providers add an error to a good callback.
      life.after(callbackErrorGraceMs, () => reject(readError('callback_err', message, 'unknown'), true));
    },
  });

  // Closed, probably closed, detached: `popup.closed` is only a hint.

  const stopWatching = watchPopup(life, popup, (verdict) => {
    switch (verdict) {
      case 'closed':
        return fail('window_closed');
      case 'probably-closed':
        log(verdict);
        markUncertain();
        return life.after(inFlightMs, giveUp);
      case 'detached':
        markLost('detached');
        if (order.detectClosedAuthWindow) afterFocus(giveUpAfterSeconds, giveUp);
    }
  });
  const afterFocus = (seconds: number, act: () => void): void => {
    let focusedSeconds = 0;
    life.every(1_000, () => {
      focusedSeconds = hasFocus() ? focusedSeconds + 1 : 0;
      if (focusedSeconds === seconds) act();
    });
  };

  // Left: only a page in the back/forward cache may come back to its popup.

  life.listen(window, ['pagehide'], (event) => {
    if ('persisted' in event && event.persisted) return;
    // A page that is being unloaded can't wait for the popup's first page.
    popup.window.close();
    cancel();
  });

  // Lost: the socket is gone.

  onPageReturn(life, () => lost.has('lost') && recover());
}

const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408;
