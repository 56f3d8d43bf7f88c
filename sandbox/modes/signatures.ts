import { createHash, createPrivateKey, randomBytes } from 'node:crypto';
import { SignJWT, type JWTHeaderParameters } from 'jose';
import { z } from 'zod';
import { valuesOf, type Attempt } from '../attempt.js';
import { described } from '../errors.js';
import { fill, fillDeep } from '../placeholders.js';
import { refusal } from '../verification.js';
import { endpoint } from './endpoint.js';

const required = z.string().min(1);
const claims = z.record(z.string(), z.unknown());

export const jwt = endpoint('/auth/jwt/:key', 'JWT', claims, async (credentials, attempt) => {
  let accessToken: string;
  try {
    accessToken = await sign(credentials, attempt);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw described(500, 'failed_to_generate', `No token could be signed: ${reason}`);
  }
  await testToken(attempt, { ...credentials, accessToken });
});

async function sign(credentials: Record<string, unknown>, attempt: Attempt): Promise<string> {
  const { token } = attempt.template;
  const values = valuesOf(attempt, credentials);
  const header = claims.parse(fillDeep(token?.header ?? {}, values));
  const algorithm = z.string().parse(header.alg);
  const text = fill(token?.signing_key ?? '', values);
  const expires = new Date(Date.now() + (token?.expires_in_ms ?? 300_000));
  const protectedHeader: JWTHeaderParameters = { ...header, alg: algorithm };
  return new SignJWT(claims.parse(fillDeep(token?.payload ?? {}, values)))
    .setProtectedHeader(protectedHeader)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(
      algorithm.startsWith('HS')
        ? secretOf(text, attempt.template.signature?.hmac_secret_encoding)
        : createPrivateKey(pemOf(text)),
    );
}

/** A secret is read as hex where it can be, unless the template says it is text. */
function secretOf(text: string, encoding: string | undefined): Uint8Array {
  return Buffer.from(text, encoding !== 'utf8' && /^(?:[0-9a-f]{2})+$/i.test(text) ? 'hex' : 'utf8');
}

/** Keys are pasted with and without their first and last line. */
function pemOf(text: string): string {
  return text.includes('-----BEGIN') ? text : `-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----`;
}

/** The header that WSSE wants. @see https://www.xml.com/pub/a/2003/12/17/dive.html */
export const signature = endpoint(
  '/auth/signature/:key',
  'SIGNATURE',
  z.strictObject({ username: required, password: required, type: required }),
  async ({ username, password }, attempt) => {
    const nonce = randomBytes(16).toString('hex');
    const created = new Date().toISOString();
    const digest = createHash('sha1')
      .update(nonce + created + password)
      .digest('hex');
    const accessToken = `UsernameToken Username="${username}", PasswordDigest="${Buffer.from(digest).toString('base64')}", Nonce="${nonce}", Created="${created}"`;
    await testToken(attempt, { username, password, accessToken });
  },
);

async function testToken(attempt: Attempt, credentials: Record<string, unknown>): Promise<void> {
  const reason = await refusal(attempt.template, valuesOf(attempt, credentials));
  if (reason) throw described(400, 'connection_test_failed', reason);
}
