import type { Attempt } from './attempt.js';
import { CloseWatch } from './close-watch.js';
import { AuthError } from './errors.js';
import type { AuthErrorDetails, AuthErrorType } from './errors.js';
import type { WaitingReason } from './options.js';
import type { Server } from './server.js';
import type { ResultSocket } from './socket.js';
import { fieldsOf, isSession, text } from './wire.js';

const longestAck = 10_000;
const grace = 1_500; // The callback page speaks a little before or after the socket, which knows more.
const inFlight = 3_000; // A result may be under way when the window goes.
const glance = 50;
const burst = [15, 40, 80, 140, 200]; // The focus comes back within a few ms of a close: look closely.
const patience = 30; // Seconds of focus here, after which a popup out of sight is given up, where the page wants that.

/**
 * Leads the popup of an attempt to the provider, and waits for the result on every channel there is: the socket, the
 * callback page's message, the page's `confirm`.
 * @see protocol.md §3 and §4
 */
export function followPopup(attempt: Attempt, popup: Window, server: Server): void {
  const watch = new CloseWatch();
  const lost = new Set<WaitingReason>();
  const { origin } = new URL(server.api);
  let socket: ResultSocket;
  let token: string | undefined; // The empty one is for a public key.
  let retried = false;
  let sent = false;
  let unreadable = false;
  let told = false;
  let watching = true;

  attempt.log('popup opened');
  attempt.atEnd(() => {
    socket.close();
    popup.close();
  });

  const lose = (reason: WaitingReason) => {
    if (lost.has(reason)) return;
    lost.add(reason);
    attempt.log(reason);
    if (lost.size > 1) attempt.recover();
    attempt.options.onWaiting?.(reason);
  };
  const fail = (type: AuthErrorType, details?: AuthErrorDetails) => attempt.fail(new AuthError(type, details));

  // Token and socket

  const send = () => {
    if (token === undefined || !socket.id || attempt.signal.aborted) return;
    if (!sent && token) void check();
    sent = watch.sent = true;
    try {
      popup.addEventListener('beforeunload', () => watch.farewell(performance.now()));
    } catch {
      // The user has led it elsewhere, or this page is in a sandbox.
    }
    attempt.log('popup sent on');
    popup.location.replace(server.popupUrl(attempt, token, socket.id));
  };
  /** Sends the popup on with the token that counts now, unless it has that one already. */
  const useToken = async () => {
    const value = (await server.token.get()) ?? '';
    if (token !== value) {
      token = value;
      send();
    }
  };
  /** What only the popup would show: that the session is over, or doesn't allow the integration. */
  const check = async () => {
    try {
      const { allowed_integrations: allowed } = await server.read('connect/session', isSession, attempt.signal);
      if (allowed?.length && !allowed.includes(attempt.integrationId)) fail('integration_not_allowed');
      await useToken(); // Reading may have replaced it.
    } catch (cause) {
      if (cause instanceof AuthError && cause.status === 401) fail('session_token_error', { status: 401, cause });
    }
  };

  const listen = () => {
    socket = server.socket();
    socket.listener = (frame) => {
      if (frame instanceof AuthError) attempt.fail(frame);
      else if (typeof frame === 'object' && frame) attempt.succeed(frame);
      else if (typeof frame !== 'string') drop(frame);
      else if (!sent) send();
    };
  };
  const silence = (type: AuthErrorType) => fail(unreadable ? 'invalid_response' : type);
  /** `undefined`: it said what can't be read; `null`: it is gone. */
  const drop = (how: undefined | null) => {
    unreadable ||= how === undefined;
    if (sent) return lose('lost');
    socket.close();
    if (retried) return silence('network_error');
    retried = true;
    listen();
  };
  listen();
  useToken().catch(attempt.fail);
  attempt.after(longestAck, () => socket.id || silence('connection_timeout'));

  // The callback page. What it says is less than what the socket says, so the socket gets a little longer.

  attempt.on(window, 'message', (event) => {
    if (!(event instanceof MessageEvent) || event.origin !== origin || event.source !== popup) return;
    const { type, payload } = fieldsOf(event.data);
    const failed = type === 'nango_oauth_callback_error';
    if (told || (!failed && type !== 'nango_oauth_callback_success')) return;
    told = true;
    watching = false;
    attempt.log(failed ? 'callback page: error' : 'callback page: success');
    popup.postMessage({ type: 'nango_oauth_callback_ack' }, origin);
    const message = text(fieldsOf(payload).message);
    attempt.after(grace, () => {
      // Without the socket a page that says "error" is no proof: some providers add one to a good callback.
      const outcome = lost.has('lost') ? 'unknown' : undefined;
      if (failed) fail('callback_err', { message, outcome });
      else fail('connection_lost');
    });
  });

  // The window. `closed` is a hint that only the watch can read.

  const look = (): boolean => {
    if (!watching) return true;
    const { closed } = popup;
    let foreign = false;
    try {
      void popup.location.href;
    } catch {
      foreign = true;
    }
    const focused = document.hasFocus() && document.visibilityState === 'visible';
    const verdict = watch.read({ at: performance.now(), closed, foreign, focused });
    if (!verdict) return false;
    watching = false;
    attempt.log(verdict);
    if (verdict === 'closed') fail('window_closed');
    else if (verdict === 'probably-closed') attempt.after(inFlight, giveUp);
    else {
      lose('detached');
      let alone = 0;
      if (attempt.options.detectClosedAuthWindow) {
        attempt.every(1_000, () => {
          alone = document.hasFocus() ? alone + 1 : 0;
          if (alone === patience) giveUp();
          return false;
        });
      }
    }
    return true;
  };
  const giveUp = () => fail('window_closed', { outcome: 'unknown' });
  attempt.every(glance, look);
  attempt.on(window, 'pointerdown keydown', () => (watch.inputAt = performance.now()));

  // This page comes back: from behind the popup, from being frozen, from being offline.

  const back = (event: Event) => {
    // A capturing listener also hears the focus of this page's own inputs.
    if (document.visibilityState !== 'visible' || event.target instanceof Element) return;
    look();
    if (attempt.signal.aborted) return;
    if (event.type === 'focus') watch.gain(performance.now(), 'focus');
    if (event.type === 'visibilitychange') watch.gain(performance.now(), 'visible');
    for (const ms of burst) attempt.after(ms, look);
    if (!socket.alive || (event instanceof PageTransitionEvent && event.persisted)) drop(null);
    if (lost.has('lost')) attempt.recover();
  };
  attempt.on(window, 'focus pageshow online', back);
  attempt.on(document, 'visibilitychange', back);
}
