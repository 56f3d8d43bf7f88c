import { isOnPage } from './page-names.js';

/** Two events of an element: whoever hears the first hears the second, even if the element has left the page since. */
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
    // An event has a path only while it is dispatched.
    this.#host.addEventListener(event.type, () => (this.#path = event.composedPath()), { once: true });
    return this.#host.dispatchEvent(event);
  }

  /** Dispatches the second, and again where the element was at the first one. */
  end(make: () => Event): void {
    const nearest = this.#host.isConnected ? undefined : this.#path.find(isOnPage);
    this.#host.dispatchEvent(make());
    if (nearest) EventTarget.prototype.dispatchEvent.call(nearest, make());
  }
}
