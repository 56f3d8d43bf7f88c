import { field, listField, parseJson, textField } from './json.js';
import { Refusal } from './refusal.js';

/** What went wrong in a request to Nango. */
export type NangoServerErrorCode =
  /** No answer at all. */
  | 'nango_unreachable'
  /** No answer in time. */
  | 'nango_timeout'
  /** An answer that is an error: the key, the rate limit, or a fault of the server. */
  | 'nango_refused'
  /** An answer that can't be read, or a redirect. */
  | 'nango_unreadable';

/** A failed request to Nango. It contains no key and no text from the server. */
export class NangoServerError extends Error {
  override readonly name = 'NangoServerError';
  /** What went wrong. */
  readonly code: NangoServerErrorCode;
  /** Status of Nango's response, if there is one. */
  readonly status: number | undefined;
  /** Nango's own code for the error, such as `unknown_account`. */
  readonly reason: string | undefined;

  constructor(
    code: NangoServerErrorCode,
    message: string,
    details: { readonly status?: number; readonly reason?: string | undefined; readonly cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.reason = details.reason;
  }
}

/** Asks Nango. The path's parts are encoded. @throws {NangoServerError} @throws {Refusal} `unknown_integration` */
export type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

/** A client of Nango's API with the secret key. */
export function nangoServer(server: { host: string; secretKey: string; timeout: number }): Ask {
  return async (method, path, body) => {
    const what = `${method} ${path.split('?', 1)[0]}`;
    // A body that can't be sent is the host's mistake, not a network error.
    const sent = body && JSON.stringify(body);
    const signal = AbortSignal.timeout(server.timeout);
    let status = 0;
    let text = '';
    try {
      const response = await fetch(server.host + path, {
        method,
        headers: {
          authorization: `Bearer ${server.secretKey}`,
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(sent && { body: sent }),
        // Elsewhere the key is none of anybody's business. Not every runtime knows `error`.
        redirect: 'manual',
        signal,
      });
      status = response.status;
      text = await response.text();
    } catch (cause) {
      if (signal.aborted)
        throw new NangoServerError('nango_timeout', `${what} got no response in ${server.timeout} ms.`);
      throw new NangoServerError('nango_unreachable', `${what} did not reach ${server.host}.`, { cause });
    }
    const answer = status === 204 ? {} : parseJson(text);
    if (status >= 200 && status < 300 && typeof answer === 'object' && answer) return answer;
    // A runtime without the status of a redirect says 0.
    if (status < 400) {
      const kind = status >= 300 || status === 0 ? 'a redirect' : 'no JSON';
      throw new NangoServerError('nango_unreadable', `${what} returned ${kind}: is ${server.host} a Nango server?`, {
        status,
      });
    }
    throw refused(what, status, answer);
  };
}

function refused(what: string, status: number, answer: unknown): Error {
  const error = field(answer, 'error');
  const paths = listField(error, 'errors').map((issue) => listField(issue, 'path'));
  if (paths.some(([first]) => first === 'allowed_integrations')) return new Refusal('unknown_integration');
  const [reason] = /^[a-z_]{1,64}$/.exec(textField(error, 'code')) ?? [];
  const hint = status === 401 ? ' Is `secretKey` that of an environment of this server?' : '';
  const fields = paths
    .slice(0, 10)
    .map((path) => path.filter((part) => typeof part === 'string').join('.'))
    .filter((path) => /^[a-z_.]{1,64}$/.test(path));
  const where = fields.length ? ` (${fields.join(', ')})` : '';
  return new NangoServerError(
    'nango_refused',
    `${what} was refused: ${reason ?? 'no code'}${where}, ${status}.${hint}`,
    {
      status,
      reason,
    },
  );
}
