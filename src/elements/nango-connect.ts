import { html, nothing } from 'lit';
import type { CSSResult, PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { AuthResult } from '../engine/options.js';
import { declarations, flag } from './attributes.js';
import { isLabeled, observeLabel } from './button-label.js';
import { ConnectDialog } from './connect/connect-dialog.js';
import { ConnectFlow } from './connect/connect-flow.js';
import { ConnectPanels } from './connect/connect-panels.js';
import { isBusy, isOpen, panelOf, type Place } from './attempt/connect-step.js';
import { styles as formStyles } from './form/credentials-form.styles.js';
import { styles as dialogStyles } from './connect/dialog.styles.js';
import { keepEventsInside } from './dom/event-boundary.js';
import { IntegrationCatalog } from './form/integration-catalog.js';
import { styles as pickerStyles } from './connect/integration-picker.styles.js';
import { showOver } from './connect/note.js';
import { NangoElement } from './nango-element.js';
import { connectionIcon, spinner } from './attempt/panels.js';
import { styles as panelStyles } from './attempt/panels.styles.js';
import { base } from './shared.styles.js';
import { whenVisible } from './dom/when-visible.js';

/** Everything beyond the button. */
interface ConnectParts {
  readonly flow: ConnectFlow;
  readonly panels: ConnectPanels;
  readonly dialog: ConnectDialog;
}

/**
 * A button that connects an account, through the provider's popup or a form, after a list of integrations if none is set.
 * @fires {NangoStartEvent} nango-start - before an attempt opens or sends anything; cancelable
 * @fires {NangoSuccessEvent} nango-success - once per attempt: the account is connected
 * @fires {NangoErrorEvent} nango-error - once per attempt: it failed or was canceled
 * @fires {NangoStateEvent} nango-state - on every change of `state`
 * @fires {NangoDisconnectEvent} nango-disconnect - before a connection is ended; cancelable
 * @fires {NangoDisconnectedEvent} nango-disconnected - after a connection has ended
 * @fires {Event} input - when the user has changed `value` by connecting
 * @fires {Event} change - the same
 * @slot - the button's label
 * @slot connected - its label once the account is connected
 * @slot trigger - your own button, instead of the built-in one
 * @csspart button - the button
 * @csspart note - the status under the button, over the page, while the popup is open or after a failure
 * @csspart dialog - the dialog
 * @csspart panel - what `inline` shows instead of button and dialog
 * @csspart header - logo, title and the buttons beside them
 * @csspart logo - the logo of an integration
 * @csspart title - the heading
 * @csspart back - the button that goes back to the list of integrations
 * @csspart close - the button that closes the dialog, or the note after a failure
 * @csspart body - everything below the header; a form in it has the parts of `<nango-credentials-form>`
 * @csspart connect - the button that connects if there is nothing to fill in
 * @csspart open-window - the button that opens the popup
 * @csspart discard-yes - the button that discards what was typed
 * @csspart discard-no - the button that keeps what was typed
 * @csspart picker - the list of integrations and its search
 * @csspart search - its search field
 * @csspart categories - the row of categories
 * @csspart category - one category
 * @csspart list - the list itself
 * @csspart integration - one integration
 * @csspart disconnect - the button that ends the connection
 * @csspart empty - the message that there are no integrations, or none found
 * @cssprop [--nango-brand=#3451d1] - the accent color; without it, that of Nango's dashboard; text on it is black or white, whichever contrasts more
 * @cssprop [--nango-radius=10px] - the corner radius
 * @cssprop [--nango-font=system-ui] - the font
 * @cssprop [--nango-space=16px] - the unit of all gaps and paddings
 * @cssprop [--nango-control-size=2.75em] - the minimum height of buttons and fields
 * @cssprop [--nango-text] - color of text; this and the following have a light and a dark default
 * @cssprop [--nango-muted] - color of secondary text
 * @cssprop [--nango-surface] - color of dialogs and fields
 * @cssprop [--nango-raised] - color of the active row
 * @cssprop [--nango-line] - color of borders
 * @cssprop [--nango-danger] - color of errors
 * @cssprop [--nango-good] - color of success
 * @cssstate idle - nothing has happened yet, or the element was reset
 * @cssstate loading - the requirements of the integration are being loaded
 * @cssstate input - the user chooses an integration or fills in a form
 * @cssstate connecting - the popup is open, or credentials are on their way
 * @cssstate waiting - only the user can know what is happening in the popup
 * @cssstate connected - the account is connected
 * @cssstate error - the last attempt failed
 */
export class NangoConnect extends NangoElement {
  static override properties: PropertyDeclarations = declarations({ inline: flag() });

  /** Shows everything in place, instead of in a dialog. */
  declare inline: boolean;

  /** Created when a connection is likely: a page may have a thousand buttons. */
  #parts: ConnectParts | undefined;
  #loaded: IntegrationCatalog | undefined;
  #prewarmed = false;
  #stylesAdopted = false;
  #focusedPanel: unknown;

  /** Those of the dialog are added when it is likely to be needed. */
  protected override get sheets(): readonly CSSResult[] {
    return this.#stylesAdopted ? [base, formStyles, pickerStyles, panelStyles, dialogStyles] : [base];
  }

  override connect(): Promise<AuthResult> {
    return this.#begin().flow.connect();
  }

  override cancel(): void {
    this.#parts?.flow.cancel();
  }

  protected override startOver(): void {
    if (this.#parts) {
      this.#parts.panels.clear();
      this.#parts.flow.reset();
    } else super.startOver();
  }

  protected override get isTyped(): boolean {
    return !!this.#parts?.flow.form?.dirty;
  }

  protected override get place(): Place {
    return this.inline ? 'inline' : 'dialog';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.inline) this.#begin();
    else if (!this.#parts && this.source.hasToken) whenVisible(this, NangoConnect.#prefetch);
    if (this.#parts && !this.#isOpen) {
      // Closing it first restores the focus.
      this.renderRoot?.querySelector('dialog')?.close?.();
      if (!isOpen(this.step)) this.#parts.panels.clear();
    }
    if (!this.#stylesAdopted) {
      if (!this.#prewarmed && !this.inline && this.state === 'idle') return;
      this.#stylesAdopted = true;
      this.looks.apply();
    }
    // At each update, because the element may have moved to another window.
    if (this.shadowRoot) keepEventsInside(this.shadowRoot);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (changed.has('inline')) this.looks.apply();
    if (!this.#parts) return;
    const dialog = this.renderRoot.querySelector('dialog');
    const opening = dialog && this.isConnected && this.#parts.dialog.show(dialog);
    if (this.isConnected) showOver(this.renderRoot.querySelector('[popover]'));
    const panel = panelOf(this.step);
    if (opening || this.lostFocus || (dialog && panel !== this.#focusedPanel)) this.#focusPanel();
    this.#focusedPanel = panel;
  }

  get #isOpen(): boolean {
    return !this.inline && isOpen(this.step);
  }

  /** The catalog alone, which is all that a button in view needs. */
  get #catalog(): IntegrationCatalog {
    return (this.#loaded ??= new IntegrationCatalog(this, this.source, (session) => {
      this.looks.session = session;
      this.requestUpdate();
    }));
  }

  /** One function for all of them: a page may have a thousand. */
  static #prefetch(element: Element): void {
    if (!(#parts in element)) return;
    if (element.#parts) element.#parts.flow.prefetch();
    else if (element.#catalog.restart()) element.#catalog.prefetch();
  }

  #begin(): ConnectParts {
    if (this.#parts) return this.#parts;
    const text = this.text.bind(this);
    const { connection, source, accounts } = this;
    const catalog = this.#catalog;
    const flow = new ConnectFlow(this, text, connection, catalog, source);
    const press = (): void => {
      if (!this.isDisabled) void this.connect();
    };
    const panels = new ConnectPanels(this, text, connection, catalog, flow, accounts, press);
    // With `inline`, the current update does it.
    if (!this.inline) catalog.restart();
    return (this.#parts = { flow, panels, dialog: new ConnectDialog(flow, () => this.#isOpen) });
  }

  protected override prewarm(): void {
    if (!this.#prewarmed) this.requestUpdate();
    this.#prewarmed = true;
    this.#begin().flow.prewarm();
  }

  #focusPanel(): void {
    const first = this.renderRoot.querySelector<HTMLElement>('[part=body] .first');
    if (panelOf(this.step) === 'form') this.#parts?.flow.form?.focusFirst();
    else if (first) first.focus();
    else this.focus();
  }

  override render(): TemplateResult {
    const { step } = this;
    const done = step.name === 'connected';
    const busy = isBusy(step);
    if (this.inline)
      return html`<section part="panel" aria-labelledby="title">${this.#begin().panels.framed()}</section>`;
    // A single template with one part for everything that comes later: there may be a thousand buttons.
    return html`<slot name="trigger"
        ><button
          part="button"
          class=${done ? 'done' : 'primary'}
          type="button"
          aria-label=${this.ariaLabel ?? nothing}
          aria-busy=${busy || nothing}
          ?disabled=${this.isDisabled}
        >
          ${busy ? spinner() : done ? connectionIcon(this.result, this.accounts) : nothing}<slot name=${done ? 'connected' : nothing}>${done ? this.#done : nothing}</slot>${done ? nothing : this.#label}
        </button></slot
      >${this.#beside}`;
  }

  static #onLabelChange(node: Node): void {
    if (#parts in node) node.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    observeLabel(this, NangoConnect.#onLabelChange);
    return super.createRenderRoot();
  }

  /** The label, unless the page gives one. */
  get #label(): unknown {
    if (isLabeled(this)) return nothing;
    return this.text(this.#loaded?.schema?.session?.isReconnecting ? 'reconnect' : 'connect');
  }

  get #done(): TemplateResult {
    return html`<span>${this.#begin().panels.status}</span><small>${this.text('reconnect')}</small>`;
  }

  get #beside(): unknown {
    if (!this.#stylesAdopted && panelOf(this.step) === 'closed') return nothing;
    const { panels, dialog } = this.#begin();
    return panels.beside(this.#isOpen && dialog);
  }
}
