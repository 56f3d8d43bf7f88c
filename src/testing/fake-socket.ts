/** A WebSocket whose server is in this page. */
export class FakeSocket extends EventTarget {
  readonly url: string;
  /** As `WebSocket.readyState`: 0 connecting, 1 open, 2 closing, 3 closed. */
  readyState = 0;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onclose: ((event: Event) => void) | null = null;

  /** @param id the socket's id; without one, it never opens */
  constructor(url: string, id: string | undefined) {
    super();
    this.url = url;
    queueMicrotask(() => (id === undefined ? this.drop() : this.#open(id)));
  }

  /** The server reads nothing. */
  send(): void {
    if (this.readyState === 0) throw new DOMException('Still in CONNECTING state', 'InvalidStateError');
  }

  close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    queueMicrotask(() => this.#end(true));
  }

  /** The server sends this, as JSON. */
  receive(frame: object): void {
    if (this.readyState === 1) this.#fire(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }

  /** The connection breaks. */
  drop(): void {
    if (this.readyState === 3) return;
    this.#fire(new Event('error'));
    this.#end(false);
  }

  #open(id: string): void {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.#fire(new Event('open'));
    this.receive({ message_type: 'connection_ack', ws_client_id: id });
  }

  #end(wasClean: boolean): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    // Not every DOM has CloseEvent.
    this.#fire(Object.assign(new Event('close'), { wasClean, code: wasClean ? 1005 : 1006, reason: '' }));
  }

  #fire(event: Event): void {
    const handlers = { open: this.onopen, message: this.onmessage, error: this.onerror, close: this.onclose };
    const handler = new Map(Object.entries(handlers)).get(event.type);
    handler?.call(this, event);
    this.dispatchEvent(event);
  }
}
