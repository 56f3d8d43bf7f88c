import { LitElement } from 'lit';
import type { PropertyDeclarations } from 'lit';
import { Nango } from '../engine/nango.js';
import type {
  AuthMode,
  AuthOptions,
  AuthResult,
  ConfirmFunction,
  Credentials,
  Provider,
  TokenFunction,
} from '../engine/options.js';
import { flag, readList, readObject } from './attributes.js';
import type { JsonObject } from './attributes.js';
import { loadCatalog, loadSchema } from './lookup.js';
import type { Catalog, Schema } from './lookup.js';
import { follow, lookUp, unfollow } from './messages.js';
import type { MessageKey, Messages } from './messages.js';
import { fetchConfirmation, fetchToken } from './token.js';

/** What is known when an attempt is sent off: what the user filled in, and the mode. */
export type FormInput = Pick<AuthOptions, 'authMode' | 'params' | 'credentials' | 'assertionOption' | 'installation'>;

// Engine options: a change of one needs a new engine.
const engineOptions = new Set<PropertyKey>([
  'publicKey',
  'sessionUrl',
  'host',
  'websocketsPath',
  'popupWidth',
  'popupHeight',
  'debug',
]);

/** The attributes that both elements share, and what comes of them: an engine, its options, what the server knows, texts. */
export abstract class OptionsElement extends LitElement {
  static override properties: PropertyDeclarations = {
    integrationId: { attribute: 'integration-id' },
    connectionId: { attribute: 'connection-id' },
    hmac: {},
    publicKey: { attribute: 'public-key' },
    sessionToken: { attribute: 'session-token' },
    sessionUrl: { attribute: 'session-url' },
    confirmUrl: { attribute: 'confirm-url' },
    host: {},
    websocketsPath: { attribute: 'websockets-path' },
    popupWidth: { attribute: 'popup-width', type: Number },
    popupHeight: { attribute: 'popup-height', type: Number },
    params: {},
    authorizationParams: { attribute: 'authorization-params' },
    userScope: { attribute: 'user-scope' },
    authMode: { attribute: 'auth-mode' },
    detectClosedAuthWindow: { attribute: 'detect-closed-auth-window', ...flag },
    timeout: { type: Number },
    debug: flag,
    name: { reflect: true },
    required: flag,
    disabled: { reflect: true, ...flag },
    theme: { reflect: true },
    lang: { reflect: true },
    credentials: { attribute: false },
    provider: { attribute: false },
    messages: { attribute: false },
    confirm: { attribute: false },
  };

  /** Which integration to connect: its unique key. `<nango-connect>` without it lets the user choose. */
  declare integrationId: string | undefined;
  /** The id that the connection shall have; with a public key only. */
  declare connectionId: string | undefined;
  /** Digest of the two ids; with a public key only. */
  declare hmac: string | undefined;
  /** The environment's public key; older accounts only. */
  declare publicKey: string | undefined;
  /** A session token, or a function that fetches one. The attribute is removed once read. */
  declare sessionToken: string | TokenFunction | undefined;
  /** An endpoint of the page's backend that answers a POST with a session token. */
  declare sessionUrl: string | undefined;
  /** An endpoint of the page's backend that can say whether the connection was made. */
  declare confirmUrl: string | undefined;
  /** The Nango server. Default: `https://api.nango.dev`, Nango Cloud. */
  declare host: string | undefined;
  /** Path of the server's socket. Default: what the session says, else the server's root. */
  declare websocketsPath: string | undefined;
  /** Width of the window in px. Default: 500, and never wider than the screen. */
  declare popupWidth: number | undefined;
  /** Height of the window in px. Default: 600, and never higher than the screen. */
  declare popupHeight: number | undefined;
  /** Connection parameters, such as a subdomain: an object or its JSON. */
  declare params: JsonObject | string | undefined;
  /** Added to the provider's authorization URL: an object or its JSON; `null` removes a parameter. */
  declare authorizationParams: JsonObject | string | undefined;
  /** Scopes of the user's own token: a list or its text with commas. */
  declare userScope: readonly string[] | string | undefined;
  /** The integration's mode, where the page knows it. */
  declare authMode: AuthMode | undefined;
  /** Ends an attempt whose window is out of sight: after this page has had the focus for 30 s, with outcome `unknown`. */
  declare detectClosedAuthWindow: boolean;
  /** The longest that an attempt may take, in ms. Default: 600000, 10 minutes. */
  declare timeout: number | undefined;
  /** Prints what goes on to the console, without secrets. */
  declare debug: boolean;
  /** Name of the form value, the connection id. */
  declare name: string | undefined;
  /** Keeps the form from being sent until the account is connected. */
  declare required: boolean;
  /** Nothing can be pressed or filled in; a disabled fieldset around it does the same. */
  declare disabled: boolean;
  /** `light`, `dark`, or `auto`: as the page's own `color-scheme`, which follows the system where it says `light dark`. */
  declare theme: 'auto' | 'light' | 'dark' | undefined;
  /** Language tag. Default: that of the nearest ancestor with one. */
  declare lang: string;
  /** The user's own OAuth client. */
  declare credentials: Credentials | undefined;
  /** The provider's template, so that it need not be asked for. */
  declare provider: Provider | undefined;
  /** Own texts, by key. */
  declare messages: Messages | undefined;
  /** Says whether a connection was made since a time, when nothing else can. */
  declare confirm: ConfirmFunction | undefined;

