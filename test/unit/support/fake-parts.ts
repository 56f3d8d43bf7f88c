// The parts that fakes.ts puts in the place of a browser's own.

/** A socket whose server is the test. */
export class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  /** Since the last reset. */
  static all: FakeSocket[] = [];
  /** The browser allows none. */
  static forbidden = false;
  readyState = FakeSocket.CONNECTING;
  onmessage: ((event: MessageEvent) => void) | undefined;
  onclose: ((event: Event) => void) | undefined;
  onerror: ((event: Event) => void) | undefined;
  readonly sent: unknown[] = [];
  readonly #id: string;

  constructor(readonly url: string) {
    super();
    if (FakeSocket.forbidden) throw new DOMException('Insecure', 'SecurityError');
    FakeSocket.all.push(this);
    this.#id = `socket-${FakeSocket.all.length}`;
  }

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(): void {
    if (this.readyState >= FakeSocket.CLOSING) return;
    this.readyState = FakeSocket.CLOSING;
    queueMicrotask(() => this.drop());
  }

  /** The line breaks, or the server goes. */
  drop(): void {
    if (this.readyState === FakeSocket.CLOSED) return;
    this.readyState = FakeSocket.CLOSED;
    const event = new CloseEvent('close', { code: 1006 });
    this.onclose?.(event);
    this.dispatchEvent(event);
  }

  /** The page's policy forbids it: Chromium says no more than this. */
  block(): void {
    this.readyState = FakeSocket.CLOSED;
    this.onerror?.(new Event('error'));
  }

  /** A frame from the server: text as it is, everything else as JSON. It is lost when the socket is not open. */
  frame(data: unknown): void {
    if (this.readyState === FakeSocket.CONNECTING) this.readyState = FakeSocket.OPEN;
    if (this.readyState !== FakeSocket.OPEN) return;
    const event = new MessageEvent('message', { data: typeof data === 'string' ? data : JSON.stringify(data) });
    this.onmessage?.(event);
    this.dispatchEvent(event);
  }

  ack(id = this.#id): void {
    this.frame({ message_type: 'connection_ack', ws_client_id: id });
  }

  success(connectionId = 'connection-1', integrationId = 'github'): void {
    this.frame({
      message_type: 'success',
      provider_config_key: integrationId,
      connection_id: connectionId,
      is_pending: false,
    });
  }

  error(type: string, description?: string): void {
    this.frame({ message_type: 'error', error_type: type, error_desc: description });
  }
}

/** A popup whose user and whose pages are the test. */
export class FakePopup extends EventTarget {
  /** Where it was sent. */
  readonly visited: string[] = [];
  readonly posted: [data: unknown, origin: string][] = [];
  readonly page = { documentElement: { style: { colorScheme: '' } }, title: '', body: { textContent: '' } };
  focused = 0;
  /** How often `closed` was read. */
  reads = 0;
  /** Whether the user still sees it. */
  onScreen = true;
  foreign = false;
  #closed = false;
  #onItsWay = false;

  get closed(): boolean {
    this.reads++;
    return this.#closed;
  }

  /** Whether a script can still close it. */
  get inReach(): boolean {
    return !this.#closed;
  }

  get document() {
    this.#guard();
    return this.page;
  }

  set location(url: string) {
    this.location.replace(url);
  }

  get location(): { readonly href: string; replace(url: string): void } {
    const readHref = () => {
      this.#guard();
      return 'about:blank';
    };
    const replace = (url: string) => {
      // A second navigation that comes before the first has arrived is forgotten, as Chromium and WebKit do.
      if (this.#closed || this.#onItsWay) return;
      this.#onItsWay = true;
      this.visited.push(url);
      this.#farewell();
    };
    return {
      replace,
      get href() {
        return readHref();
      },
    };
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.#guard();
    super.addEventListener(...args);
  }

  postMessage(data: unknown, origin: string): void {
    this.posted.push([data, origin]);
  }

  focus(): void {
    this.focused++;
  }

  /** By a script: a severed popup no longer obeys. */
  close(): void {
    if (!this.#closed) this.leave();
  }

  /** By the user. The blank page says farewell; a foreign one is not heard. */
  leave(): void {
    this.#farewell();
    this.#closed = true;
    this.onScreen = false;
  }

  /** A page of another origin comes up. */
  load(): void {
    this.foreign = true;
    this.#onItsWay = false;
  }

  /** A page with Cross-Origin-Opener-Policy comes up: `closed` lies from now on. */
  sever(): void {
    this.load();
    this.#closed = true;
  }

  #farewell(): void {
    if (!this.foreign) this.dispatchEvent(new Event('beforeunload'));
  }

  #guard(): void {
    if (this.foreign) throw new DOMException('Cross-origin', 'SecurityError');
  }
}

/** A request whose server is the test. */
export class FakeRequest {
  readonly url: URL;
  readonly method: string;
  readonly redirectMode: string;
  readonly headers: Headers;
  /** The body, from its JSON. */
  readonly body: unknown;
  pending = true;
  #settle: ((answer: object | Promise<never>) => void) | undefined;
  readonly promise = new Promise<object>((resolve) => (this.#settle = resolve));

  constructor(url: string, { method = 'GET', headers, body, signal, redirect = 'follow' }: RequestInit) {
    this.url = new URL(url);
    this.method = method;
    this.redirectMode = redirect;
    this.headers = new Headers(headers);
    this.body = typeof body === 'string' ? JSON.parse(body) : undefined;
    signal?.addEventListener('abort', () => this.fail(signal.reason));
    if (signal?.aborted) this.fail(signal.reason);
  }

  /** Text goes as it is, everything else as JSON. */
  answer(status: number, body: unknown): void {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    this.#end({
      status,
      ok: status < 300,
      body: new Response(text).body,
      text: () => Promise.resolve(text),
      json: () => read(text),
    });
  }

  /** The server sends the page elsewhere, which a request that doesn't follow can't read. */
  redirect(): void {
    this.#end({ status: 0, ok: false, type: 'opaqueredirect', url: this.url.href, body: null });
  }

  /** The same for a request that follows, with what the other server answers. */
  redirectedTo(url: string, status: number, body: unknown): void {
    this.#end({ status, ok: status < 300, type: 'cors', url, body: new Response(JSON.stringify(body)).body });
  }

  fail(reason: unknown = new TypeError('Failed to fetch')): void {
    if (this.pending) this.#end(Promise.reject(reason instanceof Error ? reason : new Error(String(reason))));
  }

  #end(answer: object | Promise<never>): void {
    this.pending = false;
    this.#settle?.(answer);
  }
}

const read = (text: string): Promise<unknown> => Promise.resolve(text).then((json) => JSON.parse(json) as unknown);

/** Stands in for `window` or `document`, so that only the test's events are heard, and counts who listens. */
export class CountingTarget extends EventTarget {
  readonly #live: unknown[][] = [];

  get count(): number {
    return this.#live.length;
  }

  readonly add = (type: string, listener: EventListener, options?: AddEventListenerOptions): void => {
    super.addEventListener(type, listener, options);
    if (options?.signal?.aborted) return;
    this.#live.push([type, listener]);
    options?.signal?.addEventListener('abort', () => this.#forget(type, listener));
  };

  readonly remove = (type: string, listener: EventListener, options?: EventListenerOptions): void => {
    super.removeEventListener(type, listener, options);
    this.#forget(type, listener);
  };

  #forget(type: string, listener: unknown): void {
    const index = this.#live.findIndex((entry) => entry[0] === type && entry[1] === listener);
    if (index >= 0) this.#live.splice(index, 1);
  }
}
