import { viewOf } from './page-names.js';
import { preventIdleKey } from './composing.js';
import { isA, isElement, someMatch } from './dom-types.js';
import { noticePress } from './mouse-press.js';

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

/** The page may hear where focus and mouse go in a field: it may be dragging something, or keep the focus in its own dialog. */
const heard = /focus|blur|(mouse|pointer)(?!down)/i;

/** What the page could act on first. None that fires while the mouse only moves: frameworks may render at each event. */
const first =
  /^(key|copy|cut|paste|(before)?input|selectstart|contextmenu|(mouse|pointer)(down|up)|touchstart|(aux|dbl)?click|drag|drop|focus|blur|composition|text)/;

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
  for (const type of types()) root.addEventListener(type, keep, { passive: true });
  for (const type of ['keydown', 'inner-keydown']) root.addEventListener(type, preventIdleKey);
  interceptIn(view);
}

/**
 * Handles a window's events before the page: the earlier this is called, the more listeners of the page come later.
 * @param view the window. Adding the same function again has no effect, however many elements there are
 */
export function interceptIn(view: Window | null | undefined): void {
  if (!view) return;
  for (const type of types()) if (first.test(type)) view.addEventListener(type, intercept, true);
}

/** The path of an event in a shadow root of ours; empty if it happens elsewhere, as in slotted content. */
function ownPath(event: Event): EventTarget[] {
  const path = event.composedPath();
  const root = isElement(path[0]) && Node.prototype.getRootNode.call(path[0]);
  return root && roots.has(root) ? path.slice(0, path.indexOf(root)) : [];
}

/** Whether the page shouldn't hear an event. */
const isInside = ({ type }: Event, path: readonly EventTarget[]): boolean =>
  someMatch(path, heard.test(type) ? 'dialog' : inside);

/** Stops other events on their way up. */
function keep(event: Event): void {
  if (isInside(event, ownPath(event))) event.stopPropagation();
}

/** Stops an event before the page hears it. Our listeners get a copy. */
function intercept(event: Event): void {
  noticePress(event);
  const path = ownPath(event);
  const [target] = path;
  if (!target) return;
  const outside = event.composedPath().slice(path.length);
  // Only then, because some menus don't close after a prevented click.
  if (event.type === 'click' && !someMatch(path, hasDefaultAction) && someMatch(outside, around))
    event.preventDefault();
  if (!isInside(event, path)) return;
  event.stopImmediatePropagation();
  // A space in a field would toggle a `<summary>` around it.
  if (event.type === 'keyup' && someMatch([target], 'input, textarea, select')) event.preventDefault();
  sendCopy(event, target);
}

/** Sends a copy that doesn't leave the shadow root. The default action is that of the event itself. */
function sendCopy(event: Event, target: EventTarget): void {
  // A TextEvent can't be constructed, nor can a TouchEvent in every browser.
  if (/^(text|touch)/.test(event.type)) return;
  // The page receives a KeyboardEvent in Firefox even if it isn't composed.
  const name = isA('KeyboardEvent', event) ? `inner-${event.type}` : event.type;
  const options = new Proxy(event, { get: (from, key): unknown => key !== 'composed' && Reflect.get(from, key) });
  const copy: unknown = Reflect.construct(event.constructor, [name, options]);
  if (!isEvent(copy)) return;
  copy.preventDefault();
  copy.preventDefault = () => event.preventDefault();
  target.dispatchEvent(copy);
}

const isEvent = (thing: unknown): thing is Event => 'composedPath' in Object(thing);
