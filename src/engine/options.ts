import type { AuthMode } from './auth-modes.js';

export type { AuthMode } from './auth-modes.js';

/** What the page's functions get as their last argument. */
export interface CallOptions {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** A function that fetches a connect session token. It is called when one is needed, and once more after a 401. */
export type TokenFunction = (options: CallOptions) => Promise<string>;

/** What `new Nango()` takes. */
export interface NangoOptions {
  /** The public key of the environment, a UUID. Older accounts only; a session token is preferred. */
  publicKey?: string | undefined;
  /** A connect session token that the page's backend has created, or a function that fetches one. */
  connectSessionToken?: string | TokenFunction | undefined;
  /** The Nango server, an http(s) URL; a path is kept. Default `https://api.nango.dev`. */
  host?: string | undefined;
  /**
   * Where the server's WebSocket is: a path or a ws(s) URL. Default: the path of `host`. A function is called whenever a
   * socket is opened: the path may come with the session.
   */
  websocketsPath?: string | (() => string | undefined) | undefined;
  /**
   * The origin of the callback page, where it isn't that of `host`: with a custom callback domain, or when this page uses
   * another address of the server than the public one.
   */
  callbackOrigin?: string | undefined;
  /** Width of the popup in CSS pixels. Default 500. */
  width?: number | undefined;
  /** Height of the popup in CSS pixels. Default 600. */
  height?: number | undefined;
  /** Prints a timeline of each attempt to the console, without secrets. Default false. */
  debug?: boolean | undefined;
}

/** What the user entered: the fields of one of the modes, by their names on the wire. @see docs/protocol.md §2.3 */
export type Credentials = Readonly<Record<string, unknown>>;

/** The result of a successful attempt. */
export interface AuthResult {
  /** The integration id. */
  providerConfigKey: string;
  /** The id of the connection that was made or renewed. */
  connectionId: string;
  /** True when the provider still has to approve (GitHub App installations). */
  isPending: boolean;
}

/** The page's own way to find out whether a connection was made since `startedAt` (a `Date.now()` time). */
export type ConfirmFunction = (
  attempt: { providerConfigKey: string; startedAt: number },
  options: CallOptions,
) => Promise<AuthResult | undefined>;

/** Why only the user can know what is happening: the popup was severed from the page, or the socket is gone. */
export type WaitingReason = 'detached' | 'lost';

/** What `auth()`, `create()` and `reconnect()` take. */
export interface AuthOptions {
  /** Connection configuration, such as a subdomain. Numbers and booleans are sent as text. */
  params?: Readonly<Record<string, unknown>> | undefined;
  /** The HMAC-SHA256 digest of integration and connection id; with a public key only. */
  hmac?: string | undefined;
  /** Scopes of the user's own token, a list or text with commas; Slack only. */
  user_scope?: readonly string[] | string | undefined;
  /** Added to the provider's authorization URL, objects as JSON; `undefined` removes a parameter of the template. */
  authorization_params?: Readonly<Record<string, unknown>> | undefined;
  /** What the user entered; without it, the popup opens. */
  credentials?: Credentials | undefined;
  /** Ends an attempt whose popup can't be seen from here, once this page has had the focus for 30 s. Default false. */
  detectClosedAuthWindow?: boolean | undefined;
  /** `outbound`: the connection is begun here and finished by the provider. */
  installation?: 'outbound' | undefined;
  /** The fields of an assertion; TWO_STEP only. */
  assertionOption?: Readonly<Record<string, string>> | undefined;
  /** The integration's mode. With it the route is certain; without it the credentials' shape decides. */
  authMode?: AuthMode | undefined;
  /** Ends the attempt. An `AuthError` as its reason is what the attempt rejects with. */
  signal?: AbortSignal | undefined;
  /** The longest that the attempt may take, in ms. Default 600000. */
  timeout?: number | undefined;
  /** Asked when the other ways to learn the result are lost. */
  confirm?: ConfirmFunction | undefined;
  /** Called when only the user can know what is happening. */
  onWaiting?: ((reason: WaitingReason) => void) | undefined;
}

/** What a session token allows and presets. @see docs/protocol.md §6.3 */
export interface Session {
  readonly allowed_integrations?: readonly string[];
  readonly integrations_config_defaults?: Readonly<
    Record<string, { readonly connection_config?: Readonly<Record<string, unknown>> }>
  >;
  readonly isReconnecting?: boolean;
  readonly overrides?: Readonly<Record<string, { readonly docs_connect?: string }>>;
  readonly websocketsPath?: string;
  readonly connectUISettings?: {
    readonly defaultTheme?: string;
    readonly theme?: Readonly<Record<'light' | 'dark', { readonly primary?: string } | undefined>>;
  };
}

/** One integration that the session may connect. @see docs/protocol.md §6.4 */
export interface Integration {
  readonly unique_key: string;
  readonly provider?: string;
  readonly display_name?: string;
  readonly logo?: string;
  readonly credentials_label?: Readonly<Record<string, string>>;
  /** Names of credentials that the integration has already. */
  readonly preconfigured_credentials?: readonly string[];
  /** Names of params that the integration has already. */
  readonly preconfigured_connection_config?: readonly string[];
}

/** One field of a provider's template. @see docs/protocol.md §7.1 */
export interface ProviderField {
  readonly title?: string;
  readonly description?: string;
  readonly example?: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly order?: number;
  readonly secret?: boolean;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly optional?: boolean;
  readonly hidden?: boolean;
  readonly automated?: boolean;
  readonly default_value?: string;
  readonly doc_section?: string;
  readonly warnings?: Readonly<Record<string, string>>;
  readonly visible_when?: { readonly field: string; readonly equals: string };
}

/** Fields by their names. */
export type ProviderFields = Readonly<Record<string, ProviderField>>;

/** A provider's template, as far as a page needs it. @see docs/protocol.md §6.4 */
export interface Provider {
  readonly auth_mode: AuthMode;
  readonly name?: string;
  readonly display_name?: string;
  readonly logo_url?: string;
  readonly categories?: readonly string[];
  readonly docs_connect?: string;
  readonly installation?: 'outbound';
  readonly require_client_certificate?: boolean;
  readonly token_request_auth_method?: string;
  readonly credentials?: ProviderFields;
  readonly connection_config?: ProviderFields;
  readonly assertion_option?: ProviderFields;
  readonly integration_config?: ProviderFields;
}
