import { AuthError } from './errors.js';
import type { AuthOptions, AuthResult } from './options.js';
import { readResult } from './wire.js';

const longestAttempt = 600_000;
// Timers take 31 bits; more than that fires at once.
const longestTimer = 2 ** 31 - 1;
const longestConfirm = 10_000;
const askAgain = [0, 2_000, 5_000, 10_000];

interface Settle {
  resolve: (result: AuthResult) => void;
  reject: (error: AuthError) => void;
}

/**
 * One attempt from its start to its one end. Everything that it starts hangs on `signal`, which aborts at that end, so
 * that nothing is left behind.
 */
export class Attempt {
  /** Settles exactly once. */
  readonly promise: Promise<AuthResult>;
  /** The popup, when there is one. */
  popup: Window | undefined;
  readonly #ended = new AbortController();
  readonly #startedAt = Date.now();
  #settle: Settle | undefined;
  #failing = false;
  #asking: Promise<void> | undefined;
  #recovering = false;

  constructor(
    readonly integrationId: string,
    readonly options: AuthOptions,
    readonly log: (step: string) => void,
  ) {
    this.promise = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.after(options.timeout || longestAttempt, () => this.fail(new AuthError('connection_timeout')));
    const { signal } = options;
    if (!signal) return;
    const cancel = () => this.cancel(signal.reason);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { signal: this.signal });
  }

  /** Aborts when the attempt has ended. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Runs `act` after `ms`, unless the attempt ends before. */
  after(ms: number, act: () => void): void {
    const timer = setTimeout(act, Math.min(ms, longestTimer));
    this.signal.addEventListener('abort', () => clearTimeout(timer));
  }

  /** Runs `act` every `ms` until the attempt ends or `act` says true. */
  every(ms: number, act: () => boolean | void): void {
    const timer = setInterval(() => act() && clearInterval(timer), ms);
    this.signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** Listens until the attempt ends. */
  on(target: EventTarget, types: string, act: (event: Event) => void): void {
    for (const type of types.split(' ')) target.addEventListener(type, act, { signal: this.signal, capture: true });
  }

  succeed(result: AuthResult): void {
    this.#end('success', (settle) => settle.resolve(result));
  }

  /** Ends it as failed. Where the connection may exist all the same, the page is asked first; a success still wins. */
  fail(thrown: unknown): void {
    if (this.#failing) return;
    this.#failing = true;
    const error = thrown instanceof AuthError ? thrown : new AuthError('unknown_error', { cause: thrown });
    const reject = () => this.#reject(error);
    if (error.outcome === 'unknown' && this.options.confirm) void this.#ask().then(reject);
    else reject();
  }

  /** Ends it at once. @param reason what it rejects with, when that is an `AuthError` */
  cancel(reason: unknown): void {
    this.#reject(reason instanceof AuthError ? reason : new AuthError('authorization_cancelled', { cause: reason }));
  }

  /** Asks the page whether the connection was made, now and a few times more. */
  recover(): void {
    if (this.#recovering) return void this.#ask();
    this.#recovering = true;
    for (const ms of askAgain) this.after(ms, () => void this.#ask());
    this.after(longestConfirm, () => (this.#recovering = false));
  }

  #ask(): Promise<void> {
    return (this.#asking ??= this.#confirm().finally(() => (this.#asking = undefined)));
  }

  async #confirm(): Promise<void> {
    const { integrationId: providerConfigKey, options } = this;
    if (!options.confirm || !this.#settle) return;
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

  #reject(error: AuthError): void {
    this.#end(error.type, (settle) => settle.reject(error));
  }

  #end(how: string, act: (settle: Settle) => void): void {
    const settle = this.#settle;
    if (!settle) return;
    this.#settle = undefined;
    this.log(how);
    act(settle);
    this.#ended.abort();
  }
}
