import { AuthError } from './errors.js';
import type { AuthOutcome } from './errors.js';
import type { AuthResult } from './options.js';
import { isRefusalByUser } from './user-refusal.js';

// Whatever a server sends becomes a type here, or is refused here. Nothing behind this file looks at raw data.

/** Whether it is an object of names and values, and no list, `Map`, `Date` or the like. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  try {
    return typeof value === 'object' && Object.prototype.toString.call(value) === '[object Object]';
  } catch {
    // A revoked Proxy.
    return false;
  }
}

/** The own fields of a plain object, and no inherited ones; nothing of anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return { __proto__: null, ...(isPlainObject(value) ? value : undefined) };
}

/** `value` if it is a string that isn't empty. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}

/** No answer of a Nango server is longer; reading one would keep the page waiting. */
export const longestText = 1_000_000;

/** A text for people, if it is one. Nobody reads a longer one, and showing it or looking for a word in it takes time. */
const sentence = (value: unknown): string | undefined => text(value)?.slice(0, 10_000);

/** A server's error code, on one line: it must not forge a line in a log. */
export function code(value: unknown): string | undefined {
  return text(value)
    ?.replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 100);
}

/** Parses JSON; `undefined` for what isn't JSON. */
export function readJson(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}

/** A frame of the socket: the socket's id, the result, or the error. */
type Frame = string | AuthResult | AuthError;

/**
 * Reads a frame of the socket.
 * @param integrationId what the attempt is for; default: any
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

/** @param given the message: what the provider said is in it, after the server's own sentence */
export function readError(type: string, given: unknown, outcome?: AuthOutcome): AuthError {
  const message = sentence(given);
  const isNo = type === 'callback_err' && isRefusalByUser(message);
  return new AuthError(type, { message, outcome: isNo ? 'cancelled' : outcome });
}

/** Reads the result in the body of an answer or of the page's `confirm`. */
export function readResult(body: unknown, integrationId: string): AuthResult | undefined {
  const { connectionId, providerConfigKey, isPending } = fieldsOf(body);
  const id = text(connectionId);
  if (!id) return undefined;
  return {
    providerConfigKey: text(providerConfigKey) ?? integrationId,
    connectionId: id,
    isPending: isPending === true,
  };
}

/**
 * Reads the error in a body, in any of the six shapes; `undefined` when there is none.
 * @param outcome where it is not what the code implies
 * @see docs/protocol.md §2.5
 */
export function readRefusal(body: unknown, status: number, outcome?: AuthOutcome): AuthError | undefined {
  const { error, type } = fieldsOf(body);
  // In the oldest shape `error` is the message.
  const { code: word = error && type, message = error, errors } = fieldsOf(error);
  const known = code(word);
  if (!known) return undefined;
  return new AuthError(known, { status, outcome, message: sentence(message), issues: readIssues(errors) });
}

function readIssues(errors: unknown) {
  if (!Array.isArray(errors)) return undefined;
  return errors.map(fieldsOf).map(({ code: word, message, path }) => ({
    code: code(word) ?? '',
    message: sentence(message) ?? '',
    path: Array.isArray(path) ? path.map((name) => text(name) ?? JSON.stringify(name)) : [],
  }));
}

/** Says whether data is what was asked for. */
export type Guard<T> = (data: unknown) => data is T;

/** The `data` of an answer, when it is what `is` looks for. */
export function readData<T>(body: unknown, is: Guard<T>): T | undefined {
  const { data } = fieldsOf(body);
  return is(data) ? data : undefined;
}
