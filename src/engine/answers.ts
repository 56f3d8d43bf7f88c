import type { Integration, Provider, ProviderField, Session } from './options.js';
import { fieldsOf, isPlainObject, text } from './wire.js';
import type { Guard } from './wire.js';

// Responses of the API are checked field by field, as far as this package uses them: a field of the wrong type must cause
// an error, not a form that never appears.

type Check = (value: unknown, at?: number) => boolean;

/** One check per field: a missing one doesn't compile. */
type Checks<T> = { readonly [Name in keyof Required<T>]: Check };

const isText: Check = (value) => typeof value === 'string';
const isName: Check = (value) => !!text(value);
const isFlag: Check = (value) => typeof value === 'boolean';
const isScalar: Check = (value) => isText(value) || isFlag(value) || typeof value === 'number';
const isList =
  <T>(of: Check | Guard<T>) =>
  (value: unknown): value is T[] =>
    Array.isArray(value) && value.every(of);
const isRecord =
  (of: Check): Check =>
  (value) =>
    isPlainObject(value) && Object.values(value).every(of);
/** Optional; servers also send `null` for a missing field. */
const optional =
  (of: Check): Check =>
  (value) =>
    value === undefined || value === null || of(value);
/** An object whose own fields pass their checks. */
const isObject =
  <T = Readonly<Record<string, unknown>>>(fields: Checks<T>) =>
  (value: unknown): value is T =>
    isPlainObject(value) && Object.entries<Check>(fields).every(([name, check]) => check(fieldsOf(value)[name]));

/** @see docs/protocol.md §6.3 */
export const isSession = isObject<Session>({
  allowed_integrations: optional(isList(isText)),
  integrations_config_defaults: optional(
    isRecord(optional(isObject({ connection_config: optional(isRecord(optional(isScalar))) }))),
  ),
  isReconnecting: optional(isFlag),
  overrides: optional(isRecord(optional(isObject({ docs_connect: optional(isText) })))),
  websocketsPath: optional(isText),
  connectUISettings: optional(
    isObject({
      defaultTheme: optional(isText),
      theme: optional(isRecord(optional(isObject({ primary: optional(isText) })))),
    }),
  ),
});

const isIntegration = isObject<Integration>({
  unique_key: isName,
  provider: optional(isText),
  display_name: optional(isText),
  logo: optional(isText),
  credentials_label: optional(isRecord(optional(isText))),
  preconfigured_credentials: optional(isList(isText)),
  preconfigured_connection_config: optional(isList(isText)),
});

/** @see docs/protocol.md §6.4 */
export const isIntegrations = isList(isIntegration);

const isField = isObject<ProviderField>({
  title: optional(isText),
  description: optional(isText),
  example: optional(isText),
  pattern: optional(isText),
  format: optional(isText),
  enum: optional(isList(isText)),
  order: optional((value) => typeof value === 'number'),
  secret: optional(isFlag),
  prefix: optional(isText),
  suffix: optional(isText),
  optional: optional(isFlag),
  hidden: optional(isFlag),
  automated: optional(isFlag),
  default_value: optional(isText),
  doc_section: optional(isText),
  warnings: optional(isRecord(isText)),
  visible_when: optional(isObject({ field: isText, equals: isText })),
});

/** A form with more would block the page. */
const mostFields = 2000;
const areFields = optional(isRecord((value, at = 0) => at < mostFields && isField(value)));

/** @see docs/protocol.md §6.4 */
export const isProvider = isObject<Provider>({
  auth_mode: isName,
  name: optional(isText),
  display_name: optional(isText),
  logo_url: optional(isText),
  categories: optional(isList(isText)),
  docs_connect: optional(isText),
  installation: optional(isText),
  require_client_certificate: optional(isFlag),
  token_request_auth_method: optional(isText),
  credentials: areFields,
  connection_config: areFields,
  assertion_option: areFields,
  integration_config: areFields,
});
