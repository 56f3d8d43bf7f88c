import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ConnectFlow } from './connect-flow.js';
import { showModal } from './modal.js';
import { isA } from './kinds.js';

/** The dialog of `<nango-connect>`: how it opens, and what the user or the browser does to close it. */
export class ConnectDialog {
  readonly #flow: ConnectFlow;
  readonly #isOpen: () => boolean;
  #pressed: EventTarget | null = null;

  /**
   * @param flow leads to the connection
   * @param isOpen whether the dialog is to be open
   */
  constructor(flow: ConnectFlow, isOpen: () => boolean) {
    this.#flow = flow;
    this.#isOpen = isOpen;
  }

  render(content: TemplateResult): TemplateResult {
    return html`<dialog part="dialog" aria-labelledby="title" @cancel=${this.#onClose} @close=${this.#onClose}>
      ${content}
    </dialog>`;
  }

  /** Shows it, once it is rendered. @returns whether it was not shown before */
  show(dialog: HTMLDialogElement): boolean {
    const isOpening = showModal(dialog);
    if (isOpening) for (const type of ['pointerdown', 'click']) dialog.addEventListener(type, this.#onPointer);
    return isOpening;
  }

  readonly #onClose = (event: Event): void => {
    event.preventDefault();
    // The event of a removed dialog comes late, maybe when the next one is open.
    const { target } = event;
    const closed = isA('HTMLDialogElement', target) && target.isConnected && !target.open;
    if (event.type === 'cancel') this.#flow.dismiss();
    else if (closed && this.#isOpen()) this.#flow.cancel();
  };

  readonly #onPointer = (event: Event): void => {
    const { type, target, currentTarget: dialog } = event;
    // A selection of text that began inside the dialog may end on its backdrop.
    if (type === 'click' && target === dialog && target === this.#pressed) this.#flow.pressOutside();
    this.#pressed = target;
  };
}
