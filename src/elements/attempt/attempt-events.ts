import type { AuthError } from '../../engine/errors.js';
import type { AuthResult } from '../../engine/options.js';
import { NangoErrorEvent, NangoStartEvent, NangoStateEvent, NangoSuccessEvent, type NangoState } from '../events.js';
import { PairedEvents } from './paired-events.js';

/** Dispatches the events of an element's attempts and of its state: whoever receives a start receives exactly one end. */
export class AttemptEvents {
  readonly #host: HTMLElement;
  readonly #attempt: PairedEvents;

  /** @param host the element */
  constructor(host: HTMLElement) {
    this.#host = host;
    this.#attempt = new PairedEvents(host);
  }

  /** @returns false if the page prevents the attempt */
  start(providerConfigKey: string): boolean {
    return this.#attempt.begin(new NangoStartEvent({ providerConfigKey }));
  }

  /** @param changed whether the element's value has changed */
  success(result: AuthResult, changed: boolean): void {
    this.#attempt.end(() => new NangoSuccessEvent(result));
    if (!changed) return;
    // As native controls do, once the user has changed their value.
    this.#host.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.#host.dispatchEvent(new Event('change', { bubbles: true }));
  }

  error(error: AuthError, providerConfigKey: string): void {
    this.#attempt.end(() => new NangoErrorEvent(error, providerConfigKey));
  }

  state(state: NangoState, previous: NangoState): void {
    this.#host.dispatchEvent(new NangoStateEvent({ state, previous }));
  }
}
