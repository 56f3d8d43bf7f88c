/** Builds a piece of the page. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** @throws Error where the page lacks it */
export function find<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} with the id ${id}`);
}

/** Where the sandbox is, as the page says. */
export function nangoHost(): string {
  return document.querySelector<HTMLMetaElement>('meta[name=nango-host]')?.content ?? '';
}

/** The time of day, in the reader's own way. */
export function clock(at: Date): HTMLTimeElement {
  const text = at.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return element('time', { dateTime: at.toISOString() }, text);
}
