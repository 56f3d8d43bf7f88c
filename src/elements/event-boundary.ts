import { viewOf } from './page-names.js';
import { keepFromSending } from './composing.js';
import { isA, isElement, someMatch } from './kinds.js';

/** What the browser tells a page of without a handler attribute for it. */
const others = 'focusin focusout compositionstart compositionupdate compositionend textInput DOMFocusIn DOMFocusOut';

/** All that may happen to an element; the elements' own events are not among them. */
function* types(): Iterable<string> {
  yield* others.split(' ');
  // Whoever listens for raw updates of the pointer gets a lot of them.
  for (const name in HTMLElement.prototype) if (/^on(?!pointerrawupdate)/.test(name)) yield name.slice(2);
}

/** What belongs to the element alone: all of an open dialog, and each field. */
const inside = 'dialog, input, textarea, select, label';

/** What the browser does something for when it is clicked; a button in the page's way is seen to elsewhere. */
const acting = 'a, label, summary, [type=file], [name=trigger]';
/** What, around the element, would take a click inside for its own. */
const around = 'a, label, summary, button';

const fields = 'input, textarea, select';
const first = [
  ...['keydown', 'keypress', 'keyup', 'paste', 'beforeinput', 'textInput', 'input', 'pointerdown', 'mousedown'],
  ...['touchstart'],
];

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
  for (const type of types()) root.addEventListener(type, keep, { passive: type !== 'click' });
  for (const type of ['keydown', 'inner-keydown']) root.addEventListener(type, onKey);
  // The same function is added once, however many elements there are.
  for (const type of first) view?.addEventListener(type, keepFirst, true);
}

const onKey = (event: Event): void => {
  if (isA('KeyboardEvent', event)) keepFromSending(event);
};

function keep(event: Event): void {
  const { target, currentTarget: root } = event;
  if (!isElement(target) || !isA('ShadowRoot', root) || root.host.contains(target)) return;
  // Where it came from, not where it is now: a button may be gone once it was pressed.
  const path = event.composedPath();
  const ours = path.splice(0, path.indexOf(root));
  if (someMatch(ours, inside)) event.stopPropagation();
  // Only then: some menus don't close after a click that is prevented.
  if (event.type === 'click' && !someMatch(ours, acting) && someMatch(path, around)) event.preventDefault();
}

/** What a page may hear before it gets to its field: its shortcuts take letters, others read them, or take a paste or the focus. */
function keepFirst(event: Event): void {
  const [target] = event.composedPath();
  if (!event.isTrusted || !isElement(target) || !roots.has(target.getRootNode())) return;
  if (!target.closest(isA('KeyboardEvent', event) ? inside : fields)) return;
  event.stopImmediatePropagation();
  // A space in a field would press the summary that it is in.
  if (event.type === 'keyup' && target.matches(fields)) event.preventDefault();
  // The browser's own action still happens. Our listeners get an event of another name: in Firefox, the page hears even one
  // that is not composed.
  const again = innerEvent(event);
  if (again && !target.dispatchEvent(again)) event.preventDefault();
}

function innerEvent(event: Event): Event | undefined {
  const options = { bubbles: true, cancelable: true };
  if (isA('ClipboardEvent', event))
    return new ClipboardEvent('inner-paste', { ...options, clipboardData: event.clipboardData });
  if (event.type === 'input')
    return new InputEvent('inner-input', {
      ...options,
      ...(isA('InputEvent', event) && { inputType: event.inputType }),
    });
  if (!isA('KeyboardEvent', event) || event.type !== 'keydown') return undefined;
  const { key, isComposing, keyCode, repeat } = event;
  return new KeyboardEvent('inner-keydown', { ...options, key, isComposing, keyCode, repeat });
}
