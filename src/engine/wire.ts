import { AuthError } from './errors.js';
import type { AuthOutcome } from './errors.js';
import type { AuthResult } from './options.js';
import { isRefusalByUser } from './user-refusal.js';

// Everything that a server sends is parsed into a type here, or rejected. No other file looks at raw data.

/** Whether it is an object of names and values, not an array, `Map`, `Date` or the like. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  try {
    return typeof value === 'object' && Object.prototype.toString.call(value) === '[object Object]';
  } catch {
    // A revoked Proxy.
    return false;
  }
}

/** The own fields of a plain object; none for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return { __proto__: null, ...(isPlainObject(value) && value) };
}

/** `value` if it is a string that isn't empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}

/** In characters. No response of a Nango server is longer, and reading one would block the page. */
export const longestText = 1_000_000;

/**
 * A message, if it is a string. It is cut, because showing or searching a very long one takes time.
 * @param hidden texts that it must not contain
 */
const sentence = (value: unknown, hidden: readonly string[] = []): string | undefined =>
  hidden.reduce((message, each) => message?.replaceAll(each, '…'), text(value))?.slice(0, 10_000);

/** The texts in a request's JSON that a message of the server must not repeat. Those of fewer than six characters may be words of it. */
function textsIn(json: unknown): string[] {
  const found: string[] = [];
  readJson(json, (_, value: unknown) => {
    if (typeof value === 'string' && value.length > 5) found.push(value);
    return value;
  });
  // One may be a part of another.
  return found.sort((one, other) => other.length - one.length);
}

/** A server's error code, on one line, so that it can't forge a line in a log. */
export function code(value: unknown): string | undefined {
  return text(value)
    ?.replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 100);
}

/** Parses JSON; `undefined` for what isn't JSON. @param revive called with each value, as by `JSON.parse` */
export function readJson(json: unknown, revive?: (name: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(String(json), revive);
  } catch {
    return undefined;
  }
}

/** A frame of the socket: the socket's id, the result, or the error. */
type Frame = string | AuthResult | AuthError;

/**
 * Reads a frame of the socket.
 * @param data of the message event
 * @param integrationId the attempt's integration. Default: any
 * @returns `undefined` for frames that aren't for this attempt
 * @see docs/protocol.md §3.2
 */
export function readFrame(data: unknown, integrationId = ''): Frame | undefined {
  if (typeof data !== 'string') return undefined;
  if (data.length > longestText) return new AuthError('invalid_response', { outcome: 'unknown' });
  const frame = fieldsOf(readJson(data));
  if (integrationId && (frame.provider_config_key || integrationId) !== integrationId) return undefined;
  switch (frame.message_type) {
    case 'connection_ack':
      return text(frame.ws_client_id);
    case 'success':
      return readResult(
        {
          connectionId: frame.connection_id,
          providerConfigKey: frame.provider_config_key,
          isPending: frame.is_pending,
        },
        integrationId,
      );
    case 'error':
      return readError(code(frame.error_type) || 'unknown_error', frame.error_desc);
    default:
      return undefined;
  }
}

/**
 * @param type the server's code; one of this package's own doesn't mean that the user or the page ended anything
 * @param given the message: the server's sentence, followed by what the provider sent
 */
export function readError(type: string, given: unknown, outcome: AuthOutcome = 'failed'): AuthError {
  const message = sentence(given);
  const isNo = type === 'callback_err' && isRefusalByUser(message);
  return new AuthError(type, { message, outcome: isNo ? 'cancelled' : outcome });
}

/** Reads the result in a response's body, or from the page's `confirm`; `undefined` if it is another integration's. */
export function readResult(body: unknown, integrationId: string): AuthResult | undefined {
  const { connectionId, providerConfigKey, isPending } = fieldsOf(body);
  const id = text(connectionId);
  const key = text(providerConfigKey) ?? integrationId;
  if (!id || key !== (integrationId || key)) return undefined;
  return { providerConfigKey: key, connectionId: id, isPending: isPending === true };
}

/**
 * Reads the error in a body, in any of the six shapes; `undefined` if there is none.
 * @param sent the request's JSON: messages don't repeat what it contains, since errors are logged
 * @see docs/protocol.md §2.5
 */
export function readRefusal(
  body: unknown,
  status: number,
  outcome: AuthOutcome = 'failed',
  sent?: unknown,
): AuthError | undefined {
  const { error, type } = fieldsOf(body);
  // In the oldest shape `error` is the message.
  const { code: word = error && type, message = error, errors } = fieldsOf(error);
  const known = code(word);
  if (!known) return undefined;
  const hidden = textsIn(sent);
  return new AuthError(known, {
    status,
    outcome,
    message: sentence(message, hidden),
    issues: readIssues(errors, hidden),
  });
}

function readIssues(errors: unknown, hidden: readonly string[]) {
  if (!Array.isArray(errors)) return undefined;
  return errors.map(fieldsOf).map(({ code: word, message, path }) => ({
    code: code(word) ?? '',
    message: sentence(message, hidden) ?? '',
    path: Array.isArray(path) ? path.map((name) => text(name) ?? JSON.stringify(name)) : [],
  }));
}

/** Checks whether data is what was requested. */
export type Guard<T> = (data: unknown) => data is T;

/** The `data` of a response, if it passes `is`. */
export function readData<T>(body: unknown, is: Guard<T>): T | undefined {
  const { data } = fieldsOf(body);
  return is(data) ? data : undefined;
}
