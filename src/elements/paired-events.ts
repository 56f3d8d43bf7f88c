import { isOnPage } from './page-names.js';

/** Two events of an element of which whoever hears the first hears the second: it may have left the page since. */
export class PairedEvents {
  readonly #host: HTMLElement;
  /** Who heard the first, from the inside out. */
  #path: EventTarget[] = [];

  /** @param host the element */
  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** @returns whether the page lets it happen */
  begin(event: Event): boolean {
    // Only while it is dispatched does an event know its way.
    this.#host.addEventListener(event.type, () => (this.#path = event.composedPath()), { once: true });
    return this.#host.dispatchEvent(event);
  }

  /** Dispatches the second, also where the element was at the first one. */
  end(make: () => Event): void {
    this.#host.dispatchEvent(make());
    if (this.#host.isConnected) return;
    const nearest = this.#path.find(isOnPage);
    if (nearest) EventTarget.prototype.dispatchEvent.call(nearest, make());
  }
}
