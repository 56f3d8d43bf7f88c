import type { PropertyDeclaration } from 'lit';

type Rows = Readonly<Record<string, PropertyDeclaration>>;

/** `sessionUrl` as an attribute is `session-url`. */
export function dashed(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Attributes as React's server rendering writes them: `sessionUrl`, which HTML parses as `sessionurl`.
 * @returns the correct names, by the names without dashes
 */
export function undashedNames(rows: Rows): ReadonlyMap<string, string> {
  const names = Object.keys(rows).filter((name) => rows[name]?.attribute !== false && dashed(name) !== name);
  return new Map(names.map((name) => [name.toLowerCase(), dashed(name)]));
}

/**
 * Adds properties with the attributes' names, such as `element['session-token']`: Vue and React set a property if the
 * element has one with the name in the template, and otherwise an attribute, which can only hold text.
 */
export function addDashedProperties(prototype: object, rows: Rows): void {
  for (const [name, row] of Object.entries(rows)) {
    if (dashed(name) === name) continue;
    Object.defineProperty(prototype, dashed(name), {
      configurable: true,
      get(this: object): unknown {
        return Reflect.get(this, name);
      },
      set(this: object, value: unknown) {
        Reflect.set(this, name, typeof value === 'string' ? fromText(row, value) : (value ?? undefined));
      },
    });
  }
}

/** Converts a string as Lit converts the attribute. */
function fromText({ converter, type }: PropertyDeclaration, text: string): unknown {
  if (type === Number) return Number(text);
  return typeof converter === 'object' ? (converter.fromAttribute?.(text) ?? text) : text;
}

/**
 * Reads an attribute. A session token is removed from the page, so that others can't read it; its removal changes nothing.
 * @param given its name on the page
 * @param name its correct name
 * @returns the correct name, or `undefined` if there is nothing to read
 */
export function readAttribute(element: Element, given: string, name: string, text: string | null): string | undefined {
  if (!isReadable(element, name, text)) return undefined;
  if (name !== 'session-token') return name;
  if (text === null) return undefined;
  element.removeAttribute(given);
  return name;
}

/** How long a framework may take to set the properties of elements that it hydrates. */
const hydrationMs = 500;

/** What frameworks write when they turn an object or a function into text. */
const stringified = /^\[object \w+\]$|^(async )?(function\b|\([^)]*\) ?=>|\w+ ?=>)/;

/**
 * Reports on the console that an attribute can't hold an object or a function, unless the property is set too: Preact and
 * Svelte write such text on the server, and set the property when they hydrate the page.
 * @returns whether the attribute can be used
 */
function isReadable(element: Element, attribute: string, text: string | null): boolean {
  if (!text || !stringified.test(text)) return true;
  const property = attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const report = (): void => {
    if (Reflect.get(element, property) !== undefined) return;
    console.error(
      `[nango] The attribute ${attribute} of <${element.localName}> can only hold text. Set the property: ` +
        `${property}={…} in React and Svelte, :${property}.prop="…" in Vue, prop:${property} in Solid, [${property}] in Angular`,
      element,
    );
  };
  setTimeout(report, element.isConnected ? hydrationMs : 0);
  return false;
}

/** Sets properties again that were set before the element was defined: they would hide the class's accessors. */
export function upgradeProperties<Key extends string>(
  element: HTMLElement & Record<Key, unknown>,
  names: readonly Key[],
): void {
  for (const name of names) {
    if (!Object.hasOwn(element, name)) continue;
    const early = element[name];
    Reflect.deleteProperty(element, name);
    element[name] = early;
  }
}
