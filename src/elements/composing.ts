/**
 * Whether a key belongs to an input method, which composes a text of several keys: then Enter and arrows choose in its
 * list, and mean nothing else. Safari says so by the code alone, for the Enter that ends a composition.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/KeyboardEvent/isComposing
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** The Enter that ends a composition sends no form. */
export function keepFromSending(event: KeyboardEvent): void {
  if (event.key === 'Enter' && isComposing(event)) event.preventDefault();
}
