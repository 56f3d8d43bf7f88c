import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { isComposing } from '../dom/composing.js';

/** Whether the browser can anchor a note to its button in the top layer, where the page can't clip it. */
function canFloat(): boolean | undefined {
  // happy-dom reports that it supports everything.
  return 'showPopover' in HTMLElement.prototype && globalThis.CSS?.supports?.('position-area', 'end');
}

/**
 * A note over the page, which causes no layout shift.
 * @param content of the note
 * @param leave called on Escape; `undefined` if it can't be closed
 */
export function note(content: unknown, leave?: () => void): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event) || !leave) return;
    // One Escape closes one layer: a dialog around the note stays open.
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
  return html`<div part="note" popover=${canFloat() ? 'manual' : nothing} @keydown=${onKey}>${content}</div>`;
}

/** Shows a note over the page, again if its element was moved. */
export function showOver(note: HTMLElement | null): void {
  if (note && !note.matches(':popover-open')) note.showPopover();
}
