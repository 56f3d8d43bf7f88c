import { AuthError } from './errors.js';
import type { AuthOptions, AuthResult } from './options.js';
import { readResult } from './wire.js';

const longestAttempt = 600_000;
const longestTimer = 2 ** 31 - 1; // A longer one would fire at once.
const longestConfirm = 10_000;
const askAgain = [0, 2_000, 5_000, 10_000];

/**
 * One attempt from its start to its one end. Everything that it starts hangs on that end, so that nothing is left.
 */
export class Attempt {
  /** Settles exactly once. */
  readonly promise: Promise<AuthResult>;
  /** The popup, when there is one. */
  popup: Window | undefined;
  readonly #ended = new AbortController();
  readonly #startedAt = Date.now();
  #resolve: ((result: AuthResult) => void) | undefined;
  #reject: ((error: AuthError) => void) | undefined;
  #failing = false;
  #asking: Promise<void> | undefined;

  constructor(
    readonly integrationId: string,
    readonly connectionId: string | undefined,
    readonly options: AuthOptions,
    readonly debug: boolean | undefined,
  ) {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal, timeout } = options;
    this.after(Math.min(timeout || longestAttempt, longestTimer), () => this.fail(new AuthError('connection_timeout')));
    const cancel = () => this.cancel(signal?.reason);
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { signal: this.signal });
  }

  /** Aborts when the attempt has ended. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Runs `act` when the attempt ends, or now if it has. */
  atEnd(act: () => void): void {
    if (this.signal.aborted) act();
    else this.signal.addEventListener('abort', act);
  }

  /** Runs `act` after `ms`, unless the attempt ends before. */
  after(ms: number, act: () => void): void {
    this.every(ms, () => {
      act();
      return true;
    });
  }

  /** Runs `act` every `ms` until the attempt ends or `act` says true. */
  every(ms: number, act: () => boolean): void {
    const timer = setInterval(() => act() && clearInterval(timer), ms);
    this.atEnd(() => clearInterval(timer));
  }

  /** Listens until the attempt ends, before the page's own listeners. */
  on(target: EventTarget, types: string, act: (event: Event) => void): void {
    for (const type of types.split(' ')) target.addEventListener(type, act, { signal: this.signal, capture: true });
  }

  /** A line of the timeline. It names steps, never what is sent. */
  log(step: string): void {
    if (this.debug) console.debug(`[nango] ${this.integrationId} +${Date.now() - this.#startedAt} ms: ${step}`);
  }

  readonly succeed = (result: AuthResult): void => {
    this.#end('success', () => this.#resolve?.(result));
  };

  /** Ends it as failed. Where the connection may exist all the same, the page is asked first; a success still wins. */
  readonly fail = (thrown: unknown): void => {
    if (this.#failing || this.signal.aborted) return;
    this.#failing = true;
    const error = thrown instanceof AuthError ? thrown : new AuthError('unknown_error', { cause: thrown });
    const reject = () => this.cancel(error);
    if (error.outcome === 'unknown') void this.ask().then(reject);
    else reject();
  };

  /** Ends it at once. @param reason what it rejects with, when that is an `AuthError` */
  cancel(cause?: unknown): void {
    const error = cause instanceof AuthError ? cause : new AuthError('authorization_cancelled', { cause });
    this.#end(error.type, () => this.#reject?.(error));
  }

  /** Asks the page whether the connection was made, now and a few times more. */
  recover(): void {
    for (const ms of askAgain) this.after(ms, () => void this.ask());
  }

  /** Asks the page whether the connection was made; one question at a time. */
  async ask(): Promise<void> {
    await (this.#asking ??= this.#confirm());
    this.#asking = undefined;
  }

  async #confirm(): Promise<void> {
    const { integrationId: providerConfigKey, options } = this;
    if (!options.confirm) return;
    this.log('asking the page');
    try {
      const late = new Promise<undefined>((resolve) => this.after(longestConfirm, () => resolve(undefined)));
      const answer = await Promise.race([options.confirm({ providerConfigKey, startedAt: this.#startedAt }), late]);
      const result = readResult(answer, providerConfigKey);
      if (result) this.succeed(result);
    } catch {
      // A hook that fails doesn't know.
    }
  }

  #end(how: string, settle: () => void): void {
    if (this.signal.aborted) return;
    this.log(how);
    settle();
    this.#ended.abort();
  }
}
