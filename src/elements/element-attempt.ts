import { askPage } from '../engine/confirm.js';
import type { AuthError } from '../engine/errors.js';
import type { Nango } from '../engine/nango.js';
import type { AuthResult, WaitingReason } from '../engine/options.js';
import type { AttributeValues } from './attributes.js';
import { authOptions, confirmation, type FormInput } from './engine-options.js';
import type { EngineSource } from './engine-source.js';

/** An attempt of an element, from its start to its end: the promise that the page holds, and what was sent for it. */
export class ElementAttempt {
  /** What the page holds. */
  readonly promise: Promise<AuthResult>;
  resolve: (result: AuthResult) => void = () => undefined;
  reject: (error: AuthError) => void = () => undefined;
  /** The integration. */
  id: string;
  /** What the user filled in. */
  input: FormInput = {};
  /** The result of what was sent last. */
  sent: Promise<AuthResult> | undefined;
  /** This page may miss its result. */
  isLost = false;
  readonly #host: AttributeValues;
  readonly #source: EngineSource;
  readonly #startedAt = Date.now();
  #engine: Nango | undefined;
  #abort: AbortController | undefined;

  /**
   * @param host the element, with its attributes
   * @param source gives the engine
   * @param id the integration
   */
  constructor(host: AttributeValues, source: EngineSource, id: string) {
    this.#host = host;
    this.#source = source;
    this.id = id;
    this.promise = new Promise((resolve, reject) => {
      [this.resolve, this.reject] = [resolve, reject];
    });
    // A page that listens to the events need not handle the promise too.
    this.promise.catch(() => undefined);
  }

  /** Brings the popup to the front. */
  focusPopup(): void {
    this.#engine?.focus();
  }

  /**
   * Sends it. Async, so that it rejects where no engine can be made; the popup opens before it returns.
   * @param onWaiting called when only the user can know what is happening
   * @returns aborts when it ends without a result, or is replaced
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
