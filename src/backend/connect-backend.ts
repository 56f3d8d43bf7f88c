import { preflightAnswer, sharedOrigin, shareWith } from './cross-origin.js';
import { inTime } from './in-time.js';
import { field, idField, listField } from './json.js';
import { NangoServerError, nangoServer, type Ask } from './nango-server.js';
import {
  checkUser,
  readOptions,
  type Awaitable,
  type BackendHandler,
  type ConnectBackendOptions,
  type ConnectUser,
  type Settings,
} from './options.js';
import { checkRequest, optionalId, readBody, refuseForeign, requiredId, startOf } from './page-request.js';
import { Refusal } from './refusal.js';
import { asksForLogin, isResponse } from './host-errors.js';
import { deleteOwn, findOwn, listOwn, ownerOf, type Owner } from './user-connections.js';

/** All that an endpoint needs. */
interface Call<User extends ConnectUser> {
  readonly settings: Settings<User>;
  readonly ask: Ask;
  readonly user: User;
  readonly owner: Owner;
  readonly body: object;
}

/** @returns the answer to the page, sent as JSON; `undefined` is sent as 204 */
type Endpoint = <User extends ConnectUser>(call: Call<User>) => Promise<object | undefined>;

const endpoints: ReadonlyMap<string, Endpoint> = new Map(
  Object.entries({ session, confirm, status, disconnect } satisfies Record<string, Endpoint>),
);

/**
 * The page's own backend for the elements: creates the sessions that users connect accounts with, reports which accounts are
 * connected, and ends connections. Mount it at any path, such as `/api/nango`, and set that path as `backend="/api/nango"`.
 * The last segment of a request's path selects the endpoint: `session`, `confirm`, `status` or `disconnect`. It uses only
 * web standards, so it runs in Node 20, Deno, Bun and edge runtimes.
 *
 * @param options the secret key, and a function that returns the signed-in user; see `ConnectBackendOptions`
 * @returns a function that takes a `Request` and returns a promise of a `Response`, which never rejects
 * @throws {TypeError} for an unusable option; the message names it and the fix
 * @see docs/backend.md
 */
export function connectBackend<User extends ConnectUser = ConnectUser>(
  options: ConnectBackendOptions<User>,
): BackendHandler {
  const settings = boundInTime(readOptions(options));
  const ask = nangoServer(settings);
  const answer: BackendHandler = async (request) => {
    try {
      checkRequest(request);
      // Some frameworks end every path with a slash.
      const path = new URL(request.url).pathname.replace(/\/$/, '');
      const endpoint = endpoints.get(path.split('/').at(-1) ?? '');
      if (!endpoint) throw new Refusal('unknown_path');
      if (request.method === 'OPTIONS' && sharedOrigin(request, settings.origins)) return preflightAnswer();
      refuseForeign(request, settings.origins);
      const user = await settings.user(request);
      if (!user) throw new Refusal('not_signed_in');
      checkUser(user);
      const owner = { id: user.id, identifyBy: settings.identifyBy };
      const answer = await endpoint({ settings, ask, user, owner, body: await readBody(request, settings.timeout) });
      return answer ? json(200, answer) : new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
    } catch (thrown) {
      return answerThrown(thrown, settings.onError);
    }
  };
  return async (request) => shareWith(sharedOrigin(request, settings.origins), await answer(request));
}

/** Limits the time of the host's functions: one that never settles would keep the page waiting forever. */
function boundInTime<User extends ConnectUser>(settings: Settings<User>): Settings<User> {
  const { user, allow, accountName, timeout } = settings;
  const bind =
    <Args extends unknown[], T>(name: string, act: (...args: Args) => Awaitable<T>) =>
    (...args: Args): Promise<T> =>
      inTime(timeout, act(...args), () => new Error(`connectBackend: \`${name}\` did not settle in ${timeout} ms.`));
  return {
    ...settings,
    user: bind('user', user),
    allow: allow && bind('allow', allow),
    accountName: accountName && bind('accountName', accountName),
  };
}

/** `{ integrationId?, connectionId? }` → `{ token }`. With `connectionId` the session renews that connection. */
async function session<User extends ConnectUser>({ settings, ask, user, owner, body }: Call<User>): Promise<object> {
  const { allow, identifyBy } = settings;
  const connectionId = optionalId(body, 'connectionId');
  const integrationId =
    connectionId === undefined ? optionalId(body, 'integrationId') : requiredId(body, 'integrationId');
  const allowed = await allowedIntegrations(ask, integrationId, allow && ((id) => allow(user, id)));
  const who = ownerOf(user, identifyBy);
  if (connectionId === undefined || integrationId === undefined)
    return { token: readToken(await ask('POST', '/connect/sessions', { ...who, allowed_integrations: allowed })) };
  const own = { connectionId, providerConfigKey: integrationId };
  await findOwn(ask, owner, own);
  const reconnect = { ...who, connection_id: connectionId, integration_id: integrationId };
  try {
    return { token: readToken(await ask('POST', '/connect/sessions/reconnect', reconnect)) };
  } catch (error) {
    // It may be gone meanwhile: Nango calls that an invalid body, as it does much else.
    if (error instanceof NangoServerError && error.code === 'nango_refused') await findOwn(ask, owner, own);
    throw error;
  }
}

