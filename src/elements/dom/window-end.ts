import { startLifetime } from '../../engine/lifetime.js';
import { viewOf } from './page-names.js';

/** Calls back on `pagehide` of the script's window and of the element's: unloading, or the back/forward cache. */
export class WindowEnd {
  readonly #host: Element;
  readonly #act: () => void;
  #following = startLifetime();

  /**
   * @param host the element
   * @param act called on `pagehide`
   */
  constructor(host: Element, act: () => void) {
    this.#host = host;
    this.#act = act;
  }

  /** Starts listening, and again after the element was moved. */
  follow(): void {
    for (const each of [window, viewOf(this.#host.ownerDocument)])
      if (each) this.#following.listen(each, ['pagehide'], this.#act);
  }

  stop(): void {
    this.#following.end();
    this.#following = startLifetime();
  }
}
