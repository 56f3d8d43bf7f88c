import type { FormInput } from './engine-options.js';
import { modeOf, type Field, type FormSchema, type Group } from './fields.js';

/** What was typed, by the fields' names. */
export type Values = Readonly<Record<string, string | undefined>>;

const formats = {
  hostname: (value: string) => /^[a-z0-9.-]+$/i.test(value),
  uuid: (value: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value),
  email: (value: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  uri: (value: string) => {
    try {
      return !!new URL(value);
    } catch {
      return false;
    }
  },
};

type Format = keyof typeof formats;
const isFormat = (name: string | undefined): name is Format => !!name && Object.hasOwn(formats, name);

/** Why a value is refused; a text for each is in the messages under `invalid.`. */
export type FieldError = 'required' | 'enum' | 'pattern' | Format;

/** By `new RegExp` and not the `pattern` attribute, whose `v` flag half of the templates' patterns do not survive. */
const fits = (pattern: string | undefined, value: string): boolean => {
  try {
    return !pattern || new RegExp(pattern).test(value);
  } catch {
    return true;
  }
};

/**
 * What is wrong with a value, or nothing.
 * @param field one of `formFields()`
 * @param value as `clean()` gives it
 * @see docs/protocol.md §7.2
 */
export function check(field: Field, value: string): FieldError | undefined {
  const { format, options, pattern } = field;
  if (field.hidden || field.kind === 'copy') return undefined;
  if (!value) return field.required ? 'required' : undefined;
  if (options) return options.includes(value) ? undefined : 'enum';
  if (isFormat(format) && !formats[format](value)) return format;
  return fits(pattern, value) ? undefined : 'pattern';
}

const scheme = /^[a-z][a-z\d+.-]*:\/\//i;

/** The parts of an address that may be meant: `acme` of `https://acme.zendesk.com/agent`. Best first. */
const parts = ({ prefix = '', suffix = '', format, example = '' }: Field, value: string): string[] => {
  if (!prefix && !suffix && format !== 'hostname') return [value];
  const start = prefix.replace(scheme, '').toLowerCase();
  const between = (text: string): string => {
    const rest = start && text.toLowerCase().startsWith(start) ? text.slice(start.length) : text;
    const end = suffix ? rest.toLowerCase().indexOf(suffix.toLowerCase(), scheme.exec(rest)?.[0].length) : -1;
    if (end > 0) return rest.slice(0, end);
    // Only the example tells whether a path belongs to the value.
    return scheme.test(value) && !example.includes('/') ? rest.replace(/(?<!\/)[/?#](?!\/).*$/, '') : rest;
  };
  const bare = value.replace(scheme, '');
  return [between(bare), between(value), value, bare.replace(/[/?#].*$/, '')];
};

/** The key in a service account's JSON file, which people drop as it is. */
const unpack = (value: string): string => {
  try {
    const parsed: unknown = JSON.parse(value);
    const key = parsed instanceof Object && 'private_key' in parsed ? parsed.private_key : undefined;
    return typeof key === 'string' ? key.trim() : value;
  } catch {
    return value;
  }
};

/** A PEM goes around with line breaks, and with `\\n` in their place; patterns differ in what they want. */
const spellings = (value: string): string[] => {
  const escaped = value.replace(/\r?\n/g, '\\n');
  return /^-----BEGIN/.test(value) ? [value.replace(/\\n/g, '\n').trim(), escaped, escaped + '\\n'] : [value];
};

/**
 * What a value was meant to be: without the spaces and the rest of the address that came along when it was copied.
 * @param field one of `formFields()`
 * @param raw as typed or pasted
 */
export function clean(field: Field, raw: string): string {
  const value = raw.trim();
  const forms = field.kind === 'multiline' ? spellings(unpack(value)) : parts(field, value);
  return forms.find((form) => form && !check(field, form)) ?? (forms[0] || value);
}

/** Whether a field is asked for, given what the others hold. */
export const isAsked = (field: Field, values: Values): boolean =>
  !field.hidden && (!field.when || values[field.when.name] === field.when.equals);

/** Ghost's admin key is `id:secret`, and the server signs with the two parts by name. @see docs/protocol.md §7.3 */
const keyPair = (value: string): unknown => {
  const [, id, secret] = /^([\da-f]{24}):([\da-f]{64})$/i.exec(value) ?? [];
  return id ? { id, secret } : value;
};

/**
 * What leaves the form. Blank fields are left out, unless blank is their default; hidden ones are sent with theirs.
 * @param schema what the fields were made from
 * @param fields as `formFields()` gave them
 * @param values what was typed, by name
 * @see docs/protocol.md §7.3
 */
export function payload(schema: FormSchema, fields: readonly Field[], values: Values): FormInput {
  const groups: Record<Group, [key: string, value: unknown][]> = { credentials: [], params: [], assertionOption: [] };
  const authMode = modeOf(schema);
  for (const field of fields) {
    const fixed = field.hidden || field.kind === 'copy';
    if (!fixed && !isAsked(field, values)) continue;
    const value = fixed ? field.value : clean(field, values[field.name] ?? '');
    if (value === undefined || (!value && field.value !== '')) continue;
    groups[field.group].push([field.key, authMode === 'JWT' ? keyPair(value) : value]);
  }
  const { installation } = schema.provider ?? {};
  const group = (name: Group): FormInput => (groups[name].length ? { [name]: Object.fromEntries(groups[name]) } : {});
  return {
    authMode,
    ...(installation && { installation }),
    ...group('params'),
    ...group('credentials'),
    ...group('assertionOption'),
  };
}