  #engine: Nango | undefined;
  #socketsPath: string | undefined;

  constructor() {
    super();
    this.detectClosedAuthWindow = this.debug = this.required = this.disabled = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    follow(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    unfollow(this);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    // The token is not left in the page for others to read, and its removal is no news.
    if (name === 'session-token') {
      if (value === null) return;
      this.removeAttribute(name);
    }
    super.attributeChangedCallback(name, old, value);
  }

  override requestUpdate(...change: Parameters<LitElement['requestUpdate']>): void {
    const [name, old] = change;
    // A function in place of a function is the usual rendering of a framework, and no news.
    if (name && (engineOptions.has(name) || (name === 'sessionToken' && typeof old !== 'function')))
      this.#engine = undefined;
    super.requestUpdate(...change);
  }

  /** The engine with these attributes; kept, so that a socket opened ahead is used. */
  protected get engine(): Nango {
    return (this.#engine ??= new Nango({
      publicKey: this.publicKey,
      connectSessionToken: this.#tokenSource,
      host: this.host,
      websocketsPath: this.websocketsPath ?? this.#socketsPath,
      width: this.popupWidth,
      height: this.popupHeight,
      debug: this.debug,
    }));
  }

  get #tokenSource(): string | TokenFunction | undefined {
    const { sessionToken, sessionUrl } = this;
    if (typeof sessionToken === 'string') return sessionToken;
    // Frameworks give a new function at each rendering: always the latest is asked, and the engine stays.
    if (sessionToken) return () => (typeof this.sessionToken === 'function' ? this.sessionToken() : sessionToken());
    return sessionUrl ? () => fetchToken(sessionUrl, this.integrationId) : undefined;
  }

  /** Whether the server can be asked what an integration needs. */
  protected get canAsk(): boolean {
    return !!(this.sessionToken || this.sessionUrl);
  }

  /** What names the token among all on the page. */
  get #tokenKey(): unknown {
    const { sessionToken, sessionUrl, integrationId } = this;
    return typeof sessionToken === 'function'
      ? this
      : `${this.host} ${sessionToken ?? `${sessionUrl} ${integrationId}`}`;
  }

  /** What the session allows. @throws {AuthError} as the engine */
  protected async loadCatalog(): Promise<Catalog> {
    const catalog = await loadCatalog(this.engine, this.#tokenKey);
    this.#socketsPath = catalog.session.websocketsPath;
    return catalog;
  }

  /** What an integration needs. @throws {AuthError} as the engine */
  protected async loadSchema(integrationId: string): Promise<Schema> {
    if (this.provider) return { provider: this.provider };
    const schema = await loadSchema(this.engine, this.#tokenKey, integrationId);
    this.#socketsPath = schema.session?.websocketsPath;
    return schema;
  }

  /**
   * The engine's options of an attempt.
   * @throws {AuthError} where an attribute does not hold what it should
   */
  protected authOptions(input: FormInput): AuthOptions {
    const extra = Object.entries(readObject('authorization-params', this.authorizationParams));
    return {
      hmac: this.hmac,
      user_scope: readList(this.userScope),
      authorization_params: Object.fromEntries(extra.map(([name, value]) => [name, asText(value)])),
      credentials: this.credentials,
      detectClosedAuthWindow: this.detectClosedAuthWindow,
      timeout: this.timeout,
      authMode: this.authMode,
      confirm: this.confirmation,
      ...input,
      params: { ...readObject('params', this.params), ...input.params },
    };
  }

  /** How to ask the page whether a connection was made, if it can say. */
  protected get confirmation(): ConfirmFunction | undefined {
    const { confirmUrl } = this;
    return (
      this.confirm ??
      (confirmUrl ? (attempt): Promise<AuthResult | undefined> => fetchConfirmation(confirmUrl, attempt) : undefined)
    );
  }

  /**
   * A text in the element's language.
   * @param key one of `MessageKey`; `undefined` comes back for others
   * @param values what stands in for `{name}`
   */
  text(key: MessageKey, values?: Readonly<Record<string, string | number>>): string;
  text(key: string, values?: Readonly<Record<string, string | number>>): string | undefined;
  text(key: string, values: Readonly<Record<string, string | number>> = {}): string | undefined {
    const text = lookUp(this, key, this.messages, this.debug);
    return text?.replace(/{(\w+)}/g, (_, name: string) => String(values[name] ?? ''));
  }
}

// JSON has no `undefined`, which takes a parameter of the template away: `null` stands for it.
function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : value == null ? undefined : JSON.stringify(value);
}
