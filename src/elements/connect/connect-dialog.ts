import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ConnectFlow } from './connect-flow.js';
import { onDrag } from '../form/controls.js';
import { showModal } from '../dom/modal.js';
import { isA } from '../dom/dom-types.js';

/** The dialog of `<nango-connect>`: opens it, and handles what the user or the browser does to close it. */
export class ConnectDialog {
  readonly #flow: ConnectFlow;
  readonly #isOpen: () => boolean;
  #pressed: EventTarget | null = null;

  /**
   * @param flow the steps to a connection
   * @param isOpen whether the dialog should be open
   */
  constructor(flow: ConnectFlow, isOpen: () => boolean) {
    this.#flow = flow;
    this.#isOpen = isOpen;
  }

  render(content: TemplateResult): TemplateResult {
    // A file dropped beside its field must not replace the page.
    return html`<dialog
      part="dialog" aria-labelledby="title" @cancel=${this.#onClose} @close=${this.#onClose} @dragover=${onDrag} @drop=${onDrag}
    >
      ${content}
    </dialog>`;
  }

  /** Shows it, once it is rendered. @returns whether it was hidden before */
  show(dialog: HTMLDialogElement): boolean {
    const isOpening = showModal(dialog);
    if (isOpening) for (const type of ['pointerdown', 'click']) dialog.addEventListener(type, this.#onPointer);
    return isOpening;
  }

  readonly #onClose = (event: Event): void => {
    event.preventDefault();
    // The event of a removed dialog comes late, possibly when the next one is open.
    const { target } = event;
    const closed = isA('HTMLDialogElement', target) && target.isConnected && !target.open;
    // In Chrome, the second of two closes can't be prevented: the dialog is then shown again, with the question.
    if (event.type === 'cancel' || (closed && this.#isOpen())) this.#flow.dismiss();
  };

  readonly #onPointer = (event: Event): void => {
    const { type, target, currentTarget: dialog } = event;
    // Selecting text inside the dialog may end on its backdrop, and so may a double click on the button.
    const isFirst = 'detail' in event && event.detail === 1;
    if (type === 'click' && target === dialog && target === this.#pressed && isFirst) this.#flow.pressOutside();
    this.#pressed = type === 'click' ? null : target;
  };
}
