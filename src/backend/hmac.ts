import { hmacKey } from './hmac-key.js';

/**
 * The digest that environments with HMAC on ask for, for the attribute `hmac`: with a public key only, which accounts
 * made after August 2025 do not have. Make it on the server, for the connection id of the user who is signed in.
 *
 * @param integrationId the integration's unique key
 * @param connectionId the id that the connection shall have; `undefined` only where a window opens, and the digest is
 * then good for any connection of the integration
 * @param key the HMAC key of the environment in Nango
 * @returns 64 hexadecimal digits in lower case
 * @throws {TypeError} for an empty key or id, which anybody could make the digest of
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
