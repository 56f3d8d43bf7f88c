import { AuthError } from '../../engine/errors.js';
import type { AuthResult } from '../../engine/options.js';
import type { ElementAttempt } from './element-attempt.js';

/** The attempts of one element. */
interface Attempts {
  /** The pending one. */
  readonly current: () => ElementAttempt | undefined;
  readonly succeed: (attempt: ElementAttempt, result: AuthResult) => void;
  readonly fail: (error: AuthError) => void;
  readonly send: (attempt: ElementAttempt) => void;
}

/** What the user can do while the popup is open, or may be: only they can see it. */
export class PopupChoices {
  readonly #attempts: Attempts;

  /** @param attempts those of the element */
  constructor(attempts: Attempts) {
    this.#attempts = attempts;
  }

  /** Brings the popup to the front. */
  focus(): void {
    this.#attempts.current()?.focusPopup();
  }

  /** Abandons a severed popup, and opens another one for the same attempt. */
  openAgain(): void {
    const attempt = this.#attempts.current();
    attempt?.abort(new AuthError('superseded'));
    if (attempt) this.#attempts.send(attempt);
  }

  /** Whether the page can be asked if the connection was made. */
  get canCheck(): boolean {
    return !!this.#attempts.current()?.canCheck;
  }

  /** Asks the page whether the connection was made. */
  async check(): Promise<void> {
    const attempt = this.#attempts.current();
    const result = await attempt?.check();
    if (attempt && result && attempt === this.#attempts.current()) this.#attempts.succeed(attempt, result);
  }

  /** Called when the user says that the popup is closed: the connection exists if the page knows it. */
  async giveUp(): Promise<void> {
    const attempt = this.#attempts.current();
    await this.check();
    if (attempt && attempt === this.#attempts.current())
      this.#attempts.fail(new AuthError('window_closed', { outcome: 'unknown' }));
  }
}
