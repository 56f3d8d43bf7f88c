/** What can be set on an element, read from `custom-elements.json` so that nothing is repeated here. */
export interface Described {
  readonly name: string;
  readonly description: string;
}

export interface Setting extends Described {
  readonly kind: 'flag' | 'number' | 'text' | 'color' | 'choice';
  readonly options?: readonly string[] | undefined;
  readonly initial?: string | undefined;
}

export interface ElementDescription {
  readonly tag: string;
  readonly attributes: readonly Setting[];
  readonly variables: readonly Setting[];
  readonly slots: readonly Described[];
  readonly parts: readonly Described[];
}

/** Values of attributes whose type is a name in the manifest, by the attribute. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/**
 * Both elements, by tag. The form inside `<nango-connect>` has the parts of `<nango-credentials-form>`, and all variables apply to
 * both.
 *
 * @param manifest as `custom-elements.json` holds it
 * @throws Error where it describes no element
 */
export function elementsIn(manifest: unknown, choices: Choices = {}): ElementDescription[] {
  const declarations = listOf(manifest, 'modules').flatMap((module) => listOf(module, 'declarations'));
  const elements = declarations.filter((each) => textOf(each, 'tagName'));
  if (elements.length === 0) throw new Error('custom-elements.json describes no element');
  const variables = unique(elements.flatMap((each) => listOf(each, 'cssProperties').map(variable)));
  const parts = (each: unknown): Described[] => listOf(each, 'cssParts').map(described);
  return elements.map((each) => ({
    tag: textOf(each, 'tagName'),
    attributes: listOf(each, 'attributes').map((one) => attribute(one, choices)),
    variables,
    slots: listOf(each, 'slots').map(described),
    parts: unique([...parts(each), ...(hasForm(each) ? elements.flatMap(parts) : [])]),
  }));
}

function hasForm(element: unknown): boolean {
  return textOf(element, 'tagName') === 'nango-connect';
}

function attribute(value: unknown, choices: Choices): Setting {
  const { name, description } = described(value);
  const type = textOf(fieldOf(value, 'type'), 'text');
  const literals = Array.from(type.matchAll(/'([^']*)'/g), ([, literal = '']) => literal);
  const options = choices[name] ?? (literals.length > 0 ? literals : undefined);
  if (options) return { name, description, kind: 'choice', options };
  if (type.startsWith('boolean')) return { name, description, kind: 'flag' };
  return { name, description, kind: type.startsWith('number') ? 'number' : 'text' };
}

function variable(value: unknown): Setting {
  const { name, description } = described(value);
  const initial = textOf(value, 'default') || undefined;
  return { name, description, kind: /\bcolor\b/.test(description) ? 'color' : 'text', initial };
}

function described(value: unknown): Described {
  return { name: textOf(value, 'name'), description: textOf(value, 'description') };
}

/** The first of each name. */
function unique<T extends Described>(all: readonly T[]): T[] {
  return all.filter(({ name }, index) => all.findIndex((each) => each.name === name) === index);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function textOf(value: unknown, key: string): string {
  const text = fieldOf(value, key);
  return typeof text === 'string' ? text : '';
}

function listOf(value: unknown, key: string): unknown[] {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list : [];
}
