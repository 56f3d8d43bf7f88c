import { isA } from './kinds.js';

/**
 * Whether a key belongs to an input method, which composes text from several keys: then Enter and arrows only choose in
 * its list. For the Enter that ends a composition, Safari says so only by the code.
 * @see https://developer.mozilla.org/en-US/docs/Web/API/KeyboardEvent/isComposing
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether an Enter means nothing: it ends a composition, or has been held down since something else was pressed. */
export function isIdleEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (isComposing(event) || event.repeat);
}

/** Such an Enter presses no button and sends no form. In a field of several lines it goes on making lines. */
export function keepFromSending(event: KeyboardEvent): void {
  const makesLines = event.repeat && isA('HTMLTextAreaElement', event.target);
  if (isIdleEnter(event) && !makesLines) event.preventDefault();
}
