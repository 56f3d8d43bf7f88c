import { check, type FieldError } from './field-rules.js';
import type { Field } from './fields.js';
import type { Translate } from './messages.js';
import { wantedLabel, wrongLabel } from './pem.js';
import type { Note } from './wrapping.js';

/**
 * Why a field doesn't take a value, in the user's language.
 * @param value is not repeated: it may be a secret
 */
export function errorText(text: Translate, field: Field, error: FieldError | 'file' | 'file_size', value = ''): string {
  const { example = '', prefix = '', suffix = '' } = field;
  const showsExample = error === 'pattern' && example && !check(field, example);
  const values = {
    // A word alone says nothing: `domain` is shown as `https://domain.freshdesk.com`.
    example: prefix + example + suffix,
    found: wrongLabel(field, value) ?? '',
    wanted: wantedLabel(field),
  };
  return text(showsExample ? 'invalid_example' : `invalid_${error}`, values) ?? '';
}

/** What was done to a pasted text, in the user's language. */
export function notesText(text: Translate, notes: readonly Note[]): string {
  return notes.map(({ key, text: part = '' }) => text(`pasted_${key}`, { text: part })).join(' ');
}
