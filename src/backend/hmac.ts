import { hmacKey } from './hmac-key.js';

/**
 * The digest for the attribute `hmac`, required by environments with HMAC enabled. For public keys only, which accounts
 * created after August 2025 don't have. Compute it on the server, for the connection id of the signed-in user.
 *
 * @param integrationId the integration's unique key
 * @param connectionId the id that the connection will have; `undefined` only for a popup: the digest is then valid for any
 * connection of the integration
 * @param key the HMAC key of the environment in Nango
 * @returns 64 lowercase hexadecimal digits
 * @throws {TypeError} for an empty key or id, for which anyone could compute the digest
 * @see docs/protocol.md §5
 */
export async function hmac(integrationId: string, connectionId: string | undefined, key: string): Promise<string> {
  checkId('integrationId', integrationId);
  // `null`, as a database has it, would be the digest of the word "null".
  if (connectionId !== undefined) checkId('connectionId', connectionId);
  const message = connectionId === undefined ? integrationId : `${integrationId}:${connectionId}`;
  const digest = await crypto.subtle.sign('HMAC', await hmacKey(key, ['sign']), new TextEncoder().encode(message));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function checkId(name: string, id: unknown): void {
  if (typeof id !== 'string' || !id) throw new TypeError(`hmac: \`${name}\` must be a non-empty string.`);
}
