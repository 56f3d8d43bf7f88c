import type { Attempt } from './attempt.js';
import { CloseWatch } from './close-watch.js';
import { AuthError } from './errors.js';
import type { WaitingReason } from './options.js';
import type { ResultSocket } from './socket.js';
import { isFields } from './wire.js';

const longestAck = 10_000;
const grace = 1_500; // The callback page speaks a little before or after the socket, which knows more.
const inFlight = 3_000; // A result may be under way when the window goes.
const glance = 50;
const burst = [15, 40, 80, 140, 200]; // The focus comes back within a few ms of a close: look closely.
const focusedAlone = 30; // Seconds in this page, after which a hidden popup is given up, where the page wants that.

/** What the flow needs to know of the outside. */
export interface PopupFlow {
  /** The origin of the server's own pages. */
  origin: string;
  /** A socket that may be open already. */
  socket: ResultSocket;
  /** Opens another one, in place of one that was lost. */
  reopen: () => ResultSocket;
  /** A session token, or `undefined` with a public key; `fresh` asks for a new one. */
  token: (fresh?: boolean) => Promise<string | undefined>;
  /** Where the popup is sent. */
  address: (token: string | undefined, socketId: string) => string;
  /** Rejects when the session doesn't allow the attempt; says false when only a new token can help. */
  check: (token: string) => Promise<boolean>;
}

/**
 * Leads the popup of an attempt to the provider, and waits for the result on every channel there is: the socket, the
 * callback page's message, the page's `confirm`.
 * @see protocol.md §3 and §4
 */
export function followPopup(attempt: Attempt, popup: Window, flow: PopupFlow): void {
  const watch = new CloseWatch();
  const lost = new Set<WaitingReason>();
  const now = () => performance.now();
  let socket = flow.socket;
  let token: { value: string | undefined } | undefined;
  let retried = false;
  let sent = false;
  let unreadable = false;
  let told = false;
  let watching = true;

  attempt.signal.addEventListener('abort', () => {
    socket.close();
    popup.close();
  });

  const lose = (reason: WaitingReason) => {
    if (lost.has(reason)) return;
    lost.add(reason);
    attempt.log(reason);
    if (lost.size === 2) attempt.recover();
    attempt.options.onWaiting?.(reason);
  };

  // Token and socket

  const send = () => {
    if (!token || !socket.id) return;
    const { value } = token;
    if (!sent) {
      popup.addEventListener('beforeunload', () => watch.farewell(now()));
      watch.send();
    }
    sent = true;
    attempt.log('popup sent on');
    popup.location.replace(flow.address(value, socket.id));
    if (value) flow.check(value).then((good) => good || fetchToken(true), fail);
  };
  const fail = (thrown: unknown) => attempt.fail(thrown);
  const fetchToken = (fresh?: boolean) => {
    flow.token(fresh).then((value) => {
      token = { value };
      if (!attempt.signal.aborted) send();
    }, fail);
  };

  const silence = (type: 'network_error' | 'connection_timeout') => {
    const message = `No word from ${socket.url}: check the proxies' WebSocket support and the CSP's connect-src.`;
    attempt.fail(new AuthError(unreadable ? 'invalid_response' : type, { message }));
  };
  const dropped = () => {
    if (sent) return lose('lost');
    if (retried) return silence('network_error');
    retried = true;
    socket.close();
    listen(flow.reopen());
  };
  const listen = (next: ResultSocket) => {
    socket = next;
    socket.listener = (event) => {
      if (event.type === 'ack') send();
      if (event.type === 'success') attempt.succeed(event.result);
      if (event.type === 'error') attempt.fail(event.error);
      if (event.type === 'unreadable') unreadable = true;
      if (event.type === 'lost' || event.type === 'unreadable') dropped();
    };
  };
  listen(socket);
  attempt.after(longestAck, () => socket.id || silence('connection_timeout'));
  fetchToken();

  // The callback page. What it says is less than what the socket says, so the socket gets a little longer.

  attempt.on(window, 'message', (event) => {
    if (!(event instanceof MessageEvent) || event.origin !== flow.origin || event.source !== popup) return;
    const { type, payload } = isFields(event.data) ? event.data : {};
    const failed = type === 'nango_oauth_callback_error';
    if (told || (!failed && type !== 'nango_oauth_callback_success')) return;
    told = true;
    watching = false;
    attempt.log(failed ? 'callback page: error' : 'callback page: success');
    popup.postMessage({ type: 'nango_oauth_callback_ack' }, flow.origin);
    const text = isFields(payload) && typeof payload.message === 'string' ? payload.message : undefined;
    attempt.after(grace, () => {
      // Without the socket a page that says "error" is no proof: some providers add one to a good callback.
      const outcome = lost.has('lost') ? 'unknown' : undefined;
      if (failed) attempt.fail(new AuthError('callback_err', { message: text, outcome }));
      else attempt.fail(new AuthError(unreadable ? 'invalid_response' : 'connection_lost', { outcome: 'unknown' }));
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
    const verdict = watch.read({ at: now(), closed, foreign, focused });
    if (!verdict) return false;
    watching = false;
    attempt.log(verdict);
    if (verdict === 'closed') attempt.fail(new AuthError('window_closed'));
    if (verdict === 'probably-closed') {
      attempt.after(inFlight, () => attempt.fail(new AuthError('window_closed', { outcome: 'unknown' })));
    }
    if (verdict === 'detached') {
      lose('detached');
      if (attempt.options.detectClosedAuthWindow) giveUpWhenAlone(attempt);
    }
    return true;
  };
  attempt.every(glance, look);
  attempt.on(window, 'pointerdown keydown', () => watch.input(now()));

  // This page comes back: from behind the popup, from being frozen, from being offline.

  const back = (event: Event) => {
    // A capturing listener also hears the focus of this page's own inputs.
    if (document.visibilityState !== 'visible' || event.target instanceof Element) return;
    look();
    if (event.type === 'focus') watch.gain(now(), 'focus');
    if (event.type === 'visibilitychange') watch.gain(now(), 'visible');
    for (const ms of burst) attempt.after(ms, look);
    if (!socket.alive || (event instanceof PageTransitionEvent && event.persisted)) dropped();
    if (lost.has('lost')) attempt.recover();
  };
  attempt.on(window, 'focus pageshow online', back);
  attempt.on(document, 'visibilitychange', back);
}

function giveUpWhenAlone(attempt: Attempt): void {
  let seconds = 0;
  attempt.every(1_000, () => {
    seconds = document.hasFocus() ? seconds + 1 : 0;
    if (seconds >= focusedAlone) attempt.fail(new AuthError('window_closed', { outcome: 'unknown' }));
  });
}
