import type { FormInput } from '../attempt/engine-options.js';
import { modeOf, type Field, type FormSchema, type Group } from './fields.js';
import { readTyped } from './pasting/pasted-text.js';

/** What was typed, by the fields' names. */
export type Values = Readonly<Record<string, string | undefined>>;

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
    const value = fixed ? field.value : readTyped(field, values[field.name] ?? '');
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
