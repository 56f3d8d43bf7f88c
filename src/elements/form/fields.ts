import { fieldsToAsk } from '../../engine/auth-modes.js';
import type { AuthMode, Integration, Provider, ProviderField, Session } from '../../engine/options.js';
import { own } from '../dom/own-property.js';
import { shorten } from '../dom/trim.js';

/** The part of a request that a value belongs to. @see docs/protocol.md §7.2 */
export type Group = 'credentials' | 'params' | 'assertionOption';

/** One field of a form: everything that a page needs to render its own control. */
export interface Field {
  /** Group and key of the value in the request: `credentials.apiKey`, `params.subdomain`, `assertionOption.userName`. */
  readonly name: string;
  readonly group: Group;
  /** The name within its group. */
  readonly key: string;
  readonly label: string;
  /** `copy` has a fixed value for the user to copy. */
  readonly kind: 'text' | 'multiline' | 'select' | 'copy';
  /** Whether it is masked until the user shows it. */
  readonly secret: boolean;
  readonly required: boolean;
  /** Whether it is not shown, but sent if it has a value. */
  readonly hidden: boolean;
  /** Its initial value. */
  readonly value?: string | undefined;
  readonly description?: string | undefined;
  readonly example?: string | undefined;
  /** URL of a page that says where to find the value. */
  readonly help?: string | undefined;
  /** Decoration before and after the value; never sent. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly options?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  /** Shown beside certain values. */
  readonly warnings?: Readonly<Record<string, string>> | undefined;
  /** Shown only while another field has a certain value. */
  readonly when?: { readonly name: string; readonly equals: string } | undefined;
}

