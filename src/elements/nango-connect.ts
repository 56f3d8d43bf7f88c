import { adoptStyles, html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { ConnectFlow } from './connect-flow.js';
import { styles as formStyles } from './credentials.styles.js';
import { styles as dialogStyles } from './dialog.styles.js';
import { actions, framed, icon, problem, skeleton, spinner, waiting } from './panels.js';
import { styles as panelStyles } from './panels.styles.js';
import { styles as pickerStyles } from './picker.styles.js';
import { base } from './shared.styles.js';

/**
 * A button that connects an account: by the provider's window, by a form, or by a choice of integrations first.
 *
 * @fires {NangoStartEvent} nango-start - before anything opens; cancelable
 * @fires {NangoSuccessEvent} nango-success - once by an attempt that made a connection
 * @fires {NangoErrorEvent} nango-error - once by an attempt that did not
 * @fires {NangoStateEvent} nango-state - on every change of `state`
 * @slot - the button's label
 * @slot connected - its label once the account is connected
 * @slot trigger - a button of the page's, in place of this one's
 * @csspart button - the button
 * @csspart note - what is said under the button while the window is open, or after a failure
 * @csspart dialog - the dialog
 * @csspart panel - what `inline` shows in place of button and dialog
 * @csspart header - logo, title and the buttons beside them
 * @csspart logo - the picture of an integration
 * @csspart title - what is asked for
 * @csspart back - the button that leads back to the choice
 * @csspart close - the button that closes the dialog
 * @csspart body - all below the header; a form in it has the parts of `<nango-credentials-form>`
 * @csspart picker - the choice of integrations
 * @csspart search - its search field
 * @csspart categories - the row of categories
 * @csspart category - one of them
 * @csspart list - the integrations
 * @csspart integration - one of them
 * @csspart empty - that there is nothing to choose from, or nothing found
 * @cssprop [--nango-brand=#3451d1] - color of what is to be pressed; the text on it is made to be readable
 * @cssprop [--nango-radius=10px] - how round the corners are
 * @cssprop [--nango-font=system-ui] - the font
 * @cssprop [--nango-text] - color of texts; this and the next have a default each for light and for dark
 * @cssprop [--nango-muted] - color of what is less important
 * @cssprop [--nango-surface] - color of dialogs and fields
 * @cssprop [--nango-raised] - color of the row at hand
 * @cssprop [--nango-line] - color of borders
 * @cssprop [--nango-danger] - color of errors
 * @cssprop [--nango-good] - color of success
 * @cssstate idle
 * @cssstate loading - what the integration needs is being asked
 * @cssstate input - the user chooses or fills in
 * @cssstate connecting
 * @cssstate waiting - only the user can know what goes on in the window
 * @cssstate connected
 * @cssstate error
 */
export class NangoConnect extends ConnectFlow {
  static override styles = base;
  #shown: unknown;
  #dressed = false;

  override focus(options?: FocusOptions): void {
    const own = this.querySelector<HTMLElement>(':scope > [slot=trigger]');
    (own ?? this.renderRoot.querySelector('button'))?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.#dressed || !(this.expected || this.inline || this.state !== 'idle')) return;
    this.#dressed = true;
    if (this.shadowRoot) adoptStyles(this.shadowRoot, [base, formStyles, pickerStyles, panelStyles, dialogStyles]);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const dialog = this.open && this.renderRoot.querySelector('dialog');
    const opening = dialog && this.isConnected && !dialog.matches(':modal');
    if (opening) {
      dialog.close();
      dialog.showModal();
    }
    const kind = this.kind;
    const lost = this.hadFocus && !this.shadowRoot?.activeElement;
    if (opening || lost || (dialog && kind !== this.#shown)) this.#focusPanel();
    this.#shown = kind;
  }

  readonly #onClose = (event: Event): void => {
    event.preventDefault();
    const closed = event.target instanceof HTMLDialogElement && !event.target.open;
    if (event.type === 'cancel') this.dismiss();
    else if (closed && this.open) this.cancel();
  };

  #focusPanel(): void {
    const first = this.renderRoot.querySelector<HTMLElement>('[part=body] .first');
    if (this.kind === 'form') this.credentialsView?.focusFirst();
    else if (first) first.focus();
    else this.focus();
  }

  get #status(): string {
    return this.status(this.known.name);
  }

  get #panel(): unknown {
    const cancel = (): void => this.cancel();
    switch (this.kind) {
      case 'loading':
        return skeleton();
      case 'picker':
        return this.picker.render();
      case 'ready':
        return [
          this.opensWindow ? html`<p>${this.text('ready')}</p>` : nothing,
          actions(this, [
            this.opensWindow ? 'open_window' : 'connect',
            () => (this.inline ? this.press() : void this.send()),
          ]),
        ];
      case 'away':
        return [waiting(this.#status), actions(this, ...this.waysOut)];
      case 'connected':
        return html`<div part="success">${icon('check')}<p>${this.#status}</p></div>
          ${this.inline ? actions(this, ['reconnect', (): void => this.press()]) : nothing}`;
      case 'asking':
        return html`<p role="alert">${this.text('discard')}</p>
          ${actions(this, ['discard_no', (): void => this.ask(false)], ['discard_yes', cancel])}`;
      case 'error':
        return [
          this.error ? problem(this, this.error) : nothing,
          actions(this, [
            this.error?.type === 'blocked_by_browser' ? 'open_window' : 'retry',
            (): void => this.press(),
          ]),
        ];
      default:
        return nothing;
    }
  }

  #framed(body: unknown): TemplateResult {
    const { name, logo, choice, schema } = this.known;
    const kind = this.kind;
    return framed(
      this,
      {
        title: this.text(
          kind === 'picker'
            ? 'choose'
            : !name
              ? 'connect'
              : schema?.session?.isReconnecting
                ? 'reconnect_to'
                : 'connect_to',
          { name },
        ),
        logo: kind === 'picker' ? undefined : logo,
        status: this.#status,
        back: !!choice && /form|ready|error/.test(kind ?? '') && this.back,
        close: this.dismiss,
      },
      body,
      !this.inline,
    );
  }

  override render(): TemplateResult {
    const kind = this.kind;
    const done = this.state === 'connected';
    const busy = this.occupied;
    const form = this.view === 'form' && this.credentialsView;
    const body = (): unknown[] => [
      form ? html`<div ?hidden=${kind !== 'form'}>${form.render()}</div>` : nothing,
      this.#panel,
    ];
    if (this.inline) return html`<section part="panel" aria-labelledby="title">${this.#framed(body())}</section>`;
    // One template, since there may be a thousand of them: all that comes later is one part of it.
    return html`<slot name="trigger"
        ><button
          part="button"
          class=${done ? 'done' : 'primary'}
          type="button"
          aria-label=${this.ariaLabel ?? nothing}
          aria-busy=${busy || nothing}
          ?disabled=${this.inactive}
        >
          ${busy ? spinner() : done ? icon('check') : nothing}<slot name=${done ? 'connected' : nothing}>${done ? this.#done : this.#label}</slot>
        </button></slot
      >${this.open ? this.#dialog(body()) : this.expected || kind ? this.#beside(kind, body) : nothing}`;
  }

  /** What stands in for a label of the page's. */
  get #label(): unknown {
    return this.firstChild ? nothing : this.text(this.known.schema?.session?.isReconnecting ? 'reconnect' : 'connect');
  }

  get #done(): TemplateResult {
    return html`<span>${this.#status}</span><small>${this.text('reconnect')}</small>`;
  }

  #dialog(body: unknown): TemplateResult {
    return html`<dialog part="dialog" aria-labelledby="title" @cancel=${this.#onClose} @close=${this.#onClose}>
      ${this.#framed(body)}
    </dialog>`;
  }

  #beside(kind: unknown, body: () => unknown): TemplateResult {
    const note = kind === 'away' || kind === 'error';
    return html`<p class="sr" role="status">${this.#status}</p>
      ${note ? html`<div part="note">${body()}</div>` : nothing}`;
  }
}
