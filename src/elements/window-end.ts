import { viewOf } from './page-names.js';

/** Does something when the window of the script, or one that the element is in, goes away: also into the back/forward cache. */
export class WindowEnd {
  readonly #host: Element;
  readonly #act: () => void;
  #following = new AbortController();

  /**
   * @param host the element
   * @param act what to do then
   */
  constructor(host: Element, act: () => void) {
    this.#host = host;
    this.#act = act;
  }

  /** Again once the element was moved. */
  follow(): void {
    const { signal } = this.#following;
    for (const each of [window, viewOf(this.#host.ownerDocument)])
      each?.addEventListener('pagehide', this.#act, { signal });
  }

  stop(): void {
    this.#following.abort();
    this.#following = new AbortController();
  }
}
