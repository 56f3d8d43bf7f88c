/** What the `${…}` of a template can name, e.g. `connectionConfig.subdomain`, `credentials.apiKey` or `apiKey`. */
export type Values = Readonly<Record<string, unknown>>;

const placeholder = /\$\{([^{}]+)\}/g;

/** Fills the placeholders of a text; those without a value stay as they are. */
export function fill(text: string, values: Values, encode: (value: string) => string = String): string {
  return text
    .replace(/\$\{base64\((.*?)\)\}/g, (_, inner: string) => Buffer.from(fill(inner, values)).toString('base64'))
    .replace(placeholder, (whole, path: string) => {
      const value = lookUp(values, path);
      return value === undefined ? whole : encode(value);
    });
}

/** Fills every text inside an object or array. */
export function fillDeep(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return fill(value, values);
  if (Array.isArray(value)) return value.map((item: unknown) => fillDeep(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillDeep(item, values)]));
}

/** The names of the placeholders that have no value. */
export function unfilled(text: string, values: Values): string[] {
  return Array.from(text.matchAll(placeholder), ([, path = '']) => path).filter(
    (path) => lookUp(values, path) === undefined,
  );
}

/** The first of the choices in `A || B` that can be filled, else the last. */
export function choose(text: string, values: Values): string {
  const choices = text.split(' || ');
  return choices.find((choice) => unfilled(choice, values).length === 0) ?? choices.at(-1) ?? text;
}

/**
 * Fills an address. `A || B` means B when A cannot be filled.
 *
 * @throws Error when a value is empty: an address with a hole in it leads anywhere
 */
export function fillUrl(text: string, values: Values): string {
  return fill(choose(text, values), values, (value) => {
    if (value === '') throw new Error('A value that the address of the provider needs is empty');
    return encodeURI(value);
  });
}

/** The placeholders of an address that have no value in any of its `||` choices. */
export function missingForUrl(text: string, values: Values): string[] {
  const missing = text.split(' || ').map((choice) => unfilled(choice, values));
  return missing.some((names) => names.length === 0) ? [] : (missing.at(-1) ?? []);
}

/** The text at a path such as `data.accessToken`. @throws TypeError when it goes through a value without fields */
export function lookUp(values: Values, path: string): string | undefined {
  const value = find(values, path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function find(at: unknown, path: string): unknown {
  if (at === undefined) return undefined;
  if (typeof at !== 'object' || at === null) throw new TypeError(`A value without fields was asked for ${path}`);
  const fields = new Map<string, unknown>(Object.entries(at));
  // Some names have dots in them, such as `installation.uuid`.
  if (fields.has(path)) return fields.get(path);
  const dot = path.indexOf('.');
  return dot < 0 ? undefined : find(fields.get(path.slice(0, dot)), path.slice(dot + 1));
}
