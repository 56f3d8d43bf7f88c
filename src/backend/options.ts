import { isId } from './json.js';

/** A value, or a promise of it. */
export type Awaitable<T> = T | Promise<T>;

/** Answers one request of a page. */
export type BackendHandler = (request: Request) => Promise<Response>;

/** The signed-in user. Extend it with what `allow` needs to know. */
export interface ConnectUser {
  /** A unique, permanent id of 1 to 255 characters. The user's connections are found by it. */
  readonly id: string;
  /** Shown in Nango's dashboard. */
  readonly email?: string | null | undefined;
  /** Shown in Nango's dashboard. */
  readonly displayName?: string | null | undefined;
  /** Shown in Nango's dashboard. */
  readonly organization?: ConnectOrganization | null | undefined;
  /** Copied to each connection and webhook: at most 10, with names of letters, digits and `_-./`. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** The organization that a user belongs to. */
export interface ConnectOrganization {
  /** 1 to 255 characters. */
  readonly id: string;
  /** Shown in Nango's dashboard. */
  readonly displayName?: string | null | undefined;
}

/** One of a user's connections. */
export interface ConnectedAccount {
  /** The integration: its unique key in Nango. */
  readonly providerConfigKey: string;
  /** The connection's id in Nango. */
  readonly connectionId: string;
  /** When it was made, in ms since 1970. */
  readonly createdAt: number;
  /** Whether its credentials no longer work. */
  readonly needsReconnect: boolean;
  /** What your backend has stored with it in Nango. */
  readonly metadata: unknown;
}

/** The options of `connectBackend()`. */
export interface ConnectBackendOptions<User extends ConnectUser = ConnectUser> {
  /** An API key of your Nango environment, from an environment variable of the server. */
  readonly secretKey: string | undefined;
  /** The Nango server, an http(s) URL. Default: `https://api.nango.dev`, Nango Cloud. */
  readonly host?: string | undefined;
  /**
   * Says who is signed in, by the request's cookies or headers. Nobody: `undefined` or `null`, and the page is answered
   * 401. It must leave the body alone: a library that reads it gets `request.clone()`. A `Response` that it throws is what
   * the page is answered; a framework's redirect, to a login page, is 401.
   */
  user(this: void, request: Request): Awaitable<User | null | undefined>;
  /** Returns whether the user may connect this integration. Default: all integrations of the environment. */
  allow?: ((this: void, user: User, integrationId: string) => Awaitable<boolean>) | undefined;
  /**
   * Origins of the pages that may ask, such as `https://app.example.com`, beside the one that the request was sent to.
   * Needed where a proxy changes the host, the page is on another one, or in an app: `capacitor://localhost`.
   */
  readonly origins?: readonly string[] | undefined;
  /**
   * How a user's connections are found. `end_user` (default): by their `end_user.id`. `tags`: by their tag `end_user_id`, for
   * environments whose sessions are created with tags only. A connection made one way is not found the other way.
   */
  readonly identifyBy?: 'end_user' | 'tags' | undefined;
  /** Returns the name of a connected account, such as `ada@github`, shown beside the integration. Default: none. */
  accountName?:
    ((this: void, account: ConnectedAccount, user: User) => Awaitable<string | null | undefined>) | undefined;
  /** How long a request to Nango, one of these functions, or a request's body may take, in ms. Default: 10000. */
  readonly timeout?: number | undefined;
  /**
   * Receives errors of the server's side: those of the functions above, or a `NangoServerError`. The page only sees a code.
   * Default: prints them with `console.error`.
   */
  onError?: ((this: void, error: unknown) => void) | undefined;
}

/** Options with every default, checked. */
export interface Settings<User extends ConnectUser> extends ConnectBackendOptions<User> {
  readonly secretKey: string;
  readonly host: string;
  readonly origins: readonly string[];
  readonly identifyBy: 'end_user' | 'tags';
  readonly timeout: number;
  onError(this: void, error: unknown): void;
}

/** @throws {TypeError} naming the option and the fix */
export function readOptions<User extends ConnectUser>(options: ConnectBackendOptions<User>): Settings<User> {
  // A copy, because JavaScript code may pass no options at all.
  const { secretKey, user, allow, accountName, onError, timeout = 10_000, identifyBy = 'end_user' } = { ...options };
  // Otherwise the key would be quoted in the error for an invalid header. Docker keeps the quotes of an `--env-file`.
  if (typeof secretKey !== 'string' || !/^[\x21-\x7e]+$/.test(secretKey) || /^["']|["']$/.test(secretKey))
    fail(
      'secretKey',
      "must be the environment's secret key, without spaces and quotes: is the environment variable set?",
    );
  if (typeof user !== 'function')
    fail('user', 'must be a function that takes the request and returns who is signed in.');
  for (const [name, value] of Object.entries({ allow, accountName, onError }))
    if (value !== undefined && typeof value !== 'function') fail(name, 'must be a function.');
  if (!Number.isInteger(timeout) || timeout < 1 || timeout >= 2 ** 31)
    fail('timeout', 'must be a positive whole number of milliseconds.');
  if (identifyBy !== 'end_user' && identifyBy !== 'tags') fail('identifyBy', "must be 'end_user' or 'tags'.");
  return {
    ...options,
    secretKey,
    host: readHost(options.host ?? 'https://api.nango.dev'),
    origins: readOrigins(options.origins ?? []),
    identifyBy,
    timeout,
    onError: onError ?? ((error) => console.error('nango-elements/backend:', error)),
  };
}

/** @throws {TypeError} for a user whose connections can't be found */
export function checkUser(user: ConnectUser): void {
  if (!isId(user.id)) throw new TypeError('`user` must return an object with `id`, a string of 1 to 255 characters.');
}

/** @returns the base that paths of the API are appended to */
function readHost(host: string): string {
  const url = URL.canParse(host) ? new URL(host) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    return fail(
      'host',
      'must be an http(s) URL such as https://nango.example.com, without credentials, query and fragment.',
    );
  return url.origin + url.pathname.replace(/\/+$/, '');
}

function readOrigins(origins: readonly string[]): string[] {
  return Array.isArray(origins) ? origins.map(readOrigin) : fail('origins', 'must be a list of origins.');
}

function readOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isExact = url?.host && !url.hostname.includes('*') && !url.username && !url.password;
  if (!isExact || !/^\/?$/.test(url.pathname) || url.search || url.hash)
    return fail('origins', `must contain origins such as https://app.example.com, not ${JSON.stringify(origin)}.`);
  // `url.origin` is null for the pages of apps and extensions, such as capacitor://localhost.
  return `${url.protocol}//${url.host}`;
}

function fail(option: string, fix: string): never {
  throw new TypeError(`connectBackend: \`${option}\` ${fix}`);
}
