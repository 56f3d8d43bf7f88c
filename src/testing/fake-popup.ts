/** An invisible window: first blank, then at a URL of Nango, which this page can't access. */
export class FakePopup extends EventTarget {
  readonly document = document.implementation.createHTMLDocument('');
  readonly location: { href: string; assign(url: string): void; replace(url: string): void };
  #address = 'about:blank';
  #closed = false;
  #closing = false;
  #severed = false;

  /** `closed`, as this page sees it. */
  get closed(): boolean {
    if (this.#closing) this.#end();
    return this.#closed;
  }

  /** Whether the user can still see it. */
  get isOpen(): boolean {
    return this.#severed || !this.closed;
  }

  /** @param arrive called with the URL that it is navigated to */
  constructor(arrive: (address: URL) => void) {
    super();
    const go = (address: string): void => {
      if (this.closed) return;
      this.dispatchEvent(new Event('beforeunload'));
      this.#address = address;
      queueMicrotask(() => this.closed || arrive(new URL(address)));
    };
    const read = (): string => {
      if (this.#address !== 'about:blank') throw new DOMException('Of another origin', 'SecurityError');
      return this.#address;
    };
    this.location = {
      get href() {
        return read();
      },
      set href(address) {
        go(address);
      },
      assign: go,
      replace: go,
    };
  }

  /** Ignores this page's acknowledgments. */
  postMessage(): void {}

  focus(): void {}

  close(): void {
    this.#closed = true;
  }

  /** The user closes it, just as this page looks: on a busy machine that may be late. */
  closeByUser(): void {
    this.#closing = true;
  }

  /** A page in it severs it from this page: it looks closed, but no event was fired. */
  sever(): void {
    this.#severed = true;
    this.#closed = true;
  }

  /** Fires the events of its blank page, which this page still listens to. */
  #end(): void {
    this.#closing = false;
    this.dispatchEvent(new Event('beforeunload'));
    this.#closed = true;
  }
}
