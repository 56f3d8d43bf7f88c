/**
 * A text without certain characters at its end, in one pass however many there are.
 * @param text any
 * @param characters which, one beside the other
 */
export function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/**
 * A text, cut off where nobody reads on: servers may send a lot where a few words are expected.
 * @param text any
 * @param most how many characters are kept
 */
export const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;

/** The lines of a text, without white space around them. */
export const trimmedLines = (text: string): string[] => text.split('\n').map((line) => line.trim());
