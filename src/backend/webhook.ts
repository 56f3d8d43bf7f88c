import { hmacKey } from './hmac-key.js';
import { parseJson } from './json.js';
import { checkRequest, readBytes } from './page-request.js';
import { Refusal } from './refusal.js';

/** A webhook's body. Its fields depend on its `type`, such as `auth`. Check each field before you use it. */
export type NangoWebhook = Readonly<Record<string, unknown>>;

/** In bytes; webhooks that Nango forwards may be large. */
const limit = 10 * 1024 * 1024;
const longestMs = 30_000;

/**
 * Reads a webhook from Nango and verifies its signature, the header `X-Nango-Hmac-Sha256`, in constant time. The older
 * header `X-Nango-Signature` is ignored, because it is a plain hash.
 *
 * @param request the webhook's request, with an unread body
 * @param key the environment's webhook signing key
 * @returns the body; `undefined` if it isn't signed with the key, isn't a JSON object, has more than 10 MB, or doesn't arrive
 * in 30 s: answer 401
 * @throws {TypeError} for an empty key, and for a request that isn't a web `Request` or has already been read
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
