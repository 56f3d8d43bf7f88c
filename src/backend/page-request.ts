import { inTime } from './in-time.js';
import { field, isId, parseJson } from './json.js';
import { Refusal } from './refusal.js';

/** In bytes; far more than any request needs. */
const bodyLimit = 16_384;

/**
 * Refuses what a page of this site would not send: another site's page can send neither JSON nor an own origin with
 * the user's cookies.
 *
 * @param origins of the pages that may ask, beside the request's own
 * @throws {Refusal} `method_not_allowed`, `foreign_origin`, `not_json`, `body_too_large`
 */
export function refuseForeign(request: Request, origins: readonly string[]): void {
  if (request.method !== 'POST') throw new Refusal('method_not_allowed');
  if (!isOwnPage(request, origins)) throw new Refusal('foreign_origin');
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new Refusal('not_json');
  if (Number(request.headers.get('content-length')) > bodyLimit) throw new Refusal('body_too_large');
}

/**
 * Browsers send `Origin` with every POST, and `Sec-Fetch-Site` where the page came by https or from loopback. Who sends
 * neither is no browser, and has no cookies of a user who knows nothing of it.
 */
function isOwnPage(request: Request, origins: readonly string[]): boolean {
  const origin = request.headers.get('origin');
  if (origin !== null && origins.includes(origin)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  if (origin === null) return true;
  // A proxy that ends TLS changes the scheme, and some frameworks make the URL up; the header is the browser's.
  const host = hostOf(origin);
  const [scheme = ''] = origin.split('//', 1);
  // The pages of apps and extensions are on no host.
  return (
    !!host &&
    /^https?:$/i.test(scheme) &&
    (host === hostOf(request.url) || host === hostOf(`${scheme}//${request.headers.get('host')}`))
  );
}

/** Host, and port unless it is the scheme's default. */
function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

/** By its shape: frameworks and tests have requests of another realm. */
export function isWebRequest(request: unknown): request is Request {
  const headers: unknown = Reflect.get(new Object(request), 'headers');
  return typeof Reflect.get(new Object(headers), 'get') === 'function';
}

/** @throws {TypeError} for a request of Node's own, which nothing here can read */
export function checkRequest(request: unknown): asserts request is Request {
  if (isWebRequest(request)) return;
  throw new TypeError(
    'This is not a web `Request`. Express, Fastify, Koa and node:http need an adapter: see docs/backend.md.',
  );
}

/**
 * The body of a request as an object.
 *
 * @param ms how long it may take to arrive
 * @throws {Refusal} `body_too_large`, `body_incomplete`, `invalid_body`
 * @throws {TypeError} if it has already been read
 */
export async function readBody(request: Request, ms: number): Promise<object> {
  const bytes = await readBytes(request, bodyLimit, ms);
  if (!bytes) throw new Refusal('body_too_large');
  // A body parser of Node's requests leaves an empty body, unlike the headers say.
  if (bytes.length === 0 && announcesBody(request.headers)) throw wasRead();
  const body = parseJson(new TextDecoder().decode(bytes));
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal('invalid_body');
  return body;
}

function announcesBody(headers: Headers): boolean {
  return Number(headers.get('content-length')) > 0 || headers.has('transfer-encoding');
}

const wasRead = (): TypeError =>
  new TypeError("The request's body has already been read: mount the handler before body parsers.");

/**
 * @returns the bytes; `undefined` as soon as there are more than `limit`
 * @throws {Refusal} `body_incomplete` if the body breaks off, or takes longer than `ms`
 * @throws {TypeError} if the body has already been read
 */
export async function readBytes(
  request: Request,
  limit: number,
  ms: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (request.bodyUsed || request.body?.locked) throw wasRead();
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const incomplete = () => new Refusal('body_incomplete');
  try {
    return await inTime(ms, collect(reader, limit), incomplete);
  } catch {
    // The sender may be gone.
    reader.cancel().catch(() => undefined);
    throw incomplete();
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(next.value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/**
 * An optional id in a body; `null` counts as missing.
 *
 * @throws {Refusal} `invalid_body` for anything that isn't an id
 */
export function optionalId(body: object, name: string): string | undefined {
  const value = field(body, name);
  return value === undefined || value === null ? undefined : requiredId(body, name);
}

/**
 * A required id in a body.
 *
 * @throws {Refusal} `invalid_body`
 */
export function requiredId(body: object, name: string): string {
  const id = field(body, name);
  if (!isId(id)) throw new Refusal('invalid_body');
  return id;
}

const slowestRequestMs = 10_000; // The page waits no longer.

/**
 * When the attempt began, by this server's clock: the page's own may be wrong by hours.
 *
 * @throws {Refusal} `invalid_body`
 */
export function startOf(body: object): number {
  const startedAt = field(body, 'startedAt');
  const sentAt = field(body, 'sentAt');
  if (!isTime(startedAt)) throw new Refusal('invalid_body');
  const behind = isTime(sentAt) ? Date.now() - sentAt : 0;
  // The request takes time too, which looks like a clock that is behind.
  return startedAt + (behind < 0 ? behind : Math.max(0, behind - slowestRequestMs));
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
