import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

/** Whether the browser can anchor a note to its button in the top layer, where no box of the page cuts it off. */
function canFloat(): boolean | undefined {
  // A DOM without a browser may say that it supports anything.
  return 'showPopover' in HTMLElement.prototype && globalThis.CSS?.supports?.('position-area', 'end');
}

/** A note over the page, which moves nothing on it. */
export function note(content: unknown): TemplateResult {
  return html`<div part="note" popover=${canFloat() ? 'manual' : nothing}>${content}</div>`;
}

/** Shows a note over the page. One whose element was moved is hidden until then. */
export function showOver(note: HTMLElement | null): void {
  if (note && !note.matches(':popover-open')) note.showPopover();
}
