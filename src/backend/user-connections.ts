import { field, idField, listField, textField } from './json.js';
import { NangoServerError, type Ask } from './nango-server.js';
import type { ConnectedAccount, ConnectUser } from './options.js';
import { Refusal } from './refusal.js';

/** Which of Nango's connections belong to one user. */
export interface Owner {
  readonly id: string;
  readonly identifyBy: 'end_user' | 'tags';
}

/** One integration's connection, as a page names it. */
interface ConnectionName {
  readonly providerConfigKey: string;
  readonly connectionId: string;
}

/**
 * The user's own connections, newest first. Nango is asked for these only, and each row is checked again: an older server
 * that doesn't know the filter returns the connections of all users.
 *
 * @param connectionId of a single connection. Default: all
 * @throws {NangoServerError}
 */
export async function listOwn(ask: Ask, owner: Owner, connectionId?: string): Promise<ConnectedAccount[]> {
  const query = new URLSearchParams({
    [owner.identifyBy === 'tags' ? 'tags[end_user_id]' : 'endUserId']: owner.id,
    ...(connectionId !== undefined && { connectionId }),
  });
  const answer = await ask('GET', `/connections?${query}`);
  const rows = field(answer, 'connections');
  if (!Array.isArray(rows)) throw new NangoServerError('nango_unreadable', 'GET /connections returned no connections.');
  return rows
    .filter((row) => isOwn(row, owner))
    .flatMap(readRow)
    .sort((one, other) => other.createdAt - one.createdAt);
}

/**
 * The user's own connection with this integration and id.
 *
 * @throws {Refusal} `unknown_connection`, also when it is another user's
 * @throws {NangoServerError}
 */
export async function findOwn(ask: Ask, owner: Owner, name: ConnectionName): Promise<ConnectedAccount> {
  const found = (await listOwn(ask, owner, name.connectionId)).find(
    (one) => one.connectionId === name.connectionId && one.providerConfigKey === name.providerConfigKey,
  );
  if (!found) throw new Refusal('unknown_connection');
  return found;
}

/** @throws {Refusal} `unknown_connection` @throws {NangoServerError} */
export async function deleteOwn(ask: Ask, owner: Owner, name: ConnectionName): Promise<void> {
  const { connectionId, providerConfigKey } = await findOwn(ask, owner, name);
  // URLs resolve this id as a path segment, even encoded.
  if (/^\.\.?$/.test(connectionId)) throw new Refusal('unknown_connection');
  const query = new URLSearchParams({ provider_config_key: providerConfigKey });
  try {
    await ask('DELETE', `/connections/${encodeURIComponent(connectionId)}?${query}`);
  } catch (error) {
    // Another tab or Nango's dashboard was faster. Nango then answers 400, older servers 404.
    const isGone = error instanceof NangoServerError && (error.status === 404 || error.reason === 'unknown_connection');
    throw isGone ? new Refusal('unknown_connection') : error;
  }
}

/** The part of a session's body that names the owner of its connections. */
export function ownerOf(user: ConnectUser, identifyBy: Owner['identifyBy']): object {
  const { id, organization, tags } = user;
  const email = given(user.email);
  if (identifyBy === 'tags') {
    return { tags: { end_user_email: email, organization_id: given(organization?.id), ...tags, end_user_id: id } };
  }
  return {
    end_user: { id, email, display_name: given(user.displayName) },
    ...(organization && { organization: { id: organization.id, display_name: given(organization.displayName) } }),
    ...(tags && { tags }),
  };
}

/** Databases return `null` or an empty string for unknown values, and Nango refuses both. */
const given = (text: string | null | undefined): string | undefined => text || undefined;

function isOwn(row: unknown, { id, identifyBy }: Owner): boolean {
  return identifyBy === 'tags'
    ? field(field(row, 'tags'), 'end_user_id') === id
    : field(field(row, 'end_user'), 'id') === id;
}

/** One account, or none if the row can't be read. */
function readRow(row: unknown): ConnectedAccount[] {
  const connectionId = idField(row, 'connection_id');
  const providerConfigKey = idField(row, 'provider_config_key');
  const createdAt = Date.parse(textField(row, 'created'));
  if (!connectionId || !providerConfigKey || Number.isNaN(createdAt)) return [];
  // A sync's errors are no reason to reconnect.
  const needsReconnect = listField(row, 'errors').some((error) => field(error, 'type') === 'auth');
  return [{ providerConfigKey, connectionId, createdAt, needsReconnect, metadata: field(row, 'metadata') }];
}
