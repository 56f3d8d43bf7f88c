import type { PropertyDeclaration, PropertyDeclarations } from 'lit';
import { AuthError } from '../engine/errors.js';
import type { AuthMode, ConfirmFunction, Credentials, Provider, TokenFunction } from '../engine/options.js';
import { dashed } from './attribute-names.js';
import type { Messages } from './texts/english.js';

/** One attribute: the initial value of its property, and Lit's options for it. */
interface Attribute<Value> extends PropertyDeclaration {
  readonly initial: Value;
}

/** An object, or its JSON in an attribute. */
type JsonObject = Readonly<Record<string, unknown>>;

const value = <Value = string>(options: PropertyDeclaration = {}): Attribute<Value | undefined> => ({
  initial: undefined,
  ...options,
});

const propertyOnly = <Value>(): Attribute<Value | undefined> => value<Value>({ attribute: false });

/** A boolean attribute. `"false"` is false too, since some frameworks write it. */
export const flag = (options: PropertyDeclaration = {}): Attribute<boolean> => ({
  initial: false,
  hasChanged: (now: unknown, before: unknown): boolean => !!now !== !!before,
  converter: {
    fromAttribute: (text: string | null): boolean => text !== null && text !== 'false',
    toAttribute: (on: boolean): string | null => (on ? '' : null),
  },
  ...options,
});

/**
 * The attributes of both elements, one row each. The attribute's name is the property's in kebab case; the properties'
 * types, the manifest and the tables of docs/reference.md come from here.
 */
export const attributes = {
  /** The integration's unique key in Nango. Without it, `<nango-connect>` lets the user choose. */
  integrationId: value(),
  /** The id that the connection will have; with a public key only. */
  connectionId: value(),
  /** HMAC-SHA256 digest of the two ids; with a public key only. */
  hmac: value(),
  /** The environment's public key; older accounts only. */
  publicKey: value(),
  /** A session token, or a function that fetches one. The attribute is removed once read. */
  sessionToken: value<string | TokenFunction>(),
  /** An endpoint of the page's backend that responds to a POST with a session token. */
  sessionUrl: value(),
  /** An endpoint of the page's backend that reports whether the connection was made. */
  confirmUrl: value(),
  /**
   * An endpoint of the page's backend that reports which of the user's accounts are connected; asked once per page, and again
   * after a failure or `reset()`.
   */
  statusUrl: value(),
  /** An endpoint of the page's backend that ends a connection. With it, a connected account can be disconnected. */
  disconnectUrl: value(),
  /** Sets all four endpoints: `session`, `confirm`, `status` and `disconnect` below this URL. */
  backend: value(),
  /** Name of the connected account, shown beside the integration's. Default: the name from `status-url`. */
  connectedName: value(),
  /** URL of the Nango server. Default: `https://api.nango.dev`, Nango Cloud. */
  host: value(),
  /** Path of the server's socket. Default: the path from the session, below that of `host`; otherwise that of `host`. */
  websocketsPath: value(),
  /** The origin of the callback page. Default: that of `host`. See docs/guides/self-hosting.md. */
  callbackOrigin: value(),
  /** Width of the popup in px, at most the screen's. Default: 500. */
  popupWidth: value<number>({ type: Number }),
  /** Height of the popup in px, at most the screen's. Default: 600. */
  popupHeight: value<number>({ type: Number }),
  /** Connection parameters, such as a subdomain: an object or its JSON. */
  params: value<JsonObject | string>(),
  /** Added to the provider's authorization URL: an object or its JSON; `null` removes a parameter. */
  authorizationParams: value<JsonObject | string>(),
  /** Scopes of the user's own token, a list or a comma-separated string; Slack only. */
  userScope: value<readonly string[] | string>(),
  /** The integration's auth mode. Default: loaded with the session. */
  authMode: value<AuthMode>(),
  /** Ends an attempt whose popup was severed, once the page has had the focus for 30 s, with outcome `unknown`. */
  detectClosedAuthWindow: flag(),
  /** The longest that an attempt may take, in ms. Default: 600000, 10 minutes. */
  timeout: value<number>({ type: Number }),
  /** Prints each step to the console, without secrets. */
  debug: flag(),
  /** Name of the connection id in the form's data. */
  name: value({ reflect: true }),
  /** Blocks submission of the form until the account is connected. */
  required: flag(),
  /** Disables all buttons and fields; so does a disabled fieldset around the element. */
  disabled: flag({ reflect: true }),
  /** `light`, `dark`, or `auto`, which follows the page's `color-scheme`. Default: the session's theme, otherwise `auto`. */
  theme: value<'auto' | 'light' | 'dark'>(),
  /** Language tag, such as `de`. Default: that of the nearest ancestor with one. */
  lang: value({ reflect: true }),
  /** The user's own OAuth client. */
  credentials: propertyOnly<Credentials>(),
  /** The provider's template, so that it need not be fetched. */
  provider: propertyOnly<Provider>(),
  /** Custom texts, by key. */
  messages: propertyOnly<Messages>(),
  /** Reports whether a connection was made since a given time; asked when the other channels are lost. */
  confirm: propertyOnly<ConfirmFunction>(),
};

type Rows = typeof attributes;

/** The attributes' values, by property. `lang` is omitted: every element has it. */
export type AttributeValues = { -readonly [Name in keyof Rows as Exclude<Name, 'lang'>]: Rows[Name]['initial'] };

/** Lit's declarations of the attributes in such a table. */
export function declarations(rows: Readonly<Record<string, Attribute<unknown>>>): PropertyDeclarations {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { attribute: dashed(name), ...row }]));
}

/**
 * Makes properties return their initial values while none is set. Storing them in each element would take much of its memory,
 * and a page may have a thousand elements.
 * @param prototype of a class whose accessors Lit has made
 */
export function addInitialValues(prototype: object, properties: ReadonlyMap<PropertyKey, Partial<Attribute<unknown>>>) {
  for (const [name, { initial }] of properties) {
    const accessor = Object.getOwnPropertyDescriptor(prototype, name);
    if (!accessor || initial === undefined) continue;
    const get = function (this: object): unknown {
      const value: unknown = accessor.get?.call(this);
      return value ?? initial;
    };
    Object.defineProperty(prototype, name, { ...accessor, get });
  }
}

/**
 * Reads a JSON attribute only when it is needed, so that a mistake in it fails an attempt, not the page.
 * @param name of the attribute, for the message
 * @param value an object, or JSON of one
 * @throws {AuthError} `unknown_error` that says which attribute and what is wrong
 */
export function readObject(name: string, value: JsonObject | string | undefined): JsonObject {
  if (typeof value !== 'string') return value ?? {};
  let why = 'it is not an object';
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === 'object' && parsed && !Array.isArray(parsed)) return { ...parsed };
  } catch (error) {
    // Some parsers quote the text, which may contain secrets.
    why = String(error).replace(/".*"/s, '…');
  }
  throw new AuthError('unknown_error', { message: `The attribute ${name} must be a JSON object: ${why}` });
}

/** The params; none if they can't be read, which the attempt will report. */
export function readParams(params: JsonObject | string | undefined): JsonObject {
  try {
    return readObject('params', params);
  } catch {
    return {};
  }
}
