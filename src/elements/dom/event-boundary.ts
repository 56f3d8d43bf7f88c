import { viewOf } from './page-names.js';
import { preventIdleKey } from './composing.js';
import { isA, isElement, someMatch } from './dom-types.js';

/** Events that have no handler attribute. */
const others = 'focusin focusout compositionstart compositionupdate compositionend textInput DOMFocusIn DOMFocusOut';

/** All event types of the browser, without the elements' own events. */
function* types(): Iterable<string> {
  yield* others.split(' ');
  // `pointerrawupdate` fires very often as soon as there is a listener.
  for (const name in HTMLElement.prototype) if (/^on(?!pointerrawupdate)/.test(name)) yield name.slice(2);
}

/** What belongs only to the element: an open dialog, and each field. */
const inside = 'dialog, input, textarea, select, label';

/** Elements inside that have a default action on click. (For the trigger button, see PointerIntent.) */
const hasDefaultAction = 'a, label, summary, [type=file], [name=trigger]';
/** Elements around ours that would act on a click inside. */
const around = 'a, label, summary, button';

const fields = 'input, textarea, select';
const first =
  'keydown keypress keyup copy cut paste beforeinput textInput input pointerdown mousedown touchstart selectstart contextmenu';

/** The shadow roots so far, each with the window that has the capturing listeners for it. */
const roots = new WeakMap<EventTarget, Window | null>();

/**
 * Hides events inside a dialog or a field from the page: its rows and menus would react to a click, its shortcuts to the
 * letters of a secret.
 * @param root the element's shadow root; events of slotted content still reach the page
 */
export function keepEventsInside(root: ShadowRoot): void {
  const view = viewOf(root.ownerDocument);
  if (roots.get(root) === view) return;
  roots.set(root, view);
  for (const type of types()) root.addEventListener(type, keep, { passive: type !== 'click' });
  for (const type of ['keydown', 'inner-keydown']) root.addEventListener(type, onKey);
  interceptIn(view);
}

/**
 * Handles a window's events before the page: the earlier this is called, the more listeners of the page come later.
 * @param view the window. Adding the same function again has no effect, however many elements there are
 */
export function interceptIn(view: Window | null): void {
  for (const type of first.split(' ')) view?.addEventListener(type, intercept, true);
}

const onKey = (event: Event): void => {
  if (isA('KeyboardEvent', event)) preventIdleKey(event);
};

function keep(event: Event): void {
  const { target, currentTarget: root } = event;
  if (!isElement(target) || !isA('ShadowRoot', root) || root.host.contains(target)) return;
  // The path of the event, not the current tree: a button may be gone once it was pressed.
  const path = event.composedPath();
  const ours = path.splice(0, path.indexOf(root));
  if (someMatch(ours, inside)) event.stopPropagation();
  // Only then, because some menus don't close after a prevented click.
  if (event.type === 'click' && !someMatch(ours, hasDefaultAction) && someMatch(path, around)) event.preventDefault();
}

/** Handles events that the page could capture before the field gets them: keys, pastes, focus changes. */
function intercept(event: Event): void {
  const [target] = event.composedPath();
  if (!event.isTrusted || !isElement(target) || !roots.has(target.getRootNode())) return;
  if (!target.closest(isA('KeyboardEvent', event) ? inside : fields)) return;
  event.stopImmediatePropagation();
  // A space in a field would toggle a `<summary>` around it.
  if (event.type === 'keyup' && target.matches(fields)) event.preventDefault();
  // The browser's default action still happens. Our listeners get an event with another name, because in Firefox the page
  // receives even events that aren't composed.
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
