import { askPage } from '../../engine/confirm.js';
import type { AuthError } from '../../engine/errors.js';
import type { Nango } from '../../engine/nango.js';
import type { AuthResult, WaitingReason } from '../../engine/options.js';
import type { AttributeValues } from '../attributes.js';
import { authOptions, confirmation, type FormInput } from './engine-options.js';
import type { EngineSource } from './engine-source.js';

/** An attempt of an element: the promise that the page gets, and what was sent. */
export class ElementAttempt {
  /** The promise that the page gets. */
  readonly promise: Promise<AuthResult>;
  resolve: (result: AuthResult) => void = () => undefined;
  reject: (error: AuthError) => void = () => undefined;
  /** The integration id. */
  id: string;
  /** What the user filled in. */
  input: FormInput = {};
  /** The result of what was sent last. */
  sent: Promise<AuthResult> | undefined;
  /** Whether this page may miss its result. */
  isLost = false;
  readonly #host: AttributeValues;
  readonly #source: EngineSource;
  readonly #startedAt = Date.now();
  #engine: Nango | undefined;
  #abort: AbortController | undefined;

  /**
   * @param host the element, with its attributes
   * @param source creates the engine
   * @param id the integration id
   */
  constructor(host: AttributeValues, source: EngineSource, id: string) {
    this.#host = host;
    this.#source = source;
    this.id = id;
    this.promise = new Promise((resolve, reject) => {
      [this.resolve, this.reject] = [resolve, reject];
    });
    // A page that listens for the events need not handle the promise.
    this.promise.catch(() => undefined);
  }

  /** Brings the popup to the front. */
  focusPopup(): void {
    this.#engine?.focus();
  }

  /**
   * Sends it. The popup opens before this returns.
   * @param onWaiting called when only the user can know what is happening
   * @returns a signal that aborts when it ends without a result, or is replaced
   */
  send(onWaiting: (reason: WaitingReason) => void): AbortSignal {
    const { signal } = (this.#abort = new AbortController());
    this.sent = (async () => {
      const options = {
        ...authOptions(this.#host, this.input),
        signal,
        onWaiting: (reason: WaitingReason) => {
          this.isLost ||= reason === 'lost';
          onWaiting(reason);
        },
      };
      this.#engine = this.#source.engine;
      return this.#engine.auth(this.id, this.#host.connectionId, options);
    })();
    return signal;
  }

  /** Ends what was sent. @param reason what it rejects with */
  abort(reason: AuthError): void {
    this.#abort?.abort(reason);
  }

  /** Whether the page can be asked if the connection was made. */
  get canCheck(): boolean {
    return !!confirmation(this.#host);
  }

  /** Asks the page whether the connection was made. */
  check(): Promise<AuthResult | undefined> {
    return askPage(confirmation(this.#host), { providerConfigKey: this.id, startedAt: this.#startedAt });
  }
}
