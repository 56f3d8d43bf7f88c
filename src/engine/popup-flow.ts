import type { Attempt } from './attempt.js';
import { closeWatch } from './close-watch.js';
import { AuthError } from './errors.js';
import type { AuthErrorDetails, AuthErrorType } from './errors.js';
import type { WaitingReason } from './options.js';
import type { Server } from './server.js';
import { fieldsOf, isSession, readFrame, text } from './wire.js';

const longestAck = 10_000;
const beat = 25_000;
const grace = 1_500; // The callback page speaks a little before or after the socket, which knows more.
const inFlight = 3_000; // A result may be under way when the window goes.
const glance = 50;
const burst = [15, 40, 80, 140, 200]; // The focus comes back within a few ms of a close: look closely.
const patience = 30; // Seconds of focus here, after which a popup out of sight is given up, where the page wants that.

/**
 * Leads the popup of an attempt to the provider, and waits for the result on every channel there is: the socket, the
 * callback page's message, the page's `confirm`.
 * @see docs/protocol.md §3 and §4
 */
export function followPopup(attempt: Attempt, popup: Window, server: Server): void {
  const { order, ended, after, every, on, log, end, recover } = attempt;
  const watch = closeWatch();
  const lost = new Set<WaitingReason>();
  const { origin } = new URL(server.api);
  let socket: WebSocket | undefined;
  let socketId: string | undefined; // What the server calls it, once it has said so.
  let beaten = Date.now();
  let token: string | undefined; // The empty one is for a public key.
  let retried = false;
  let told = false;
  let watching = true;

  log('popup opened');
  const hangUp = () => {
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
  };
  /** Where the popup is; empty on another origin. */
  const place = () => {
    try {
      return popup.location.href;
    } catch {
      return '';
    }
  };
  let looks = 20;
  /** Chromium forgets a close while the first page is on its way: it waits for that one, for a second at most. */
  const shut = () => {
    if (looks-- > 0 && watch.sent && !popup.closed && place() === 'about:blank') setTimeout(shut, glance);
    else popup.close();
  };
  // A page that goes away itself can't wait.
  on('pagehide', () => (looks = 0));
  ended.addEventListener('abort', () => {
    hangUp();
    shut();
  });

  const fail = (type: AuthErrorType, details?: AuthErrorDetails) => end(new AuthError(type, details));
  const lose = (reason: WaitingReason) => {
    if (lost.has(reason)) return;
    lost.add(reason);
    log(reason);
    if (lost.size > 1) recover();
    order.onWaiting?.(reason);
  };

  // Token and socket

  const farewell = () => watch.farewell(performance.now());
  /** Chromium and WebKit forget a navigation that comes while another one is on its way: until that one is there. */
  const arrival = () =>
    new Promise<void>((resolve) => {
      every(glance, () => {
        if (place() === 'about:blank') return false;
        resolve();
        return true;
      });
    });
  /** Sends the popup on. Learns beside it what only the popup would show: that the session doesn't allow this. */
  const lead = async (value: string) => {
    if (watch.sent) await arrival();
    watch.sent++;
    try {
      popup.addEventListener('beforeunload', farewell);
    } catch {
      // It is on another origin already, or this page is in a sandbox.
    }
    log('popup sent on');
    popup.location.replace(server.url('oauth/connect', order, value, socketId));
    if (!value) return;
    const { allowed_integrations: allowed } = await server.get('connect/session', isSession, value, ended);
    if (allowed?.length && !allowed.includes(order.integrationId)) fail('integration_not_allowed');
  };
  const start = () => {
    if (token === undefined || !socketId || watch.sent || ended.aborted) return;
    server.withToken(lead, token).catch((cause: unknown) => {
      if (!(cause instanceof AuthError)) return attempt.fail(cause);
      const over = cause.status === 401 || cause.type === 'session_token_error';
      if (over) fail('session_token_error', { status: 401, cause });
    });
  };
  /** The socket is gone, or says what can't be read. */
  const drop = (type: AuthErrorType) => {
    if (watch.sent) return lose('lost');
    hangUp();
    if (retried) return fail(type);
    retried = true;
    listen();
  };
  const hear = ({ data }: MessageEvent) => {
    const frame = readFrame(data, order.integrationId);
    if (typeof frame === 'string') {
      socketId = frame;
      start();
    } else if (frame) end(frame);
    else if (frame === undefined) drop('invalid_response');
  };
  const listen = () => {
    socketId = undefined;
    try {
      const { socket: opened, first } = server.line();
      socket = opened;
      socket.onmessage = hear;
      socket.onclose = () => drop('network_error');
      if (first) hear(first);
    } catch (cause) {
      // A page on https may not open ws:.
      fail('network_error', { cause });
    }
  };
  listen();
  server.token().then((value) => {
    token = value;
    start();
  }, attempt.fail);
  // The server reads nothing; this is for the proxies between that cut an idle line.
  every(beat, () => {
    beaten = Date.now();
    if (socketId) socket?.send('{}');
  });
  after(longestAck, () => socketId || fail('connection_timeout'));

  // The callback page. What it says is less than what the socket says, so the socket gets a little longer.

  on('message', (event) => {
    if (!(event instanceof MessageEvent) || event.origin !== origin || event.source !== popup) return;
    const { type, payload } = fieldsOf(event.data);
    const failed = type === 'nango_oauth_callback_error';
    if (told || (!failed && type !== 'nango_oauth_callback_success')) return;
    told = true;
    watching = false;
    log(type);
    popup.postMessage({ type: 'nango_oauth_callback_ack' }, origin);
    const message = text(fieldsOf(payload).message);
    after(grace, () => {
      // Without the socket a page that says "error" is no proof: some providers add one to a good callback.
      const outcome = lost.has('lost') ? 'unknown' : undefined;
      if (failed) fail('callback_err', { message, outcome });
      else fail('connection_lost');
    });
  });

  // The window. `closed` is a hint that only the watch can read.

  const giveUp = () => fail('window_closed', { outcome: 'unknown' });
  const look = () => {
    if (!watching) return;
    const { closed } = popup;
    const verdict = watch.read({ at: performance.now(), closed, foreign: !place(), focused: document.hasFocus() });
    if (!verdict) return;
    watching = false;
    log(verdict);
    if (verdict === 'closed') fail('window_closed');
    else if (verdict === 'probably-closed') after(inFlight, giveUp);
    else {
      lose('detached');
      let alone = 0;
      if (order.detectClosedAuthWindow) {
        every(1_000, () => {
          alone = document.hasFocus() ? alone + 1 : 0;
          if (alone === patience) giveUp();
        });
      }
    }
  };
  every(glance, () => {
    look();
    return !watching;
  });
  on('pointerdown keydown', () => (watch.inputAt = performance.now()));

  // This page comes back: from behind the popup, from being frozen, from being offline.

  on('focus pageshow online visibilitychange', (event) => {
    // A capturing listener also hears the focus of this page's own inputs.
    if (document.visibilityState !== 'visible' || event.target instanceof Element) return;
    look();
    if (ended.aborted) return;
    watch.gain(performance.now(), event.type);
    for (const ms of burst) after(ms, look);
    // Browsers slow the timers of a hidden page to one a minute; a longer silence means that it stood still.
    if (Date.now() - beaten > 4 * beat || (event instanceof PageTransitionEvent && event.persisted))
      drop('network_error');
    if (lost.has('lost')) recover();
  });
}
