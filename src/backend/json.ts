// Parsed JSON is read only with these functions: own properties only, whatever their names.

/** An own property of `value`; `undefined` if it is missing or inherited, or `value` is not an object. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** An own property that is a string; empty for anything else, which may not even have a text. */
export function textField(value: unknown, name: string): string {
  const text = field(value, name);
  return typeof text === 'string' ? text : '';
}

/** An own property that is a string of 1 to 255 characters, like Nango's ids. */
export function idField(value: unknown, name: string): string | undefined {
  const id = field(value, name);
  return isId(id) ? id : undefined;
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 255;
}

/** An own property that is an array; empty for anything else. */
export function listField(value: unknown, name: string): readonly unknown[] {
  const list = field(value, name);
  return Array.isArray(list) ? list : [];
}

/** Parses JSON; `undefined` for anything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
