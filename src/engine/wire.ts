import { AuthError } from './errors.js';
import type { AuthResult, Integration, Provider, Session } from './options.js';

// Whatever a server sends becomes a type here, or is refused here. Nothing behind this file looks at raw data.

/** The fields of `value`; none when it has none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return Object.assign<Record<string, unknown>, unknown>({}, value);
}

/** `value` when it is a text that says something. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}

/** What JSON text says; `undefined` when it is none. */
export function readJson(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}

/** What the socket says: its own id, the result, the error, or nothing that can be read. */
export type Frame = string | AuthResult | AuthError | undefined;

/**
 * Reads a frame of the socket.
 * @param integrationId what the attempt is for, in case that the result leaves it out
 * @returns the socket's id, the result, the error; `undefined` for what can't be read; `null` for a kind of message
 * that is none of ours
 * @see docs/protocol.md §3.2
 */
export function readFrame(data: unknown, integrationId = ''): Frame | null {
  const frame = fieldsOf(readJson(data));
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
      return new AuthError(text(frame.error_type) ?? 'unknown_error', { message: text(frame.error_desc) });
    default:
      return text(frame.message_type) ? null : undefined;
  }
}

/** Reads the result in the body of an answer or of the page's `confirm`. */
export function readResult(body: unknown, integrationId: string): AuthResult | undefined {
  const { connectionId, providerConfigKey, isPending } = fieldsOf(body);
  const id = text(connectionId);
  if (!id) return undefined;
  return { providerConfigKey: text(providerConfigKey) ?? integrationId, connectionId: id, isPending: !!isPending };
}

/**
 * Reads the error in a body, in any of the six shapes; `undefined` when there is none.
 * @see docs/protocol.md §2.5
 */
export function readRefusal(body: unknown, status: number): AuthError | undefined {
  const { error, type } = fieldsOf(body);
  // In the oldest shape `error` is the message.
  const { code = error && type, message = error, errors } = fieldsOf(error);
  const known = text(code);
  return known ? new AuthError(known, { status, message: text(message), issues: readIssues(errors) }) : undefined;
}

function readIssues(errors: unknown) {
  if (!Array.isArray(errors)) return undefined;
  return errors.map(fieldsOf).map(({ code, message, path }) => ({
    code: text(code) ?? '',
    message: text(message) ?? '',
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

/** @see docs/protocol.md §6.3 */
export function isSession(data: unknown): data is Session {
  return data instanceof Object && Array.isArray(fieldsOf(data).allowed_integrations ?? []);
}

/** @see docs/protocol.md §6.4 */
export function isIntegrations(data: unknown): data is Integration[] {
  return Array.isArray(data) && data.every((one) => text(fieldsOf(one).unique_key));
}

/** @see docs/protocol.md §6.4 */
export function isProvider(data: unknown): data is Provider {
  return !!text(fieldsOf(data).auth_mode);
}
