import type { ElementDescription } from './manifest.js';
import type { Design } from './markup.js';

const groups = ['attributes', 'variables', 'slots', 'parts'] as const;

/** A link must not contain these: anyone who opens it could use them. */
const secrets = ['session-token', 'hmac'];

/** Whether a parameter of the address is one of a design's. */
export function isOfDesign(name: string): boolean {
  return name === 'tag' || name === 'provider' || groups.some((group) => name.startsWith(`${group}.`));
}

/**
 * A design as parameters of the address: `group.name`, blank for an attribute without a value.
 * @param host of the demo, which another demo has elsewhere: left out
 */
export function toParameters(design: Design, host: string): Record<string, string> {
  const all = groups.flatMap((group) =>
    Object.entries(design[group])
      .filter(([name, value]) => !secrets.includes(name) && !(name === 'host' && value === host))
      .map(([name, value]) => [`${group}.${name}`, value === true ? '' : value] as const),
  );
  return { tag: design.tag, ...Object.fromEntries(all) };
}

/** The design in a URL's parameters, as far as the element supports it; `undefined` if there is none. */
export function fromParameters(
  parameters: Readonly<Record<string, string>>,
  elements: readonly ElementDescription[],
  host: string,
): Design | undefined {
  const element = elements.find(({ tag }) => tag === parameters.tag);
  if (!element) return undefined;
  const held = (group: (typeof groups)[number]): Record<string, string> =>
    Object.fromEntries(
      Object.entries(parameters)
        .map(([name, value]) => [name.slice(group.length + 1), value, name] as const)
        .filter(([name, , full]) => full === `${group}.${name}` && element[group].some((each) => each.name === name))
        .filter(([name]) => !secrets.includes(name))
        .map(([name, value]) => [name, value]),
    );
  const isFlag = (name: string): boolean =>
    element.attributes.some((each) => each.name === name && each.kind === 'flag');
  const { 'integration-id': id = '', ...attributes } = held('attributes');
  const set = Object.entries({ ...(id && { 'integration-id': id }), host, ...attributes });
  return {
    tag: element.tag,
    attributes: Object.fromEntries(set.map(([name, value]) => [name, isFlag(name) || value])),
    variables: held('variables'),
    slots: held('slots'),
    parts: held('parts'),
  };
}
