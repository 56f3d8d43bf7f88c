import { elementAround, viewOf } from './page-names.js';
import { isA, isElement } from './dom-types.js';

/** For jsdom and happy-dom, where `:modal` matches nothing. */
const shown = new WeakSet<HTMLDialogElement>();

/** What had the focus in each dialog, which loses it while it is hidden. */
const focused = new WeakMap<EventTarget, HTMLElement>();
const remember = ({ currentTarget, target }: Event): void => {
  if (currentTarget && isElement(target)) focused.set(currentTarget, target);
};

type Observers = readonly { observe(dialog: Element): void; unobserve(dialog: Element): void }[];

/** Observers shared by all dialogs of a window. None alone notices everything that hides or shows a dialog. */
const observers = new WeakMap<Window, Observers>();

/**
 * Shows a modal dialog. While the page hides its surroundings, it isn't modal: otherwise an invisible dialog would block the
 * page.
 * @returns whether it was closed before
 */
export function showModal(dialog: HTMLDialogElement): boolean {
  if (shown.has(dialog) || dialog.matches(':modal') || (dialog.open && isHidden(dialog))) return false;
  // An element that was moved has its dialog open, but no longer in front.
  dialog.open = false;
  const last = focused.get(dialog);
  if (dialog.showModal) dialog.showModal();
  else dialog.open = true;
  last?.focus();
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
    observeInert(view, look),
  ];
  observers.set(view, all);
  for (const observer of all) observer.observe(dialog);
  dialog.addEventListener('focusin', remember);
  preventPageScroll(dialog);
  update(dialog, all);
}

/** Observes changes of `inert` in a page. */
function observeInert(
  view: Window & typeof globalThis,
  look: (entries: readonly { readonly target: Element }[]) => void,
) {
  const dialogs = new Set<Element>();
  const observer = new view.MutationObserver(() => look([...dialogs].map((target) => ({ target }))));
  observer.observe(view.document, { subtree: true, attributeFilter: ['inert'] });
  return { observe: (each: Element) => dialogs.add(each), unobserve: (each: Element) => dialogs.delete(each) };
}

/** Prevents the page behind a dialog from scrolling. Over the backdrop, a listener of the dialog itself would be too late. */
function preventPageScroll(dialog: HTMLDialogElement): void {
  const view = viewOf(dialog.ownerDocument);
  const options = { capture: true, passive: false };
  const stop = (): void => view?.removeEventListener('wheel', onWheel, options);
  const onWheel = (event: WheelEvent): void => {
    if (!dialog.open || !dialog.isConnected) return stop();
    const path = event.composedPath();
    const inside = path.slice(0, path.indexOf(dialog) + 1);
    if (!inside[0]) return;
    event.stopImmediatePropagation();
    // With Ctrl, the wheel zooms.
    if (!event.ctrlKey && !inside.some((each) => scrolls(each, event.deltaY))) event.preventDefault();
  };
  view?.addEventListener('wheel', onWheel, options);
  dialog.addEventListener('close', stop, { once: true });
  dialog.addEventListener('inner-keydown', preventKeyScroll);
}

/** Keeps a key from scrolling the page when nothing in the dialog can scroll further. In fields, most keys move the cursor. */
function preventKeyScroll(event: Event): void {
  if (!isA('KeyboardEvent', event) || !isElement(event.target)) return;
  const down = /^(Page|Arrow)Down$|^End$/.test(event.key);
  const isField = event.target.matches(event.key.startsWith('Page') ? 'textarea, select' : 'input, textarea, select');
  if ((!down && !/^(Page|Arrow)Up$|^Home$/.test(event.key)) || isField) return;
  if (!event.composedPath().some((each) => scrolls(each, down ? 1 : -1))) event.preventDefault();
}

/** Whether something can scroll further in a direction. */
function scrolls(each: EventTarget, deltaY: number): boolean {
  if (!isElement(each) || !/auto|scroll/.test(getComputedStyle(each).overflowY)) return false;
  const { scrollTop, scrollHeight, clientHeight } = each;
  return deltaY < 0 ? scrollTop > 0 : scrollHeight - clientHeight - scrollTop >= 1;
}

/** Makes the dialog modal if it is visible, and otherwise open but not modal. */
function update(dialog: HTMLDialogElement, all: Observers): void {
  if (!dialog.open || !dialog.isConnected) all.forEach((observer) => observer.unobserve(dialog));
  else if (!isHidden(dialog)) showModal(dialog);
  else if (dialog.matches(':modal')) {
    dialog.close();
    // Immediately, so that it isn't mistaken for the user closing the dialog.
    dialog.open = true;
  }
}

/** Whether an open dialog is invisible or inert. */
function isHidden(dialog: HTMLDialogElement): boolean {
  for (let around: Element | undefined = dialog; around; around = elementAround(around))
    if (Element.prototype.matches.call(around, '[inert]')) return true;
  // Missing in Safari before 17.4 and in jsdom.
  const isShown: unknown = Reflect.get(dialog, 'checkVisibility');
  return typeof isShown === 'function' ? !dialog.checkVisibility() : !dialog.getClientRects().length;
}
