import { firstChoices, type Choices } from './choices.js';

/** The error of a typed text; `undefined` if it is valid. */
export function mistake(key: keyof Choices, text: string): string | undefined {
  switch (key) {
    case 'brand':
      return !text || isCss('color', text) ? undefined : 'This isn’t a CSS color, so it is left out.';
    case 'radius':
      return !text || isCss('border-radius', text) ? undefined : 'This isn’t a CSS length, so it is left out.';
    case 'host':
      return !text || isWeb(text) ? undefined : 'This isn’t an http or https URL, so it is left out.';
    case 'backend':
    case 'script':
      return text && isWeb(text, location.origin)
        ? undefined
        : `This isn’t a URL or a path: ${firstChoices[key]} is used.`;
    default:
      return undefined;
  }
}

/** The user's choices, with the initial ones instead of invalid ones. */
export function validChoices(chosen: Choices): Choices {
  const keys = ['brand', 'radius', 'host', 'backend', 'script'] as const;
  const wrong = keys.filter((key) => mistake(key, chosen[key]));
  return { ...chosen, ...Object.fromEntries(wrong.map((key) => [key, firstChoices[key]])) };
}

/** Whether it is a value of a property, which ends neither a style element nor a string that it will be in. */
function isCss(property: string, value: string): boolean {
  return CSS.supports(property, value) && !/[<`]|\$\{/.test(value);
}

function isWeb(url: string, base?: string): boolean {
  return URL.canParse(url, base) && /^https?:$/.test(new URL(url, base).protocol);
}
