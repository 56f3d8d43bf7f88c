/**
 * Removes certain characters from the end of a text, in linear time.
 * @param text to trim
 * @param characters to remove, in one string
 */
export function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/**
 * Shortens a text for display: servers may send far more than the few words expected.
 * @param text to shorten
 * @param most how many characters are kept
 */
export const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;

/** The lines of a text, without white space around them. */
export const trimmedLines = (text: string): string[] => text.split('\n').map((line) => line.trim());
