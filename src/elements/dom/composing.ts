import { isA } from './dom-types.js';

/**
 * Whether a key belongs to an input method, which composes text from several keys: Enter and arrows then choose from its
 * list, and Escape closes it. In Safari, the Enter that ends a composition can only be recognized by its key code.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/KeyboardEvent/isComposing
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Prevents an Enter or Escape that ends a composition, or is a repeat of a key held down, from pressing a button, or sending
 * or closing a form. In a textarea, a repeated Enter still inserts line breaks.
 */
export function preventIdleKey(event: Event): void {
  if (!isA('KeyboardEvent', event)) return;
  const isIdle = isComposing(event) || (event.repeat && !isA('HTMLTextAreaElement', event.target));
  if (isIdle && ['Enter', 'Escape'].includes(event.key)) event.preventDefault();
}
