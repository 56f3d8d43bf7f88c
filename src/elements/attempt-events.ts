import type { AuthError } from '../engine/errors.js';
import type { AuthResult } from '../engine/options.js';
import { NangoErrorEvent, NangoStartEvent, NangoStateEvent, NangoSuccessEvent, type NangoState } from './events.js';
import { isOnPage } from './page-names.js';

/** Dispatches the events of an element's attempts, and of its state: whoever hears a start hears one ending. */
export class AttemptEvents {
  readonly #host: HTMLElement;
  /** Who heard the last start, from the inside out. */
  #path: EventTarget[] = [];

  /** @param host the element */
  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** @returns whether the page lets the attempt begin */
  start(providerConfigKey: string): boolean {
    const start = new NangoStartEvent({ providerConfigKey });
    // Only while it is dispatched does an event know its way.
    this.#host.addEventListener('nango-start', () => (this.#path = start.composedPath()), { once: true });
    return this.#host.dispatchEvent(start);
  }

  /** @param changed whether the element's value is another one now */
  success(result: AuthResult, changed: boolean): void {
    this.#end(() => new NangoSuccessEvent(result));
    if (!changed) return;
    // As a control of the platform's does, once its user has changed its value.
    this.#host.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.#host.dispatchEvent(new Event('change', { bubbles: true }));
  }

  error(error: AuthError, providerConfigKey: string): void {
    this.#end(() => new NangoErrorEvent(error, providerConfigKey));
  }

  state(state: NangoState, previous: NangoState): void {
    this.#host.dispatchEvent(new NangoStateEvent({ state, previous }));
  }

  /** Dispatches it also where the element was when it started, if it has left the page since. */
  #end(make: () => Event): void {
    this.#host.dispatchEvent(make());
    if (this.#host.isConnected) return;
    const nearest = this.#path.find(isOnPage);
    if (nearest) EventTarget.prototype.dispatchEvent.call(nearest, make());
  }
}
