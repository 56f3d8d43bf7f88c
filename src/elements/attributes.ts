import type { PropertyDeclaration, PropertyDeclarations } from 'lit';
import { AuthError } from '../engine/errors.js';
import type { AuthMode, ConfirmFunction, Credentials, Provider, TokenFunction } from '../engine/options.js';
import { dashed } from './attribute-names.js';
import type { Messages } from './english.js';

/** One attribute: the first value of its property, and Lit's options for it. */
interface Attribute<Value> extends PropertyDeclaration {
  readonly initial: Value;
}

/** An object, or its JSON as an attribute holds it. */
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
  /** Which integration to connect: its unique key. `<nango-connect>` without it lets the user choose. */
  integrationId: value(),
  /** The id that the connection will have; with a public key only. */
  connectionId: value(),
  /** Digest of the two ids; with a public key only. */
  hmac: value(),
  /** The environment's public key; older accounts only. */
  publicKey: value(),
  /** A session token, or a function that fetches one. The attribute is removed once read. */
  sessionToken: value<string | TokenFunction>(),
  /** An endpoint of the page's backend that responds to a POST with a session token. */
  sessionUrl: value(),
  /** An endpoint of the page's backend that can say whether the connection was made. */
  confirmUrl: value(),
  /** An endpoint of the page's backend that says which of the user's accounts are connected; asked once per page. */
  statusUrl: value(),
  /** An endpoint of the page's backend that ends a connection: with it, a connected account can be disconnected. */
  disconnectUrl: value(),
  /** Stands for all four endpoints: `session`, `confirm`, `status` and `disconnect` below this URL. */
  backend: value(),
  /** Name of the connected account, shown beside the integration's. Default: what `status-url` says. */
  connectedName: value(),
  /** The Nango server. Default: `https://api.nango.dev`, Nango Cloud. */
  host: value(),
  /** Path of the server's socket. Default: what the session says, else the server's root. */
  websocketsPath: value(),
  /** The origin of the callback page, where it isn't that of `host`: see docs/guides/self-hosting.md. */
  callbackOrigin: value(),
  /** Width of the popup in px. Default: 500, and never wider than the screen. */
  popupWidth: value<number>({ type: Number }),
  /** Height of the popup in px. Default: 600, and never higher than the screen. */
  popupHeight: value<number>({ type: Number }),
  /** Connection parameters, such as a subdomain: an object or its JSON. */
  params: value<JsonObject | string>(),
  /** Added to the provider's authorization URL: an object or its JSON; `null` removes a parameter. */
  authorizationParams: value<JsonObject | string>(),
  /** Scopes of the user's own token: a list, or text with commas. */
  userScope: value<readonly string[] | string>(),
  /** The integration's mode, where the page knows it. */
  authMode: value<AuthMode>(),
  /** Ends an attempt whose popup can't be seen from here: once this page has had the focus for 30 s, with outcome `unknown`. */
  detectClosedAuthWindow: flag(),
  /** The longest that an attempt may take, in ms. Default: 600000, 10 minutes. */
  timeout: value<number>({ type: Number }),
  /** Prints each step to the console, without secrets. */
  debug: flag(),
  /** Name of the form value, the connection id. */
  name: value({ reflect: true }),
  /** Blocks submission of the form until the account is connected. */
  required: flag(),
  /** Nothing can be pressed or filled in; a disabled fieldset around it does the same. */
  disabled: flag({ reflect: true }),
  /** `light`, `dark`, or `auto`: as the page's own `color-scheme`, which follows the system where it says `light dark`. */
  theme: value<'auto' | 'light' | 'dark'>(),
  /** Language tag. Default: that of the nearest ancestor with one. */
  lang: value({ reflect: true }),
  /** The user's own OAuth client. */
  credentials: propertyOnly<Credentials>(),
  /** The provider's template, so that it need not be fetched. */
  provider: propertyOnly<Provider>(),
  /** Custom texts, by key. */
  messages: propertyOnly<Messages>(),
  /** Says whether a connection was made since a time, when nothing else can. */
  confirm: propertyOnly<ConfirmFunction>(),
};

type Rows = typeof attributes;

/** What the attributes hold, by property. `lang` is a property of every element. */
export type AttributeValues = { -readonly [Name in keyof Rows as Exclude<Name, 'lang'>]: Rows[Name]['initial'] };

/** Lit's declarations of the rows of such a table. */
export function declarations(rows: Readonly<Record<string, Attribute<unknown>>>): PropertyDeclarations {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { attribute: dashed(name), ...row }]));
}

/**
 * Gives properties their initial values while they hold none: stored in each element, these would be a good part of its
 * memory, and a page may have a thousand.
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
 * Reads a JSON attribute when it is needed, so that a mistake in it fails an attempt and not the page.
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
    // Some parsers quote the text, which may hold secrets.
    why = String(error).replace(/".*"/s, '…');
  }
  throw new AuthError('unknown_error', { message: `The attribute ${name} must be a JSON object: ${why}` });
}

/** The params; none if they can't be read, which the attempt reports. */
export function readParams(params: JsonObject | string | undefined): JsonObject {
  try {
    return readObject('params', params);
  } catch {
    return {};
  }
}
