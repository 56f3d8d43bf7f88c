import { hmacKey } from './hmac-key.js';
import { parseJson } from './json.js';
import { checkRequest, readBytes } from './page-request.js';
import { Refusal } from './refusal.js';

/** A webhook's body. What is in it depends on its `type`, such as `auth`. Check each field before you use it. */
export type NangoWebhook = Readonly<Record<string, unknown>>;

/** Webhooks that Nango forwards may be large. */
const limit = 10 * 1024 * 1024;
const longestMs = 30_000;

/**
 * Reads a webhook of Nango's and checks its signature, the header `X-Nango-Hmac-Sha256`, in constant time. The older
 * header `X-Nango-Signature` is not looked at: it is a plain hash.
 *
 * @param request as it came, with a body that nobody has read or parsed
 * @param key what the environment signs its webhooks with
 * @returns the body; `undefined` when it is not signed with the key, is no JSON object, is above 10 MB, or does not arrive in
 * 30 s: answer 401
 * @throws {TypeError} for an empty key, and for what is no web `Request` or was read before
 */
export async function verifyWebhook(request: Request, key: string): Promise<NangoWebhook | undefined> {
  checkRequest(request);
  const verifying = await hmacKey(key, ['verify']);
  const signature = fromHex(request.headers.get('x-nango-hmac-sha256') ?? '');
  if (!signature) return undefined;
  const bytes = await readBytes(request, limit, longestMs).catch(giveUp);
  if (!bytes || !(await crypto.subtle.verify('HMAC', verifying, signature, bytes))) return undefined;
  const body = parseJson(new TextDecoder().decode(bytes));
  return isObject(body) ? body : undefined;
}

/** What did not arrive is no webhook. */
function giveUp(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

function isObject(body: unknown): body is NangoWebhook {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/** The 32 bytes of 64 hexadecimal digits. */
function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[0-9a-f]{64}$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
