import { check, type FieldError } from './field-rules.js';
import type { Field } from './fields.js';
import type { Translate } from '../texts/messages.js';
import { wantedLabel, wrongLabel } from './pasting/pem.js';
import type { Note } from './pasting/wrapping.js';

/** A text beside a field, translated when it is rendered, since its language may still be loading. */
export type FieldText = (text: Translate) => string;

/**
 * Why a field refuses a value.
 * @param value compared with the example, but never repeated: it may be a secret
 */
export function errorText(field: Field, error: FieldError | 'file' | 'file_size', value = ''): FieldText {
  const { example = '', prefix = '', suffix = '' } = field;
  const showsExample = error === 'pattern' && example && !check(field, example);
  const values = {
    // A bare word explains little: `domain` is shown as `https://domain.freshdesk.com`.
    example: prefix + example + suffix,
    found: wrongLabel(field, value) ?? '',
    wanted: wantedLabel(field),
  };
  return (text) => text(showsExample ? 'invalid_example' : `invalid_${error}`, values) ?? '';
}

/** How a pasted text was changed. */
export function notesText(notes: readonly Note[]): FieldText {
  return (text) => notes.map(({ key, text: part = '' }) => text(`pasted_${key}`, { text: part })).join(' ');
}
