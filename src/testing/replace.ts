/** One request, as a fake server needs it. */
export interface FakeRequest {
  readonly url: URL;
  readonly method: string;
  /** Of the session. */
  readonly token: string | null;
  /** The fields of its JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Answers the requests to some URLs. @returns what puts the real one back */
export function replaceFetch(
  isOurs: (url: URL) => boolean,
  answer: (request: FakeRequest) => Promise<unknown>,
): () => void {
  const { fetch: real } = globalThis;
  return replaceGlobal('fetch', (input: RequestInfo | URL, init: RequestInit = {}): Promise<unknown> => {
    const url = new URL(typeof input === 'object' && 'url' in input ? input.url : input, location.href);
    if (!isOurs(url)) return real.call(globalThis, input, init);
    const { method = 'GET', body, headers, signal } = init;
    const token = bearerOf(headers) ?? url.searchParams.get('connect_session_token');
    const answered = answer({ url, method: method.toUpperCase(), token, body: fieldsOf(body) });
    return signal ? Promise.race([answered, aborted(signal)]) : answered;
  });
}

/** Opens fake sockets at some URLs. @returns what puts the real one back */
export function replaceWebSocket(isOurs: (url: string) => boolean, open: (url: string) => object): () => void {
  // Not every DOM has one.
  const Real: unknown = Reflect.get(globalThis, 'WebSocket');
  const target = typeof Real === 'function' ? Real : EventTarget;
  const fake = new Proxy(target, {
    construct(_target, args: [string | URL, ...unknown[]], newTarget): object {
      const url = String(args[0]);
      return isOurs(url) ? open(url) : new Object(Reflect.construct(target, args, newTarget));
    },
  });
  return replaceGlobal('WebSocket', fake);
}

/** Opens fake popups in place of blank ones. @returns what puts the real one back */
export function replaceOpen(open: () => object | null): () => void {
  const { open: real } = globalThis;
  return replaceGlobal('open', (...args: Parameters<typeof real>): unknown =>
    args[0] ? real.apply(globalThis, args) : open(),
  );
}

function replaceGlobal(name: 'fetch' | 'WebSocket' | 'open', by: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value: by, writable: true, configurable: true, enumerable: true });
  return () => {
    if (before) Object.defineProperty(globalThis, name, before);
    else Reflect.deleteProperty(globalThis, name);
  };
}

function bearerOf(headers: HeadersInit | undefined): string | null {
  const all = new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return /^Bearer (.*)$/.exec(all.get('authorization') ?? '')?.[1] ?? null;
}

function fieldsOf(body: unknown): Record<string, unknown> {
  const fields: unknown = typeof body === 'string' && body ? JSON.parse(body) : undefined;
  return Object.assign<Record<string, unknown>, unknown>({}, fields);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void =>
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('', 'AbortError'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
