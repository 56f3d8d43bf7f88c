import { authModes, findAuthMode } from './auth-modes.js';
import type { AuthModeRow } from './auth-modes.js';
import { AuthError } from './errors.js';
import type { AuthOptions } from './options.js';

/** A POST with credentials. */
export interface Post {
  /** Under the host, before the integration id. */
  path: string;
  body?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Chooses between the popup and a POST.
 * @param options `authMode` decides; without it, an explicit `credentials.type` or the fields of `credentials`
 * @returns the POST, or `undefined` for the popup
 * @throws {AuthError} `missing_credentials`
 * @see docs/protocol.md §2.2 and §2.3
 */
export function choosePost(options: AuthOptions): Post | undefined {
  const { authMode, credentials, installation } = options;
  const { type, ...given }: Readonly<Record<string, unknown>> = { ...credentials };
  const values = Object.entries(given).filter(([, value]) => value !== undefined && value !== null);
  const mode = authMode || recognizeMode(type, new Map(values));
  const row = findAuthMode(mode);
  if (mode && row?.path) return { path: row.path, body: row.fields && bodyOf(row, mode, values, options) };
  // A popup's URL can contain the user's own OAuth client; other credentials would not be sent.
  const fitsNothing = installation
    ? !credentials && !authMode
    : Object.keys(given).some((name) => !name.endsWith('_override'));
  if (fitsNothing) throw new AuthError('missing_credentials');
  return installation && { path: 'auth/oauth-outbound' };
}

/** The mode of credentials, by their type or otherwise by their fields. */
function recognizeMode(type: unknown, values: ReadonlyMap<string, unknown>): string | undefined {
  if (findAuthMode(type)?.fields) return String(type);
  const rows = Object.entries<AuthModeRow>(authModes);
  return rows.find(([, { knownBy }]) => knownBy?.some((name) => values.has(name)))?.[0];
}

/** @throws {AuthError} `missing_credentials` if none of the mode's fields is given */
function bodyOf(
  row: AuthModeRow,
  type: string,
  values: readonly [string, unknown][],
  { credentials, assertionOption }: AuthOptions,
): Record<string, unknown> {
  const sent = values.filter(([name, value]) => row.fields === 'any' || (row.fields?.includes(name) && value !== ''));
  if (!sent.length && !(row.defaults && credentials)) throw new AuthError('missing_credentials');
  return {
    ...row.defaults,
    ...Object.fromEntries(sent),
    ...(row.sendsType && { type }),
    ...(row.takesAssertion && Object.keys({ ...assertionOption }).length && { assertionOption }),
  };
}
