import { firstChoices, isKey, places, shapes, themes, tokens, type Choices } from './choices.js';

/** Of each choice in the address, where the page's own theme is too. */
const prefix = 'choice.';
const tables = { place: places, token: tokens, shape: shapes, theme: themes };

export function isOfChoices(name: string): boolean {
  return name.startsWith(prefix);
}

/** The choices that differ from the initial ones, as URL parameters. The hash is omitted: it is the build's. */
export function toParameters(choices: Choices): Record<string, string> {
  const changed = Object.entries(choices).filter(
    ([key, value]) => key !== 'integrity' && isKey(firstChoices, key) && value !== firstChoices[key],
  );
  return Object.fromEntries(changed.map(([key, value]) => [prefix + key, value]));
}

/** The choices in a URL's parameters, as far as they exist. */
export function fromParameters(parameters: Readonly<Record<string, string>>): Choices {
  const named = Object.entries(parameters)
    .filter(([name]) => isOfChoices(name))
    .map(([name, value]) => [name.slice(prefix.length), value] as const)
    .filter(([key]) => key !== 'integrity' && isKey(firstChoices, key))
    .filter(([key, value]) => !isKey(tables, key) || isKey(tables[key], value));
  return { ...firstChoices, ...Object.fromEntries(named) };
}
