import { asAuthError } from './errors.js';
import type { AuthOptions, NangoOptions } from './options.js';
import * as read from './option-readers.js';

/** What to connect, with every option as it is sent. */
export interface Order extends Omit<AuthOptions, 'user_scope' | 'credentials'> {
  integrationId: string;
  connectionId?: string | undefined;
  user_scope?: readonly string[] | undefined;
  credentials?: Readonly<Record<string, unknown>> | undefined;
  /** It renews a connection. */
  renews?: boolean | undefined;
}

/** How each option is read: a missing one doesn't compile. docs/engine.md has the table. */
const readers: { readonly [Name in keyof Required<AuthOptions>]: read.Reader<AuthOptions[Name]> } = {
  params: read.parameters,
  hmac: read.text,
  user_scope: read.list,
  authorization_params: read.authorizationParameters,
  credentials: read.fields,
  detectClosedAuthWindow: read.flag,
  installation: read.installation,
  assertionOption: read.parameters,
  authMode: read.authMode,
  signal: read.signal,
  timeout: read.duration,
  confirm: read.callback,
  onWaiting: read.callback,
};

/**
 * Reads the arguments of `auth()`, each option once: a getter may return something else the next time.
 * @param given the arguments after the integration id: options, or a connection id and options
 * @throws {AuthError} `unknown_error` that names the option that can't be sent as it was meant
 */
export function readOrder(integrationId: unknown, [second, third]: readonly unknown[]): Order {
  const isOptions = typeof second === 'object' || second === undefined;
  const options = [third, isOptions ? second : undefined].map((one) => read.options('options', one ?? {}));
  const order: Record<string, unknown> = {};
  for (const [name, reader] of Object.entries<read.Reader<unknown>>(readers)) {
    for (const source of options) {
      const value = readOption(name, source, reader);
      if (value !== undefined) order[name] = value;
    }
  }
  return {
    ...order,
    integrationId: read.text('integrationId', integrationId) ?? '',
    connectionId: read.text('connectionId', isOptions ? undefined : second),
  };
}

/** Inherited options count too. A missing one doesn't compile. */
const nangoOptions: { readonly [Name in keyof Required<NangoOptions>]: true } = {
  publicKey: true,
  connectSessionToken: true,
  host: true,
  websocketsPath: true,
  callbackOrigin: true,
  width: true,
  height: true,
  debug: true,
};

/**
 * The current options of a `Nango`, each read once.
 * @throws {AuthError} `unknown_error` that names the option that can't be read
 */
export function readNangoOptions(given: unknown): NangoOptions {
  const options = read.options('options', given ?? {});
  const asGiven: read.Reader<unknown> = (_name, value) => value;
  return Object.fromEntries(Object.keys(nangoOptions).map((name) => [name, readOption(name, options, asGiven)]));
}

/** @throws {AuthError} `unknown_error` that names the option */
function readOption<T>(name: string, source: object, reader: read.Reader<T>): T | undefined {
  try {
    const value: unknown = Reflect.get(source, name);
    // Frameworks pass null for what isn't set.
    return value === undefined || value === null ? undefined : reader(name, value);
  } catch (cause) {
    throw asAuthError('unknown_error', cause, { message: `${name} can't be read.` });
  }
}

/** The size of the popup, in CSS pixels. @throws {AuthError} `unknown_error` */
export function readPopupSize({ width, height }: NangoOptions): { width: number; height: number } {
  return { width: read.size('width', width ?? 0) || 500, height: read.size('height', height ?? 0) || 600 };
}
