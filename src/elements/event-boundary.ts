import { viewOf } from './page-names.js';
import { keepFromSending } from './composing.js';
import { isA, isElement } from './kinds.js';

/** What the user does; the elements' own events are not among them. */
const types = [
  ...['click', 'dblclick', 'auxclick', 'contextmenu', 'mousedown', 'mouseup', 'mousemove', 'mouseover', 'mouseout'],
  ...['pointerdown', 'pointerup', 'pointermove', 'pointerover', 'pointerout', 'pointercancel', 'wheel', 'scroll'],
  ...['touchstart', 'touchmove', 'touchend', 'touchcancel', 'dragstart', 'drag', 'dragenter', 'dragover', 'dragleave'],
  ...['dragend', 'drop', 'keydown', 'keypress', 'keyup', 'input', 'beforeinput', 'change', 'focusin', 'focusout'],
  ...['copy', 'cut', 'paste', 'compositionstart', 'compositionupdate', 'compositionend', 'selectstart', 'toggle'],
];

/** What belongs to the element alone: all of an open dialog, and each field. */
const inside = 'dialog, input, textarea, select, label';

/** The roots so far, each with the window whose keys are listened to for it. */
const roots = new WeakMap<EventTarget, Window | null>();

/**
 * Keeps what happens in a dialog or a field from the page: its rows and menus would take a click for theirs, its
 * shortcuts the letters of a secret.
 * @param root of the element; what the page has put into a slot stays the page's
 */
export function keepEventsInside(root: ShadowRoot): void {
  const view = viewOf(root.ownerDocument);
  if (roots.get(root) === view) return;
  roots.set(root, view);
  for (const type of types) root.addEventListener(type, keep, { passive: true });
  for (const type of ['keydown', 'inner-keydown']) root.addEventListener(type, onKey);
  // The same function is added once, however many elements there are.
  for (const type of ['keydown', 'keypress', 'keyup']) view?.addEventListener(type, keepKey, true);
}

const onKey = (event: Event): void => {
  if (isA('KeyboardEvent', event)) keepFromSending(event);
};

function keep(event: Event): void {
  const { target, currentTarget: root } = event;
  if (!isElement(target) || !isA('ShadowRoot', root) || !root.contains(target)) return;
  if (target.closest(inside)) event.stopPropagation();
}

/** A page's shortcuts may listen to the document before a key gets to its field. */
function keepKey(event: KeyboardEvent | Event): void {
  const path = event.composedPath();
  const [target] = path;
  if (!event.isTrusted || !isA('KeyboardEvent', event) || !isElement(target)) return;
  if (!path.some((each) => roots.has(each)) || !target.closest(inside)) return;
  event.stopImmediatePropagation();
  // The browser still does what the key does. Our own listeners hear of it by another name: Firefox lets the page hear
  // even an event that is not composed.
  const { type, key, isComposing, keyCode, repeat } = event;
  if (type !== 'keydown') return;
  const again = new KeyboardEvent(`inner-${type}`, {
    key,
    isComposing,
    keyCode,
    repeat,
    bubbles: true,
    cancelable: true,
  });
  if (!target.dispatchEvent(again)) event.preventDefault();
}