/**
 * The integrations that a session is restricted to; `undefined` for all. To Nango, an empty list means all too.
 *
 * @throws {Refusal} `integration_not_allowed`
 */
async function allowedIntegrations(
  ask: Ask,
  integrationId: string | undefined,
  allow: ((integrationId: string) => boolean | Promise<boolean>) | undefined,
): Promise<string[] | undefined> {
  if (!allow) return integrationId === undefined ? undefined : [integrationId];
  const candidates = integrationId === undefined ? await integrationIds(ask) : [integrationId];
  const verdicts = await Promise.all(candidates.map(async (id) => (await allow(id)) === true));
  const allowed = candidates.filter((_id, index) => verdicts[index]);
  if (allowed.length === 0) throw new Refusal('integration_not_allowed');
  return allowed;
}

async function integrationIds(ask: Ask): Promise<string[]> {
  return listField(await ask('GET', '/integrations'), 'data').flatMap((one) => idField(one, 'unique_key') ?? []);
}

function readToken(answer: unknown): string {
  const token = field(field(answer, 'data'), 'token');
  if (typeof token !== 'string' || !token)
    throw new NangoServerError('nango_unreadable', 'A new session has no token.');
  return token;
}

/** `{ providerConfigKey, startedAt, sentAt? }` → the user's newest connection made since, or `{ connected: false }`. */
async function confirm<User extends ConnectUser>({ ask, owner, body }: Call<User>): Promise<object> {
  const providerConfigKey = requiredId(body, 'providerConfigKey');
  const startedAt = startOf(body);
  const made = (await listOwn(ask, owner)).find(
    (one) => one.providerConfigKey === providerConfigKey && one.createdAt >= startedAt,
  );
  return made ? { connectionId: made.connectionId, providerConfigKey } : { connected: false };
}

/** → `{ connections: [{ providerConfigKey, connectionId, name?, reconnect? }] }`, newest first. */
async function status<User extends ConnectUser>({ settings, ask, user, owner }: Call<User>): Promise<object> {
  const { accountName, onError } = settings;
  const accounts = await listOwn(ask, owner);
  const connections = accounts.map(async (account) => {
    const { providerConfigKey, connectionId, needsReconnect } = account;
    let name: unknown;
    try {
      name = await accountName?.(account, user);
    } catch (error) {
      // It is connected even without a name.
      void report(error, onError);
    }
    return {
      providerConfigKey,
      connectionId,
      ...(typeof name === 'string' && name && { name }),
      ...(needsReconnect && { reconnect: true }),
    };
  });
  return { connections: await Promise.all(connections) };
}

/** `{ providerConfigKey, connectionId }` → 204. */
async function disconnect<User extends ConnectUser>({ ask, owner, body }: Call<User>): Promise<undefined> {
  const connectionId = requiredId(body, 'connectionId');
  const providerConfigKey = requiredId(body, 'providerConfigKey');
  await deleteOwn(ask, owner, { connectionId, providerConfigKey });
}

/** The response after one of the host's functions, or an endpoint, has thrown something. */
function answerThrown(thrown: unknown, onError: (error: unknown) => unknown): Response {
  let answer: Response | undefined;
  try {
    const error = asksForLogin(thrown) ? new Refusal('not_signed_in') : thrown;
    if (isResponse(error)) return error;
    answer = answerTo(error);
    if (error instanceof Refusal) return answer;
  } catch {
    // It can't be inspected, such as a revoked Proxy.
  }
  void report(thrown, onError);
  return answer ?? answerTo(undefined);
}

/** The error response: a code, and a message only for the page's own mistakes. */
function answerTo(error: unknown): Response {
  if (error instanceof Refusal) {
    const { code, status, message } = error;
    return json(status, { error: { code, message } }, code === 'method_not_allowed' ? { allow: 'POST' } : {});
  }
  if (error instanceof NangoServerError)
    return json(error.code === 'nango_timeout' ? 504 : 502, { error: { code: error.code } });
  return json(500, { error: { code: 'server_error' } });
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });
}

/** Reports an error. `onError` must not cause another one, not even later: an unhandled rejection ends Node. */
async function report(error: unknown, onError: (error: unknown) => unknown): Promise<void> {
  try {
    await onError(error);
  } catch {
    // The page is answered all the same.
  }
}
