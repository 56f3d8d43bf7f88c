import type { Request, Response } from 'express';
import { HttpError, plain, tooManyRequests } from './errors.js';
import { setLimitHeaders } from './rate-limit.js';

/** A request that gets a wrong answer. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
  /** This sandbox at its other origin: `http://127.0.0.1:3003` for `http://localhost:3003`. */
  readonly otherUrl: string;
  /** The body of the correct answer, once the connection was made. */
  readonly success?: { readonly connectionId: string; readonly providerConfigKey: string };
}

/** Answers, and returns what it did; returns `undefined` if it doesn't apply to this request. */
export type WrongAnswer = (exchange: Exchange) => string | undefined;

export const noAnswer: WrongAnswer = () => 'never answered';

/** The page of a proxy whose server is down, or that requires a login. */
export function htmlPage(status: number): WrongAnswer {
  return ({ response }) => {
    response.status(status).type('html').send(`<html><body><h1>${status} from a proxy</h1></body></html>`);
    return `answered ${status}`;
  };
}

export function jsonError(status: number): WrongAnswer {
  return ({ response }) => send(response, plain(status, 'server_error', `The server answered ${status}`));
}

/** Redirects to the other origin, which answers as usual: a client that follows sends the credentials there. */
export function redirectElsewhere(status: number): WrongAnswer {
  return ({ request, response, otherUrl }) => {
    if (request.get('host') === new URL(otherUrl).host) return undefined;
    response.redirect(status, otherUrl + request.originalUrl);
    return `answered ${status}`;
  };
}

export const rateLimited: WrongAnswer = ({ request, response }) => {
  setLimitHeaders(response, 1, -1, Date.now() + 60_000);
  return send(response, tooManyRequests(request));
};

/** A code and a message that would forge a line in a log. */
export const lineBreaks: WrongAnswer = ({ response }) =>
  send(response, plain(400, 'invalid\r\nforged_line', 'A text\r\nwith lines'));

/** The right JSON under another content type; without a type when it is left out. */
export function successAs(type?: string): WrongAnswer {
  return ({ response, success }) => {
    const body = Buffer.from(JSON.stringify(success));
    response.removeHeader('content-type');
    response.writeHead(200, type === undefined ? {} : { 'content-type': type }).end(body);
    return 'answered with the wrong content type';
  };
}

export const bigAnswer: WrongAnswer = ({ response, success }) => {
  response.json({ ...success, padding: padding(2_000_000) });
  return 'answered 2 MB';
};

/** A text where an object belongs. */
export const textAnswer: WrongAnswer = ({ response }) => {
  response.json(padding(500_000));
  return 'answered a text';
};

export const cutAnswer: WrongAnswer = ({ response, success }) => {
  const body = JSON.stringify(success);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
  return 'cut its answer off';
};

export function padding(length: number): string {
  return 'x'.repeat(length);
}

function send(response: Response, error: HttpError): string {
  error.send(response);
  return `answered ${error.status}`;
}
