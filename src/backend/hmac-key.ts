/**
 * A key for HMAC-SHA256. In a separate file, because some runtimes' types lack the type that this returns.
 *
 * @throws {TypeError} for an empty key, or one with the line break of the file that holds it
 */
export function hmacKey(key: string, usages: ('sign' | 'verify')[]) {
  if (typeof key !== 'string' || !key) throw new TypeError('The HMAC key is empty: is its environment variable set?');
  if (/[\r\n]/.test(key))
    throw new TypeError('The HMAC key contains a line break: remove it from the environment variable.');
  const bytes = new TextEncoder().encode(key);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, usages);
}
