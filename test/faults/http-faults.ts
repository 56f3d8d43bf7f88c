import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** An answer as the server gave it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A request on its way to the server. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Where a redirect leads: the same lane by its other name, which is another origin. */
  readonly otherUrl: string;
  /** Asks the server, and gives what it answered; nothing reaches the page. */
  ask(): Promise<Answer>;
  /** Refuses all connections from now on, as a server that is gone. */
  stop(): void;
}

/**
 * What the page can make of it.
 * `refusal`: a readable no. `unfinished`: a readable error that leaves open what was done. `unreadable`: an answer that
 * says nothing. `none`: no answer. `redirect`: to another origin. `harmless`: the right answer, late.
 */
export type HttpKind = 'refusal' | 'unfinished' | 'unreadable' | 'none' | 'silence' | 'redirect' | 'harmless';

export interface HttpFault {
  readonly name: string;
  readonly kind: HttpKind;
  /** The status of the answer, where there is one. */
  readonly status?: number;
  /** The server's code, where the answer has one. */
  readonly code?: string;
  answer(exchange: Exchange): void | Promise<void>;
}

const open = { 'access-control-allow-origin': '*' };
const json = { ...open, 'content-type': 'application/json' };
const html = { ...open, 'content-type': 'text/html' };

const answered =
  (status: number, headers: Record<string, string>, body = '') =>
  ({ response }: Exchange): void =>
    void response.writeHead(status, headers).end(body);

const statuses = [
  400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 417, 422, 423, 425, 426, 428, 429, 431,
  451, 500, 501, 502, 503, 504,
];

const codeOf = (status: number): string => (status === 429 ? 'too_many_request' : `code_${status}`);

const withJson = (status: number): HttpFault => ({
  name: `${status}, JSON`,
  kind: status === 408 || status >= 500 ? 'unfinished' : 'refusal',
  status,
  code: codeOf(status),
  answer: answered(status, json, JSON.stringify({ error: { code: codeOf(status), message: `Status ${status}` } })),
});

const withHtml = (status: number): HttpFault => ({
  name: `${status}, HTML`,
  kind: 'unreadable',
  status,
  answer: answered(status, html, `<!doctype html><title>${status}</title><h1>${status} from a proxy</h1>`),
});

const empty = (status: number): HttpFault => ({
  name: `${status}, empty`,
  kind: 'unreadable',
  status,
  answer: answered(status, open),
});

const says = (what: string, body: string): HttpFault => ({
  name: `200, ${what}`,
  kind: 'unreadable',
  status: 200,
  answer: answered(200, json, body),
});

/** 303 turns every request into a GET, 307 and 308 keep the body, 301 and 302 do what the browser likes. */
const redirect = (status: number): HttpFault => ({
  name: `${status}, to another origin`,
  kind: 'redirect',
  status,
  answer: ({ request, response, otherUrl }) => {
    response.writeHead(status, { ...open, location: otherUrl + (request.url ?? '/') }).end();
  },
});

async function relay({ ask, response }: Exchange): Promise<void> {
  const { status, headers, body } = await ask();
  response.writeHead(status, { ...headers }).end(body);
}

/** Each goes wrong in one way, at the one request that a route is about. */
export const httpFaults: readonly HttpFault[] = [
  ...statuses.map(withJson),
  ...[200, 403, 404, 500, 502, 503].map(withHtml),
  ...[200, 204, 404, 500].map(empty),
  says('cut JSON', '{"data":{"connectionId":"c'),
  says('a list', '[]'),
  says('null', 'null'),
  says('a text', '"connected"'),
  says('an object of something else', '{"ok":true}'),
  says(
    'a polluted object',
    '{"__proto__":{"connectionId":"evil","providerConfigKey":"evil","data":{"auth_mode":"NONE"}},"constructor":{"prototype":{"connectionId":"evil"}}}',
  ),
  says('5 MB of text', JSON.stringify({ data: 'x'.repeat(5_000_000) })),
  {
    name: '500, without CORS',
    kind: 'none',
    answer: answered(500, { 'content-type': 'application/json' }, '{"error":{"code":"unseen"}}'),
  },
  {
    name: 'aborted before the answer',
    kind: 'none',
    answer: ({ request }) => void request.socket.destroy(),
  },
  {
    name: 'aborted in the middle of the answer',
    kind: 'none',
    answer({ request, response }) {
      response.writeHead(200, { ...json, 'content-length': '1000' });
      response.write('{"connectionId":"c', () => request.socket.destroy());
    },
  },
  {
    name: 'refused: the server is gone',
    kind: 'none',
    answer({ request, stop }) {
      stop();
      request.socket.destroy();
    },
  },
  { name: 'never answered', kind: 'silence', answer: () => undefined },
  {
    name: 'answered after 2 s',
    kind: 'harmless',
    async answer(exchange) {
      await pause(2000);
      await relay(exchange);
    },
  },
  ...[301, 302, 303, 307, 308].map(redirect),
];

export { relay };
