import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { isComposing } from './composing.js';

/** Whether the browser can anchor a note to its button in the top layer, where no box of the page cuts it off. */
function canFloat(): boolean | undefined {
  // A DOM without a browser may say that it supports anything.
  return 'showPopover' in HTMLElement.prototype && globalThis.CSS?.supports?.('position-area', 'end');
}

/**
 * A note over the page, which moves nothing on it.
 * @param leave what Escape does in it; nothing where it stays
 */
export function note(content: unknown, leave?: () => void): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event) || !leave) return;
    // What the note is in stays open: one Escape, one layer.
    event.preventDefault();
    event.stopPropagation();
    leave();
  };
  return html`<div part="note" popover=${canFloat() ? 'manual' : nothing} @keydown=${onKey}>${content}</div>`;
}

/** Shows a note over the page. One whose element was moved is hidden until then. */
export function showOver(note: HTMLElement | null): void {
  if (note && !note.matches(':popover-open')) note.showPopover();
}
