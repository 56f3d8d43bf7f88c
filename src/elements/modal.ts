/** Where `:modal` matches nothing: jsdom and happy-dom. */
const shown = new WeakSet<HTMLDialogElement>();

/** One of each for all dialogs: neither notices alone whatever hides a dialog, nor that it is back. */
let observers: readonly (IntersectionObserver | ResizeObserver)[] | undefined;

/**
 * Shows a dialog in front of the page. While the page hides what it is in, it is not modal: nobody could use the page, nor
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
    for (const { target } of entries) if (target instanceof HTMLDialogElement) update(target);
  };
  observers ??= [new IntersectionObserver(look), new ResizeObserver(look)];
  for (const observer of observers) observer.observe(dialog);
  update(dialog);
}

/** In front of the page where it can be seen, and open but not in front where it can't. */
function update(dialog: HTMLDialogElement): void {
  if (!dialog.open || !dialog.isConnected) observers?.forEach((observer) => observer.unobserve(dialog));
  else if (!isHidden(dialog)) showModal(dialog);
  else if (dialog.matches(':modal')) {
    dialog.close();
    // At once, so that whoever hears of it does not take it for the user's close.
    dialog.open = true;
  }
}

/** Whether an open dialog is drawn nowhere. */
function isHidden(dialog: HTMLDialogElement): boolean {
  // Safari has it since 17.4; jsdom has none.
  const isShown: unknown = Reflect.get(dialog, 'checkVisibility');
  return typeof isShown === 'function' ? !dialog.checkVisibility() : !dialog.getClientRects().length;
}
