import { isOnPage } from '../dom/page-names.js';

/** Two events of an element: whoever receives the first receives the second, even if the element was removed in between. */
export class PairedEvents {
  readonly #host: HTMLElement;
  /** The path of the first event, from the inside out. */
  #path: EventTarget[] = [];

  /** @param host the element */
  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** Dispatches the first. @returns false if the page prevents it */
  begin(event: Event): boolean {
    // An event has a path only while it is dispatched.
    this.#host.addEventListener(event.type, () => (this.#path = event.composedPath()), { once: true });
    return this.#host.dispatchEvent(event);
  }

  /** Dispatches the second, and again at the element's former ancestors. */
  end(make: () => Event): void {
    const nearest = this.#host.isConnected ? undefined : this.#path.find(isOnPage);
    this.#host.dispatchEvent(make());
    if (nearest) EventTarget.prototype.dispatchEvent.call(nearest, make());
  }
}
