/** One request that the page made. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly authorization: string | null;
}

type Answer = Response | Promise<Response> | undefined;

/** A Nango server whose answers the test sets. */
interface FakeServer {
  readonly url: string;
  sent: Sent[];
  answer: (sent: Sent) => Answer;
  readonly paths: string[];
}

export const server: FakeServer = {
  url: 'https://nango.test',
  sent: [],
  answer: () => undefined,
  /** What was asked, the query left out. */
  get paths(): string[] {
    return this.sent.map(({ method, path }) => `${method} ${path}`);
  },
};

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** An answer that the test gives later. */
export function later(): { promise: Promise<Response>; resolve: (response: Response) => void } {
  let resolve: (response: Response) => void = () => undefined;
  const promise = new Promise<Response>((given) => (resolve = given));
  return { promise, resolve };
}

/** Replaces `fetch` with the server for each test of a suite. */
export function useFakeServer(): void {
  const { fetch } = window;
  beforeEach(() => {
    server.sent = [];
    server.answer = () => undefined;
    window.fetch = async (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input, location.href);
      if (url.origin !== server.url) return fetch(input, init);
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      const authorization = new Headers(init.headers).get('authorization');
      const sent = { method: init.method ?? 'GET', path: url.pathname, query: url.searchParams, body, authorization };
      server.sent.push(sent);
      const answer = await Promise.race([server.answer(sent), aborted(init.signal)]);
      return answer ?? json({ error: { code: 'not_found' } }, 404);
    };
  });
  afterEach(() => {
    window.fetch = fetch;
  });
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
  });
}
