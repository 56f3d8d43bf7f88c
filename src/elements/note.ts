/** Whether the browser can show a note over the page, where no box of the page cuts it off, and keep it at its button. */
export function canFloat(): boolean | undefined {
  return globalThis.CSS?.supports?.('position-area', 'end');
}

/** Shows a note over the page. One whose element was moved is hidden until then. */
export function showOver(note: HTMLElement | null): void {
  if (note && !note.matches(':popover-open')) note.showPopover();
}
