import { elementAround, viewOf } from './page-names.js';
import { isA, isElement } from './kinds.js';

/** Where `:modal` matches nothing: jsdom and happy-dom. */
const shown = new WeakSet<HTMLDialogElement>();

type Observers = readonly { observe(dialog: Element): void; unobserve(dialog: Element): void }[];

/** One of each for all dialogs of a window: none alone notices everything that hides a dialog or shows it again. */
const observers = new WeakMap<Window, Observers>();

/**
 * Shows a dialog in front of the page. While the page hides what it is in, it is not modal: nobody could use the page, or
 * see why.
 * @returns whether it was not there before
 */
export function showModal(dialog: HTMLDialogElement): boolean {
  if (shown.has(dialog) || dialog.matches(':modal') || (dialog.open && isHidden(dialog))) return false;
  // An element that was moved has its dialog open, but no longer in front.
  dialog.open = false;
  if (dialog.showModal) dialog.showModal();
  else dialog.open = true;
  if (dialog.matches(':modal')) follow(dialog);
  else shown.add(dialog);
  return true;
}

function follow(dialog: HTMLDialogElement): void {
  const look = (entries: readonly { readonly target: Element }[]): void => {
    for (const { target } of entries) if (isA('HTMLDialogElement', target)) update(target, all);
  };
  const view = viewOf(dialog.ownerDocument) ?? window;
  const all = observers.get(view) ?? [
    new view.IntersectionObserver(look),
    new view.ResizeObserver(look),
    inertness(view, look),
  ];
  observers.set(view, all);
  for (const observer of all) observer.observe(dialog);
  keepPageStill(dialog);
  update(dialog, all);
}

/** Notices that a part of a page is made inert, or no longer is. */
function inertness(view: Window & typeof globalThis, look: (entries: readonly { readonly target: Element }[]) => void) {
  const dialogs = new Set<Element>();
  const observer = new view.MutationObserver(() => look([...dialogs].map((target) => ({ target }))));
  observer.observe(view.document, { subtree: true, attributeFilter: ['inert'] });
  return { observe: (each: Element) => dialogs.add(each), unobserve: (each: Element) => dialogs.delete(each) };
}

/** The page behind a dialog doesn't scroll. Over the backdrop, browsers don't wait for a listener of the dialog's own. */
function keepPageStill(dialog: HTMLDialogElement): void {
  const { ownerDocument: page } = dialog;
  const options = { capture: true, passive: false };
  const stop = (): void => EventTarget.prototype.removeEventListener.call(page, 'wheel', onWheel, options);
  const onWheel = (event: Event): void => {
    if (!dialog.open || !dialog.isConnected) return stop();
    if (!isWheel(event)) return;
    const path = event.composedPath();
    const inside = path.slice(0, path.indexOf(dialog) + 1);
    // With Ctrl, the wheel zooms.
    if (inside[0] && !event.ctrlKey && !inside.some((each) => scrolls(each, event.deltaY))) event.preventDefault();
  };
  EventTarget.prototype.addEventListener.call(page, 'wheel', onWheel, options);
  dialog.addEventListener('close', stop, { once: true });
  for (const type of ['keydown', 'inner-keydown']) dialog.addEventListener(type, keepFromScrolling);
}

/** A key scrolls the page where nothing in the dialog has further to go. In a field most keys move the cursor. */
function keepFromScrolling(event: Event): void {
  if (!isA('KeyboardEvent', event) || !isElement(event.target)) return;
  const down = /^(Page|Arrow)Down$|^End$/.test(event.key);
  const isField = event.target.matches(event.key.startsWith('Page') ? 'textarea, select' : 'input, textarea, select');
  if ((!down && !/^(Page|Arrow)Up$|^Home$/.test(event.key)) || isField) return;
  if (!event.composedPath().some((each) => scrolls(each, down ? 1 : -1))) event.preventDefault();
}

/** By its name: a dialog in a frame hears of events of the frame's own class. */
const isWheel = (event: Event): event is WheelEvent => event.type === 'wheel';

/** Whether something has further to go in a direction. */
function scrolls(each: EventTarget, deltaY: number): boolean {
  if (!isElement(each) || !/auto|scroll/.test(getComputedStyle(each).overflowY)) return false;
  const { scrollTop, scrollHeight, clientHeight } = each;
  return deltaY < 0 ? scrollTop > 0 : scrollHeight - clientHeight - scrollTop >= 1;
}

/** In front of the page where it can be seen, and open but not in front where it can't. */
function update(dialog: HTMLDialogElement, all: Observers): void {
  if (!dialog.open || !dialog.isConnected) all.forEach((observer) => observer.unobserve(dialog));
  else if (!isHidden(dialog)) showModal(dialog);
  else if (dialog.matches(':modal')) {
    dialog.close();
    // At once, so that whoever hears of it does not take it for the user's close.
    dialog.open = true;
  }
}

/** Whether an open dialog is drawn nowhere, or can't be used. */
function isHidden(dialog: HTMLDialogElement): boolean {
  for (let around: Element | undefined = dialog; around; around = elementAround(around))
    if (Element.prototype.matches.call(around, '[inert]')) return true;
  // Safari has it since 17.4; jsdom has none.
  const isShown: unknown = Reflect.get(dialog, 'checkVisibility');
  return typeof isShown === 'function' ? !dialog.checkVisibility() : !dialog.getClientRects().length;
}
