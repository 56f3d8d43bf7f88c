import { AuthError } from './errors.js';
import type { AuthIssue } from './errors.js';
import type { AuthResult, Integration, Provider, Session } from './options.js';

// Whatever a server sends becomes a type here, or is refused here. Nothing behind this file looks at raw data.

type Fields = Readonly<Record<string, unknown>>;

/** Whether `value` is an object whose fields can be looked at. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}

/** What JSON text says; `undefined` when it is none. */
export function readJson(json: unknown): unknown {
  try {
    return typeof json === 'string' ? JSON.parse(json) : undefined;
  } catch {
    return undefined;
  }
}

/** What the socket says: its own id, the result, the error, or nothing that can be read. */
export type Frame = { id: string } | { result: AuthResult } | { error: AuthError } | 'unreadable';

/**
 * Reads a frame of the socket. An unknown kind of message is none of ours and gives `undefined`.
 * @see protocol.md §3.2
 */
export function readFrame(data: unknown): Frame | undefined {
  const frame = readJson(data);
  if (!isFields(frame)) return 'unreadable';
  const { message_type: kind, ws_client_id: id, error_type: type } = frame;
  if (kind === 'connection_ack' && text(id)) return { id: String(id) };
  if (kind === 'error') return { error: new AuthError(text(type) ?? 'unknown_error', { message: text(frame.error_desc) }) };
  const { connection_id: connectionId, provider_config_key: providerConfigKey, is_pending: isPending } = frame;
  const result = readResult({ connectionId, providerConfigKey, isPending }, '');
  if (kind === 'success' && result) return { result };
  return /^(connection_ack|success|undefined)$/.test(String(kind)) ? 'unreadable' : undefined;
}

/** Reads the result in the body of an answer or of the page's `confirm`. */
export function readResult(body: unknown, integrationId: string): AuthResult | undefined {
  const connectionId = isFields(body) && text(body.connectionId);
  if (!connectionId) return undefined;
  const providerConfigKey = text(body.providerConfigKey) ?? integrationId;
  return { providerConfigKey, connectionId, isPending: !!body.isPending };
}

function readIssues(list: unknown): AuthIssue[] | undefined {
  return Array.isArray(list)
    ? list.filter(isFields).map(({ code, message, path }) => ({
        code: text(code) ?? '',
        message: text(message) ?? '',
        path: Array.isArray(path) ? path.map(String) : [],
      }))
    : undefined;
}

/**
 * Reads the error in a body, in any of the six shapes; `undefined` when there is none.
 * @see protocol.md §2.5
 */
export function readRefusal(body: unknown, status: number): AuthError | undefined {
  if (!isFields(body)) return undefined;
  const { error, type } = body;
  if (isFields(error) && text(error.code)) {
    const details = { status, message: text(error.message), issues: readIssues(error.errors) };
    return new AuthError(String(error.code), details);
  }
  return text(error) && text(type) ? new AuthError(String(type), { status, message: text(error) }) : undefined;
}

/** The `data` of an answer, when it is what `is` looks for. */
export function readData<T>(body: unknown, is: (data: unknown) => data is T): T | undefined {
  const data = isFields(body) ? body.data : undefined;
  return is(data) ? data : undefined;
}

/** @see protocol.md §6.3 */
export function isSession(data: unknown): data is Session {
  return isFields(data);
}

/** @see protocol.md §7.4 */
export function isIntegrations(data: unknown): data is Integration[] {
  return Array.isArray(data) && data.every((one) => isFields(one) && text(one.unique_key));
}

/** @see protocol.md §7.4 */
export function isProvider(data: unknown): data is Provider {
  return isFields(data) && !!text(data.auth_mode);
}