/** What a form is made from: a provider's template, or only an auth mode. */
export interface FormSchema {
  readonly authMode?: AuthMode | undefined;
  readonly provider?: Provider | undefined;
  readonly integration?: Integration | undefined;
  readonly session?: Session | undefined;
  /** Parameters given by the page, which the user is not asked for. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

/** Templates mark few of their secrets, so names and titles count too; a key's id isn't secret. */
const secretName =
  /(secret|password|token|token_id|client_certificate|(api|app|application|access|private|dev)[_ ]?key)(_override)?$/i;
const keyName = /(private[_ ]?key|certificate)$/i;

/** Keys and certificates have several lines, unless their pattern says otherwise. */
const isMultiline = (key: string, { pattern, example, title }: ProviderField): boolean =>
  pattern
    ? /BEGIN|^\^?\\\{/.test(pattern)
    : [key, title ?? ''].some((name) => keyName.test(name)) || /BEGIN/.test(example ?? '');

/** A string or number as text; `undefined` for anything else. */
export const plain = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;

/** Anything longer isn't a title or a description. */
const longestTitle = 200;
const longestText = 2000;

/** Only http(s) URLs become links. */
const link = (url: string | undefined): string | undefined => (url && /^https?:/i.test(url) ? url : undefined);

/** The URL of a section of a page; never another site, whatever the template says. */
function partOf(page: string, part: string): string | undefined {
  try {
    const { href, origin } = new URL(part, page);
    return origin === new URL(page).origin ? href : undefined;
  } catch {
    return undefined;
  }
}

/** URL of the setup guide. @see docs/protocol.md §7.2 */
export const guide = ({ provider, integration, session }: FormSchema): string | undefined =>
  link(own(session?.overrides, integration?.unique_key)?.docs_connect ?? provider?.docs_connect);

/** The name of the integration, for the user. */
export const nameOf = ({ integration, provider }: FormSchema): string =>
  integration?.display_name ?? provider?.display_name ?? '';

/** The auth mode of the form. */
export const modeOf = (schema: FormSchema): AuthMode | undefined => schema.provider?.auth_mode ?? schema.authMode;

/**
 * The fields of a form in their order, including hidden ones, which are only sent.
 * @param schema from the session, the provider and the page
 * @param label the text for a base field's key, such as `apiKey`
 * @see docs/protocol.md §7.1, §7.2
 */
export function formFields(schema: FormSchema, label: (key: string) => string | undefined = () => undefined): Field[] {
  const { provider, integration, session } = schema;
  const mode = modeOf(schema);
  const defaults = own(session?.integrations_config_defaults, integration?.unique_key)?.connection_config ?? {};
  const preset = new Map<string, unknown>(Object.entries({ ...defaults, ...schema.params }));
  const ready: Readonly<Partial<Record<Group, readonly string[]>>> = {
    credentials: integration?.preconfigured_credentials ?? [],
    params: integration?.preconfigured_connection_config ?? [],
  };
  const docs = guide(schema);

  const make = (group: Group, key: string, spec: ProviderField): Field => {
    const given = group === 'params' ? plain(preset.get(key)) : undefined;
    const custom = group === 'credentials' ? own(integration?.credentials_label, key) : undefined;
    const options = spec.enum?.length ? spec.enum : undefined;
    const initial = spec.default_value ?? (options && !spec.optional && !spec.hidden ? options[0] : undefined);
    // A default of '' means that the field may be blank; so does any default if no pattern checks the value.
    const mayBeBlank = spec.default_value === '' || (spec.default_value !== undefined && !spec.pattern);
    return {
      name: `${group}.${key}`,
      group,
      key,
      // A getter, because the page's language may change.
      get label() {
        return shorten(custom || spec.title || label(key) || key, longestTitle);
      },
      kind: options && options.length < 5000 ? 'select' : isMultiline(key, spec) ? 'multiline' : 'text',
      secret:
        !options &&
        (spec.secret ?? (secretName.test(key) || (group === 'credentials' && secretName.test(spec.title ?? '')))),
      required: !spec.optional && (!!options || !!spec.format || !mayBeBlank),
      hidden: !!spec.hidden || given !== undefined,
      value: given ?? initial,
      description: custom ? undefined : shorten(spec.description ?? '', longestText) || undefined,
      example: custom ? undefined : spec.example || undefined,
      help: spec.doc_section && docs && (docs === provider?.docs_connect ? partOf(docs, spec.doc_section) : docs),
      prefix: spec.prefix,
      suffix: spec.suffix,
      options: options && spec.optional ? ['', ...options] : options,
      pattern: options ? undefined : spec.pattern,
      format: options ? undefined : spec.format,
      warnings: spec.warnings,
      when: spec.visible_when && { name: `${group}.${spec.visible_when.field}`, equals: spec.visible_when.equals },
    };
  };

  // `OAUTH2` asks for the user's own OAuth client only if the session requires it.
  const optional = mode === 'OAUTH2';
  const names = fieldsToAsk(mode).filter((key) => !optional || Object.hasOwn(defaults, key));
  const credentials = new Map<string, ProviderField>(names.map((key) => [key, { optional }]));
  if (mode === 'OAUTH2_CC') {
    if (provider?.token_request_auth_method === 'private_key_jwt') credentials.delete('client_secret');
    if (provider?.require_client_certificate)
      for (const key of ['client_certificate', 'client_private_key']) credentials.set(key, { optional: true });
  }
  for (const [key, spec] of Object.entries(provider?.credentials ?? {})) credentials.set(key, spec);
  if (mode === 'TWO_STEP') {
    for (const [key, spec] of Object.entries(provider?.integration_config ?? {}))
      if (!credentials.has(key)) credentials.set(key, { ...spec, optional: false });
  }
  type Entry = [group: Group, key: string, spec: ProviderField];
  const entries = (group: Group, specs: Iterable<[key: string, spec: ProviderField]>): Entry[] =>
    [...specs]
      .filter(([key, spec]) => !spec.automated && !ready[group]?.includes(key))
      .map(([key, spec]) => [group, key, spec]);
  const rank = ([group, , { order }]: Entry): number => (group === 'params' ? (order ?? 1e9) : 1e9);
  const fields = [
    ...entries('credentials', credentials),
    ...entries('params', Object.entries(provider?.connection_config ?? {})),
    ...entries('assertionOption', Object.entries(provider?.assertion_option ?? {})),
  ]
    .sort((a, b) => rank(a) - rank(b))
    .map((entry) => make(...entry));

  if (mode === 'AWS_SIGV4' && !session?.isReconnecting) {
    // Outside secure contexts there is no randomUUID, and the server creates the id.
    const value = plain(preset.get('external_id')) ?? crypto.randomUUID?.();
    if (value) {
      fields.push(Object.assign(make('params', 'external_id', {}), { kind: 'copy', hidden: false, value } as const));
    }
  }
  return fields;
}
