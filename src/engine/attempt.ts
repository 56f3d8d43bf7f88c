import { askPage } from './confirm.js';
import { asAuthError, AuthError } from './errors.js';
import type { AuthErrorDetails, AuthErrorType } from './errors.js';
import { callHost } from './host-call.js';
import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import type { AuthResult } from './options.js';
import type { Order } from './order.js';
import { code } from './wire.js';

const longestAttemptMs = 600_000;
const longestTimerMs = 2 ** 31 - 1; // With a longer delay, timers fire at once.
const confirmAfterMs = [0, 2_000, 5_000, 10_000];

export type Attempt = ReturnType<typeof startAttempt>;

/**
 * One attempt, from its start to its only end.
 * @param order what to connect
 * @param debug whether to print the timeline to the console
 */
export function startAttempt(order: Order, debug: boolean) {
  const { integrationId } = order;
  const startedAt = Date.now();
  const life = startLifetime();
  let sent = false;
  /** There is more evidence than `sent` that the connection may exist. */
  let uncertain = false;
  let settle: (how: AuthResult | Promise<AuthResult>) => void;
  let asking: Promise<void> | undefined;
  let callers = 0;

  /** Prints a line of the timeline. It names steps, never what is sent. */
  const log = (step: string): void => {
    if (debug) callHost(() => console.debug(`[nango] ${code(integrationId)} +${Date.now() - startedAt} ms: ${step}`));
  };

  const finish = (how: AuthResult | AuthError): void => {
    if (life.signal.aborted) return;
    const failed = how instanceof AuthError;
    log(failed ? how.type : 'success');
    settle(failed ? Promise.reject(how) : how);
    life.end();
  };

  /**
   * Ends it with an error.
   * @param askFirst whether to ask `confirm` first, whose answer wins. Default: if the connection may exist
   */
  const reject = (thrown: unknown, askFirst?: boolean): void => {
    // An unexpected error says nothing about what was sent.
    const error = asAuthError('unknown_error', thrown, { outcome: sent ? 'unknown' : undefined });
    const asks = askFirst ?? error.outcome === 'unknown';
    if (!asks || life.signal.aborted) return finish(error);
    uncertain = true;
    void confirm().then(() => finish(error));
  };

  /**
   * Ends it immediately, for the user or the page. If the connection may exist, `confirm` is asked before it settles.
   * @param reason what it rejects with, if that is an `AuthError`
   */
  const cancel = (reason?: unknown): void => {
    const error = asAuthError('authorization_cancelled', reason);
    if (!uncertain || life.signal.aborted) return finish(error);
    log(error.type);
    // First, because the page's hook may cancel too.
    life.end();
    settle(ask().then((result) => result ?? Promise.reject(error)));
  };

  const ask = (until?: Lifetime) => askPage(order.confirm, { providerConfigKey: integrationId, startedAt }, until);
  /** Asks `confirm` whether the connection was made; one question at a time. */
  const confirm = (): Promise<void> =>
    (asking ??= ask(life).then((result) => {
      asking = undefined;
      if (result) finish(result);
    }));
  const promise = new Promise<AuthResult>((resolve) => (settle = resolve));
  const fail = (type: AuthErrorType, details?: AuthErrorDetails): void => reject(new AuthError(type, details));
  life.after(Math.min(order.timeout || longestAttemptMs, longestTimerMs), () => {
    fail('connection_timeout', { outcome: sent ? 'unknown' : 'failed' });
  });

  /** Adds a caller, whose promise settles with the attempt or its own signal. The last one to abort cancels the attempt. */
  const join = ({ signal }: Order): Promise<AuthResult> =>
    new Promise((resolve) => {
      const leave = (reason: unknown) => {
        if (--callers === 0) cancel(reason);
        else resolve(Promise.reject(asAuthError('authorization_cancelled', reason)));
      };
      /** A signal implemented by the page may throw. */
      const useSignal = (act: () => void): void => {
        try {
          act();
        } catch (cause) {
          leave(new AuthError('unknown_error', { message: "signal can't be read.", cause }));
        }
      };
      const onAbort = () => useSignal(() => leave(signal?.reason));
      callers++;
      life.onEnd(() => resolve(promise));
      useSignal(() => {
        if (signal?.aborted) onAbort();
        else if (signal) life.listen(signal, ['abort'], onAbort);
      });
    });

  return {
    order,
    /** Ends everything that the attempt has started. */
    life,
    /** For the caller that started it: settles exactly once. */
    promise: join(order),
    join,
    log,
    /** From now on, the connection may be made. */
    markSent: () => void (sent = true),
    /** From now on, the connection may exist, or this page may miss the result: canceling asks `confirm` first. */
    markUncertain: () => void (sent = uncertain = true),
    /** Ends it with the server's result or error. */
    settle: (how: AuthResult | AuthError): void => (how instanceof AuthError ? reject(how) : finish(how)),
    reject,
    fail,
    cancel,
    /** Asks `confirm` whether the connection was made, now and a few more times. */
    recover: () => confirmAfterMs.forEach((ms) => life.after(ms, () => void confirm())),
  };
}
