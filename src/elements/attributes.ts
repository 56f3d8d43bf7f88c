import { AuthError } from '../engine/errors.js';

/** A boolean attribute, where `"false"` is false too: some frameworks write it. */
export const flag = {
  useDefault: true,
  converter: {
    fromAttribute: (value: string | null): boolean => value !== null && value !== 'false',
    toAttribute: (value: boolean): string | null => (value ? '' : null),
  },
};

/** An object, or its JSON as an attribute holds it. */
export type JsonObject = Readonly<Record<string, unknown>>;

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
    // Some parsers quote the text, which may hold what is nobody's business.
    why = String(error).replace(/".*"/s, '…');
  }
  throw new AuthError('unknown_error', { message: `The attribute ${name} needs a JSON object: ${why}` });
}

/** Reads a list, or its text with commas. */
export function readList(value: readonly string[] | string | undefined): readonly string[] | undefined {
  return typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
}
