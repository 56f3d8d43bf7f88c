import { asAuthError, AuthError } from './errors.js';
import type { AuthErrorDetails, AuthErrorType } from './errors.js';
import { startLifetime } from './lifetime.js';
import type { AuthOptions, AuthResult } from './options.js';
import { readResult } from './wire.js';

const longestAttemptMs = 600_000;
const longestTimerMs = 2 ** 31 - 1; // A longer one would fire at once.
const longestConfirmMs = 10_000;
const confirmAfterMs = [0, 2_000, 5_000, 10_000];

/** What an attempt is for. */
export interface Order extends AuthOptions {
  integrationId: string;
  connectionId?: string | undefined;
}

export type Attempt = ReturnType<typeof startAttempt>;

/**
 * One attempt from its start to its one end.
 * @param debug prints the timeline
 */
export function startAttempt(order: Order, debug: boolean | undefined) {
  const { integrationId, signal } = order;
  const startedAt = Date.now();
  const life = startLifetime();
  let sent = false;
  let settle: (how: AuthResult | Promise<never>) => void;
  let asking: Promise<void> | undefined;

  /** A line of the timeline. It names steps, never what is sent. */
  const log = (step: string): void => {
    if (debug) console.debug(`[nango] ${integrationId} +${Date.now() - startedAt} ms: ${step}`);
  };

  const finish = (how: AuthResult | AuthError): void => {
    if (life.signal.aborted) return;
    const failed = how instanceof AuthError;
    log(failed ? how.type : 'success');
    settle(failed ? Promise.reject(how) : how);
    life.end();
  };

  /** Ends it with what was thrown. Where the connection may exist, the page is asked first, and its answer wins. */
  const reject = (thrown: unknown): void => {
    const error = asAuthError('unknown_error', thrown);
    if (error.outcome === 'unknown' && !life.signal.aborted) void confirm().then(() => finish(error));
    else finish(error);
  };

  /** Ends it at once, for the user or the page. @param reason what it rejects with, when that is an `AuthError` */
  const cancel = (reason?: unknown): void => finish(asAuthError('authorization_cancelled', reason));

  /** Asks the page whether the connection was made; one question at a time. */
  const confirm = (): Promise<void> => (asking ??= askPage().finally(() => (asking = undefined)));
  const askPage = async (): Promise<void> => {
    const late = new Promise<void>((resolve) => life.after(longestConfirmMs, resolve));
    try {
      const answer = await Promise.race([order.confirm?.({ providerConfigKey: integrationId, startedAt }), late]);
      const result = readResult(answer, integrationId);
      if (result) finish(result);
    } catch {
      // A hook that fails doesn't know.
    }
  };

  const promise = new Promise<AuthResult>((resolve) => (settle = resolve));
  const fail = (type: AuthErrorType, details?: AuthErrorDetails): void => reject(new AuthError(type, details));
  life.after(Math.min(order.timeout || longestAttemptMs, longestTimerMs), () => {
    fail('connection_timeout', { outcome: sent ? 'unknown' : 'failed' });
  });
  const abort = () => cancel(signal?.reason);
  if (signal?.aborted) abort();
  else if (signal) life.listen(signal, ['abort'], abort);

  return {
    order,
    /** All that the attempt starts ends with it. */
    life,
    /** Settles exactly once. */
    promise,
    log,
    /** From now on a connection may come of it. */
    markSent: () => void (sent = true),
    /** Ends it with what the server says. */
    settle: (how: AuthResult | AuthError): void => (how instanceof AuthError ? reject(how) : finish(how)),
    reject,
    fail,
    cancel,
    /** Asks the page whether the connection was made, now and a few times more. */
    recover: () => confirmAfterMs.forEach((ms) => life.after(ms, () => void confirm())),
  };
}
