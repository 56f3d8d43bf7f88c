import { asAuthError, AuthError } from './errors.js';
import type { AuthOptions, AuthResult } from './options.js';
import { readResult } from './wire.js';

const longestAttempt = 600_000;
const longestTimer = 2 ** 31 - 1; // A longer one would fire at once.
const longestConfirm = 10_000;
const askAgain = [0, 2_000, 5_000, 10_000];

/** What an attempt is for. */
export interface Order extends AuthOptions {
  integrationId: string;
  connectionId?: string | undefined;
}

export type Attempt = ReturnType<typeof startAttempt>;

/**
 * One attempt from its start to its one end. Everything that it starts hangs on that end, so that nothing is left.
 * @param debug prints the timeline
 */
export function startAttempt(order: Order, debug: boolean | undefined) {
  const { integrationId, signal } = order;
  const startedAt = Date.now();
  const controller = new AbortController();
  const ended = controller.signal;
  let settle: (how: AuthResult | Promise<never>) => void;
  let asking: Promise<void> | undefined;

  /** A line of the timeline. It names steps, never what is sent. */
  const log = (step: string): void => {
    if (debug) console.debug(`[nango] ${integrationId} +${Date.now() - startedAt} ms: ${step}`);
  };

  /** Runs `act` every `ms` until the attempt ends or `act` says true. */
  const every = (ms: number, act: () => unknown): void => {
    if (ended.aborted) return;
    const timer = setInterval(() => act() && clearInterval(timer), ms);
    ended.addEventListener('abort', () => clearInterval(timer));
  };

  /** Runs `act` after `ms`, unless the attempt ends before. */
  const after = (ms: number, act: () => unknown): void =>
    every(ms, () => {
      act();
      return true;
    });

  const finish = (how: AuthResult | AuthError): void => {
    if (ended.aborted) return;
    const error = how instanceof AuthError;
    log(error ? how.type : 'success');
    settle(error ? Promise.reject(how) : how);
    controller.abort();
  };

  /** Ends it. Where the connection may exist all the same, the page is asked first; a better word still wins. */
  const end = (how: AuthResult | AuthError): void => {
    if (how instanceof AuthError && how.outcome === 'unknown' && !ended.aborted) void ask().then(() => finish(how));
    else finish(how);
  };

  /** Ends it at once, for the user or the page. @param reason what it rejects with, when that is an `AuthError` */
  const cancel = (reason?: unknown): void => finish(asAuthError('authorization_cancelled', reason));

  /** Asks the page whether the connection was made; one question at a time. */
  const ask = (): Promise<void> => (asking ??= confirmed().finally(() => (asking = undefined)));
  const confirmed = async (): Promise<void> => {
    const late = new Promise<void>((resolve) => after(longestConfirm, resolve));
    try {
      const answer = await Promise.race([order.confirm?.({ providerConfigKey: integrationId, startedAt }), late]);
      const result = readResult(answer, integrationId);
      if (result) finish(result);
    } catch {
      // A hook that fails doesn't know.
    }
  };

  const promise = new Promise<AuthResult>((resolve) => (settle = resolve));
  after(Math.min(order.timeout || longestAttempt, longestTimer), () => end(new AuthError('connection_timeout')));
  const abort = () => cancel(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { signal: ended });

  return {
    order,
    /** Settles exactly once. */
    promise,
    /** Aborts when the attempt has ended. */
    ended,
    log,
    every,
    after,
    end,
    /** Ends it with what was thrown. */
    fail: (thrown: unknown): void => end(asAuthError('unknown_error', thrown)),
    cancel,
    /** Asks the page whether the connection was made, now and a few times more. */
    recover: () => askAgain.forEach((ms) => after(ms, ask)),
    /** Listens in this page until the attempt ends. @param types of events, with spaces between */
    on(types: string, act: (event: Event) => void): void {
      // Before the page's own listeners.
      for (const type of types.split(' ')) window.addEventListener(type, act, { signal: ended, capture: true });
    },
  };
}
