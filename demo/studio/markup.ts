/** An element's settings by name, in the order in which they were set. */
export interface Design {
  readonly tag: string;
  /** `true` is an attribute without a value. */
  readonly attributes: Readonly<Record<string, string | true>>;
  /** CSS variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Text by slot; `''` is the default slot. */
  readonly slots: Readonly<Record<string, string>>;
  /** Declarations by part. */
  readonly parts: Readonly<Record<string, string>>;
}

const lineLength = 80;

/** The slots that take a button of the page's own. */
export const buttonSlots: Readonly<Record<string, 'button' | 'submit'>> = { trigger: 'button', submit: 'submit' };

/** The element in HTML. */
export function markup({ tag, attributes, slots }: Design): string {
  const set = Object.entries(attributes).map(([name, value]) => (value === true ? name : `${name}="${escape(value)}"`));
  const children = Object.entries(slots).flatMap(([slot, text]) => (text ? [child(slot, text)] : []));
  const oneLine = `<${[tag, ...set].join(' ')}>${children.join('')}</${tag}>`;
  if (oneLine.length <= lineLength && children.length < 2) return oneLine;
  const opening = `<${[tag, ...set].join(' ')}>`;
  const start = opening.length <= lineLength ? opening : `<${tag}\n${set.map((each) => `  ${each}\n`).join('')}>`;
  if (children.length === 0) return `${start}</${tag}>`;
  return `${start}\n${children.map((each) => `  ${each}\n`).join('')}</${tag}>`;
}

/** Its CSS; empty for the default look. */
export function styles({ tag, variables, parts }: Design): string {
  const own = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
  const rules = [rule(tag, own), ...Object.entries(parts).map(([part, css]) => partRule(tag, part, css))];
  return rules.filter(Boolean).join('\n');
}

/** The rule for one part, one declaration per line; empty if there is none. */
export function partRule(tag: string, part: string, css: string): string {
  return rule(`${tag}::part(${part})`, declarations(css));
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function child(slot: string, text: string): string {
  if (slot === '') return escape(text);
  const type = buttonSlots[slot];
  const tag = type ? 'button' : 'span';
  return `<${tag}${type ? ` type="${type}"` : ''} slot="${slot}">${escape(text)}</${tag}>`;
}

function rule(selector: string, lines: readonly string[]): string {
  return lines.length > 0 ? `${selector} {\n${lines.map((each) => `  ${each}\n`).join('')}}` : '';
}

function declarations(css: string): string[] {
  // Semicolons in quotes and brackets are no ends.
  const each = css.match(/(?:"[^"]*"|'[^']*'|\([^)]*\)|[^;])+/g) ?? [];
  return each.map((one) => one.trim()).flatMap((one) => (one ? [`${one};`] : []));
}
