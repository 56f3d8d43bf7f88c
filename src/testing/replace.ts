/** One request to a fake server. */
export interface FakeRequest {
  readonly url: URL;
  readonly method: string;
  /** The session token. */
  readonly token: string | null;
  /** The fields of its JSON; `undefined` if it isn't JSON. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** Replaces `fetch` for some URLs. @returns a function that restores it */
export function replaceFetch(
  isOurs: (url: URL) => boolean,
  answer: (request: FakeRequest) => Promise<unknown>,
): () => void {
  const { fetch: real } = globalThis;
  return replaceGlobal('fetch', async (input: RequestInfo | URL, init: RequestInit = {}): Promise<unknown> => {
    const [address, request] = typeof input === 'object' && 'url' in input ? [input.url, input] : [input];
    const url = new URL(address, location.href);
    if (!isOurs(url)) return real.call(globalThis, input, init);
    const { method = request?.method ?? 'GET', headers = request?.headers, signal = request?.signal } = init;
    const body = init.body ?? (await request?.clone().text());
    const token = bearerOf(headers) ?? url.searchParams.get('connect_session_token');
    const answered = answer({ url, method: method.toUpperCase(), token, body: fieldsOf(body) });
    return signal ? Promise.race([answered, aborted(signal)]) : answered;
  });
}

/** Replaces `WebSocket` for some URLs. @returns a function that restores it */
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

/** Replaces `window.open` for some URLs. @returns a function that restores it */
export function replaceOpen(isOurs: (url: string) => boolean, open: () => object | null): () => void {
  const { open: real } = globalThis;
  return replaceGlobal('open', (...args: Parameters<typeof real>): unknown =>
    isOurs(String(args[0] ?? '')) ? open() : real.apply(globalThis, args),
  );
}

function replaceGlobal(name: 'fetch' | 'WebSocket' | 'open', by: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value: by, writable: true, configurable: true, enumerable: true });
  return () => {
    // Something else has replaced it since, and still needs its own.
    if (Reflect.get(globalThis, name) !== by) return;
    if (before) Object.defineProperty(globalThis, name, before);
    else Reflect.deleteProperty(globalThis, name);
  };
}

function bearerOf(headers: HeadersInit = {}): string | null {
  const pairs = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  const all = new Map(pairs.map(([name = '', value]) => [name.toLowerCase(), String(value)]));
  return /^Bearer (.*)$/.exec(all.get('authorization') ?? '')?.[1] ?? null;
}

function fieldsOf(body: unknown): Record<string, unknown> | undefined {
  try {
    const fields: unknown = typeof body === 'string' && body ? JSON.parse(body) : undefined;
    return Object.assign<Record<string, unknown>, unknown>({}, fields);
  } catch {
    return undefined;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void =>
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('', 'AbortError'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
