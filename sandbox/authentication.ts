import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Environment } from './environment.js';
import { described, plain } from './errors.js';
import type { Session } from './sessions.js';
import { text } from './text.js';

const tokenFormat = /^nango_connect_session_[a-f0-9]{64}$/;

type Handler<Identity> = (request: Request, response: Response, identity: Identity) => void | Promise<void>;

/** A route for backends. */
export function bySecretKey(environment: Environment, handler: Handler<undefined>): RequestHandler {
  return async (request, response) => {
    checkSecretKey(environment, bearer(request));
    environment.limits.count('secret', request, response);
    await handler(request, response, undefined);
  };
}

/** A route for pages, with a session token as bearer. */
export function bySession(environment: Environment, handler: Handler<Session>): RequestHandler {
  return async (request, response) => {
    const session = findSession(environment, bearer(request));
    environment.limits.count('public', request, response);
    await handler(request, response, session);
  };
}

/** A route for both: a session restricts what is seen, the secret key sees all. */
export function byEither(environment: Environment, handler: Handler<Session | undefined>): RequestHandler {
  return (request, response, next) => {
    const isSession = bearer(request).startsWith('nango_connect_session_');
    const route = isSession ? bySession(environment, handler) : bySecretKey(environment, handler);
    return route(request, response, next);
  };
}

/**
 * The session of a token in the query, or `undefined` when the public key was given instead. A token wins.
 *
 * @throws HttpError 401
 */
export function byQuery(environment: Environment, request: Request, response: Response): Session | undefined {
  const session = identify(environment, request.query.connect_session_token, request.query.public_key);
  environment.limits.count('public', request, response);
  return session;
}

/** The end user of a session in the query, for the activity. */
export function endUserOf({ sessions }: Environment, { query }: Request): { endUser?: string } {
  const id = sessions.find(text(query.connect_session_token) ?? '')?.end_user?.id;
  return id === undefined ? {} : { endUser: id };
}

function identify(environment: Environment, token: unknown, publicKey: unknown): Session | undefined {
  if (token !== undefined) return findSession(environment, token);
  if (publicKey === undefined || publicKey === '') {
    throw described(401, 'missing_public_key', 'Neither connect_session_token nor public_key is in the query');
  }
  if (!z.uuidv4().safeParse(publicKey).success) {
    throw described(401, 'invalid_public_key', 'The public key is not a UUID v4');
  }
  if (publicKey !== environment.publicKey) throw unknownAccount();
  if (environment.publicKeyDeprecated) {
    throw plain(401, 'deprecated_authentication', 'This account cannot use a public key: create a connect session');
  }
  return undefined;
}

function findSession(environment: Environment, token: unknown): Session {
  if (typeof token !== 'string' || !tokenFormat.test(token)) {
    throw described(401, 'invalid_connect_session_token_format', 'This is not a connect session token');
  }
  const session = environment.sessions.find(token);
  if (!session) {
    throw described(401, 'unknown_connect_session_token', 'The connect session is unknown, expired or deleted');
  }
  return session;
}

function checkSecretKey(environment: Environment, key: string): void {
  if (!z.uuidv4().safeParse(key).success) {
    throw described(401, 'invalid_secret_key_format', 'The secret key is not a UUID v4');
  }
  const isSame = timingSafeEqual(Buffer.from(key.toLowerCase()), Buffer.from(environment.secretKey.toLowerCase()));
  if (!isSame) throw unknownAccount();
}

function bearer(request: Request): string {
  const header = request.get('authorization');
  if (header === undefined) throw described(401, 'missing_auth_header', 'The header Authorization is missing');
  const token = header.split('Bearer ').at(-1)?.trim();
  if (!token) throw described(401, 'malformed_auth_header', 'The header Authorization must read: Bearer <token>');
  return token;
}

function unknownAccount() {
  return described(401, 'unknown_account', 'No account has this key');
}
