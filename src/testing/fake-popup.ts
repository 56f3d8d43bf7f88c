/** A window that nobody sees: first blank, then at an address of Nango's, which this page can't look into. */
export class FakePopup extends EventTarget {
  readonly document = document.implementation.createHTMLDocument('');
  readonly location: { href: string; assign(url: string): void; replace(url: string): void };
  #address = 'about:blank';
  #closed = false;
  #closing = false;
  #severed = false;

  /** What this page sees. */
  get closed(): boolean {
    if (this.#closing) this.#end();
    return this.#closed;
  }

  /** The user can still see it. */
  get isOpen(): boolean {
    return this.#severed || !this.closed;
  }

  /** @param arrive told of the address that it is sent to */
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

  /** Acknowledgements of this page, which nobody waits for. */
  postMessage(): void {}

  focus(): void {}

  close(): void {
    this.#closed = true;
  }

  /** The user closes it, just as this page looks: on a busy machine that may be late. */
  closeByUser(): void {
    this.#closing = true;
  }

  /** A page in it breaks the tie to this one: from here it looks closed, but nothing was heard. */
  sever(): void {
    this.#severed = true;
    this.#closed = true;
  }

  /** Its blank page, which this page still listens to, hears of its end. */
  #end(): void {
    this.#closing = false;
    this.dispatchEvent(new Event('beforeunload'));
    this.#closed = true;
  }
}
