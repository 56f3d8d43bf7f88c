/** Where `:modal` matches nothing: jsdom and happy-dom. */
const shown = new WeakSet<HTMLDialogElement>();

/**
 * Shows a dialog in front of the page.
 * @returns whether it was not there before
 */
export function showModal(dialog: HTMLDialogElement): boolean {
  if (shown.has(dialog) || dialog.matches(':modal')) return false;
  // An element that was moved has its dialog open, but no longer in front.
  dialog.open = false;
  if (dialog.showModal) dialog.showModal();
  else dialog.open = true;
  if (!dialog.matches(':modal')) shown.add(dialog);
  return true;
}
