// What was parsed from JSON is read by these alone: own properties only, whatever the text called them.

/** An own property of `value`; `undefined` for what it has not, inherits, or is no object. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** An own property that holds a text of 1 to 255 characters, as Nango's ids do. */
export function idField(value: unknown, name: string): string | undefined {
  const id = field(value, name);
  return isId(id) ? id : undefined;
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 255;
}

/** An own property that holds a list; empty for anything else. */
export function listField(value: unknown, name: string): readonly unknown[] {
  const list = field(value, name);
  return Array.isArray(list) ? list : [];
}

/** What JSON text says; `undefined` when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
