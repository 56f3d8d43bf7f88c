import { startLifetime } from '../engine/lifetime.js';
import { viewOf } from './page-names.js';

/** Acts on `pagehide` of the script's window, and of the element's: it is unloaded, or goes into the back/forward cache. */
export class WindowEnd {
  readonly #host: Element;
  readonly #act: () => void;
  #following = startLifetime();

  /**
   * @param host the element
   * @param act what to do then
   */
  constructor(host: Element, act: () => void) {
    this.#host = host;
    this.#act = act;
  }

  /** Begins; again once the element was moved. */
  follow(): void {
    for (const each of [window, viewOf(this.#host.ownerDocument)])
      if (each) this.#following.listen(each, ['pagehide'], this.#act);
  }

  stop(): void {
    this.#following.end();
    this.#following = startLifetime();
  }
}
