import type { AuthMode } from './auth-modes.js';

export type { AuthMode } from './auth-modes.js';

/** The last argument of the page's functions. */
export interface CallOptions {
  /** Aborts when the answer is no longer needed. */
  readonly signal: AbortSignal;
}

/** Fetches a connect session token. Called when a token is needed, and once more after a 401. */
export type TokenFunction = (options: CallOptions) => Promise<string>;

/** The options of `new Nango()`. */
export interface NangoOptions {
  /** The public key of the environment, a UUID. Older accounts only; a session token is preferred. */
  publicKey?: string | undefined;
  /** A connect session token created by the page's backend, or a function that fetches one. */
  connectSessionToken?: string | TokenFunction | undefined;
  /** The Nango server, an http(s) URL, with a base path if it has one. Default: `https://api.nango.dev`. */
  host?: string | undefined;
  /**
   * The server's WebSocket: a path, or a ws(s) URL. Default: the path of `host`. A function is called whenever a socket is
   * opened, since the path may come with the session.
   */
  websocketsPath?: string | (() => string | undefined) | undefined;
  /**
   * The origin of the callback page. Default: that of `host`. Needed if providers redirect to another origin, such as a
   * proxied callback domain or the server's public URL.
   */
  callbackOrigin?: string | undefined;
  /** Width of the popup in CSS pixels. Default: 500. */
  width?: number | undefined;
  /** Height of the popup in CSS pixels. Default: 600. */
  height?: number | undefined;
  /** Prints a timeline of each attempt to the console, without secrets. Default: false. */
  debug?: boolean | undefined;
}

/**
 * What the user entered: the fields of one auth mode, named as in Nango's API. An `object`, because an interface doesn't fit a
 * `Record`. @see docs/protocol.md §2.3
 */
export type Credentials = object;

/** The result of a successful attempt. */
export interface AuthResult {
  /** The integration id. */
  providerConfigKey: string;
  /** The id of the connection that was made or renewed. */
  connectionId: string;
  /** Whether the provider still has to approve (GitHub App installations). */
  isPending: boolean;
}

/** What `@nangohq/frontend` calls an `AuthResult`. */
export type AuthSuccess = AuthResult;

/**
 * The page's own way to find out whether a connection was made since `startedAt` (a `Date.now()` time). Resolves to the
 * result, or to `undefined` if there is none or it isn't known. After 10 s, it counts as not known.
 */
export type ConfirmFunction = (
  attempt: { providerConfigKey: string; startedAt: number },
  options: CallOptions,
) => Promise<AuthResult | undefined>;

/** Why only the user can know what is happening. `detached`: the popup was severed; `lost`: the socket is gone. */
export type WaitingReason = 'detached' | 'lost';

/** The options of `auth()`, `create()` and `reconnect()`. */
export interface AuthOptions {
  /** Connection parameters, such as a subdomain. Numbers and booleans are sent as text. */
  params?: Readonly<Record<string, unknown>> | undefined;
  /** The HMAC-SHA256 digest of integration id and connection id; with a public key only. */
  hmac?: string | undefined;
  /** Scopes of the user's own token, as a list or a comma-separated string; Slack only. */
  user_scope?: readonly string[] | string | undefined;
  /** Added to the provider's authorization URL, objects as JSON; `null` or `undefined` removes a parameter of the template. */
  authorization_params?: Readonly<Record<string, unknown>> | undefined;
  /** What the user entered. Without it, a popup opens. */
  credentials?: Credentials | undefined;
  /**
   * Ends an attempt whose popup was severed from the page, once the page has had the focus for 30 s, with outcome
   * `unknown`. Default: false.
   */
  detectClosedAuthWindow?: boolean | undefined;
  /** `outbound`: the connection is started here and finished by the provider. */
  installation?: 'outbound' | undefined;
  /** The fields of an assertion; TWO_STEP only. */
  assertionOption?: Readonly<Record<string, string>> | undefined;
  /** The integration's auth mode. Default: recognized by the fields of `credentials`. */
  authMode?: AuthMode | undefined;
  /** Ends the attempt. If its reason is an `AuthError`, the attempt rejects with it. */
  signal?: AbortSignal | undefined;
  /** The longest that the attempt may take, in ms. Default: 600000, 10 minutes. */
  timeout?: number | undefined;
  /** Asked for the result when the other channels are lost. */
  confirm?: ConfirmFunction | undefined;
  /** Called when only the user can know what is happening. */
  onWaiting?: ((reason: WaitingReason) => void) | undefined;
}

/** What `@nangohq/frontend` calls `AuthOptions`. */
export type ConnectionConfig = AuthOptions;

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
  /** Names of credentials that are already set in the integration. */
  readonly preconfigured_credentials?: readonly string[];
  /** Names of parameters that are already set in the integration. */
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
