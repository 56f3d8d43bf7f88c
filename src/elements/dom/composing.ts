import { isA } from './dom-types.js';

/**
 * Whether a key belongs to an input method, which composes text from several keys: Enter and arrows then choose from its
 * list. In Safari, the Enter that ends a composition can only be recognized by its key code.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/KeyboardEvent/isComposing
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether to ignore an Enter: it ends a composition, or is a repeat of a key held down. */
export function isIdleEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (isComposing(event) || event.repeat);
}

/** Prevents such an Enter from pressing a button or sending a form. In a textarea, it still inserts line breaks. */
export function preventIdleEnter(event: KeyboardEvent): void {
  const makesLines = event.repeat && isA('HTMLTextAreaElement', event.target);
  if (isIdleEnter(event) && !makesLines) event.preventDefault();
}
