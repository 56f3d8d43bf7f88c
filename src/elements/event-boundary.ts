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

const fields = 'input, textarea, select';
const first = ['keydown', 'keypress', 'keyup', 'paste', 'beforeinput', 'pointerdown', 'mousedown', 'touchstart'];

/** The roots so far, each with the window that is listened to for it. */
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
  for (const type of first) view?.addEventListener(type, keepFirst, true);
}

const onKey = (event: Event): void => {
  if (isA('KeyboardEvent', event)) keepFromSending(event);
};

function keep(event: Event): void {
  const { target, currentTarget: root } = event;
  if (!isElement(target) || !isA('ShadowRoot', root) || !root.contains(target)) return;
  if (target.closest(inside)) event.stopPropagation();
}

/** What a page may hear before it gets to its field: its shortcuts take letters, others a paste or the focus. */
function keepFirst(event: Event): void {
  const [target] = event.composedPath();
  if (!event.isTrusted || !isElement(target) || !roots.has(target.getRootNode())) return;
  if (!target.closest(isA('KeyboardEvent', event) ? inside : fields)) return;
  event.stopImmediatePropagation();
  // The browser's own action still happens. Our listeners get an event of another name: in Firefox, the page hears even one
  // that is not composed.
  const again = innerEvent(event);
  if (again && !target.dispatchEvent(again)) event.preventDefault();
}

function innerEvent(event: Event): Event | undefined {
  const options = { bubbles: true, cancelable: true };
  if (isA('ClipboardEvent', event))
    return new ClipboardEvent('inner-paste', { ...options, clipboardData: event.clipboardData });
  if (!isA('KeyboardEvent', event) || event.type !== 'keydown') return undefined;
  const { key, isComposing, keyCode, repeat } = event;
  return new KeyboardEvent('inner-keydown', { ...options, key, isComposing, keyCode, repeat });
}
