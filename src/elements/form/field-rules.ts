import type { Field } from './fields.js';
import { matches } from './pattern-matcher.js';
import { isPemField, pemIn, wrongLabel } from './pasting/pem.js';

/** No key, name or URL is longer, and longer values are not matched. */
const longestMatched = 10_000;

/** Each takes linear time, whatever the value. */
const formats = {
  hostname: (value: string) => /^[a-z0-9.-]+$/i.test(value) && !/^[.-]|\.\.|-$/.test(value),
  uuid: (value: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value),
  email: (value: string) => {
    const [name, domain = '', ...more] = value.split('@');
    return !!name && !more.length && !/[\s<>:,;]/.test(value) && domain.slice(1, -1).includes('.');
  },
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

/** Why a value is refused; the messages have a text for each, `invalid_…`. */
export type FieldError = 'required' | 'enum' | 'pattern' | 'pem' | 'pem_kind' | 'masked' | Format;

/** Whether the template may be wrong, so that the user can send the value anyway. */
export const isDoubtful = (error: string): boolean => /^(pattern|pem|pem_kind|masked)$/.test(error);

/** Whether the field restricts its values. */
export const hasRule = ({ format, options, pattern }: Field): boolean =>
  isFormat(format) || !!options || (!!pattern && matches(pattern, '') !== undefined);

/**
 * Validates a value.
 * @param field one of `formFields()`
 * @param value as it would be sent
 * @returns the error; `undefined` if the value is valid
 * @see docs/protocol.md §7.2
 */
export function check(field: Field, value: string): FieldError | undefined {
  const { format, options, pattern, secret, example } = field;
  if (field.hidden || field.kind === 'copy') return undefined;
  if (!value) return field.required ? 'required' : undefined;
  if (options) return options.includes(value) ? undefined : 'enum';
  const tooLong = value.length > longestMatched;
  if (isFormat(format) && (tooLong || !formats[format](value))) return format;
  if (isPemField(field) && !tooLong && !value.startsWith('{')) {
    if (!pemIn(value, field)) return 'pem';
    if (wrongLabel(field, value)) return 'pem_kind';
  }
  // Bullets or asterisks that a page shows instead of a secret. Some examples look like that too.
  if (secret && value !== example && /[\u2022\u2217\u2219\u25cf\u2b24\u00b7\uff0a]{3}|\*{4}|\u2026/.test(value))
    return 'masked';
  return pattern && (tooLong || matches(pattern, value) === false) ? 'pattern' : undefined;
}
