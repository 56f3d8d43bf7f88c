import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';
import type { AccountController } from '../account/account-controller.js';
import type { ConnectDialog } from './connect-dialog.js';
import type { ConnectFlow } from './connect-flow.js';
import { isOpen, keepsForm, panelOf } from '../attempt/connect-step.js';
import type { ConnectionController } from '../attempt/connection-controller.js';
import { disconnectPanel } from '../account/disconnect-panel.js';
import type { IntegrationCatalog } from '../form/integration-catalog.js';
import { IntegrationPicker } from './integration-picker.js';
import type { Translate } from '../texts/messages.js';
import { note } from './note.js';
import {
  actions,
  connectionIcon,
  framed,
  popupPanel,
  problem,
  skeleton,
  statusText,
  type Action,
} from '../attempt/panels.js';

/** What `<nango-connect>` shows beside or instead of its button, in each step. */
export class ConnectPanels {
  readonly #host: LitElement;
  readonly #text: Translate;
  readonly #connection: ConnectionController;
  readonly #catalog: IntegrationCatalog;
  readonly #flow: ConnectFlow;
  readonly #accounts: AccountController;
  readonly #press: () => void;
  #picker: IntegrationPicker | undefined;

  /**
   * @param host the element
   * @param text translates into the user's language
   * @param connection makes the connection
   * @param catalog has the integrations and their requirements
   * @param flow the steps to a connection
   * @param accounts ends a connection
   * @param press does the same as the button
   */
  constructor(
    host: LitElement,
    text: Translate,
    connection: ConnectionController,
    catalog: IntegrationCatalog,
    flow: ConnectFlow,
    accounts: AccountController,
    press: () => void,
  ) {
    this.#host = host;
    this.#text = text;
    this.#connection = connection;
    this.#catalog = catalog;
    this.#flow = flow;
    this.#accounts = accounts;
    this.#press = press;
  }

  /** The step in words, for the screen reader too. */
  get status(): string {
    const { step, value } = this.#connection;
    return statusText(this.#text, step, this.#catalog.name, value.result, this.#accounts);
  }

  /** Forgets what was searched for in the picker. */
  clear(): void {
    this.#picker = undefined;
  }

  /** What Escape does in the note: closes a question, or a failure. */
  get #leave(): (() => void) | undefined {
    const { step } = this.#connection;
    if (step.name === 'failed') return this.#flow.cancel;
    return step.name === 'connected' && step.disconnect !== 'sent' ? this.#accounts.keep : undefined;
  }

  /**
   * What follows the button: the Disconnect button, the dialog, or the note.
   * @param dialog the dialog, if it is open
   */
  beside(dialog: ConnectDialog | false): unknown {
    const { step } = this.#connection;
    const end = step.name === 'connected' && !step.disconnect ? this.#end : nothing;
    if (dialog) return [end, dialog.render(this.framed())];
    const hasNote = step.name === 'popup' || step.name === 'failed' || (step.name === 'connected' && step.disconnect);
    return html`${end}<p class="sr" role="status">${this.status}</p>
      ${hasNote ? note(this.body(), this.#leave) : nothing}`;
  }

  /** The form, which keeps what was typed while it is hidden, and the panel of the step. */
  body(): unknown[] {
    const { step } = this.#connection;
    const form = keepsForm(step) && this.#flow.form;
    return [form ? html`<div ?hidden=${panelOf(step) !== 'form'}>${form.render()}</div>` : nothing, this.#panel];
  }

  /** The body with its title, in the dialog or in place. */
  framed(): TemplateResult {
    const { name, logo, hasChoice, schema } = this.#catalog;
    const { step, pending, value } = this.#connection;
    const panel = panelOf(step);
    const picking = panel === 'pick';
    const toConnect = name ? (schema?.session?.isReconnecting ? 'reconnect_to' : 'connect_to') : 'connect';
    const canGoBack = hasChoice && (panel === 'form' || panel === 'confirm-open' || panel === 'failed');
    return framed(
      this.#text,
      {
        title: this.#text(picking ? 'choose' : toConnect, { name }),
        logo: picking ? undefined : logo,
        status: this.status,
        back: canGoBack ? this.#flow.back : undefined,
        // In place, it leads back to the account that is connected.
        close: !this.#isInline || (pending && value.result) ? this.#flow.dismiss : undefined,
      },
      this.body(),
    );
  }

  get #isInline(): boolean {
    return this.#connection.place === 'inline';
  }

  get #panel(): unknown {
    const text = this.#text;
    const flow = this.#flow;
    const { step, error } = this.#connection;
    const panel = panelOf(step);
    switch (panel) {
      case 'closed':
      case 'form':
        return nothing;
      case 'loading':
        return skeleton();
      case 'pick':
        this.#picker ??= new IntegrationPicker(this.#host, text, this.#catalog, flow.select);
        return this.#picker.render();
      case 'confirm-open':
        return [
          flow.needsPopup ? html`<p>${text('ready')}</p>` : nothing,
          actions(text, [
            flow.needsPopup ? 'open_window' : 'connect',
            this.#isInline ? this.#press : (): void => void flow.send(),
          ]),
        ];
      case 'popup':
        return popupPanel(text, this.status, this.#connection, flow.cancel);
      case 'connected':
        return this.#connected;
      case 'confirm-discard':
        return html`<p role="alert">${text('discard')}</p>
          ${actions(text, ['discard_no', flow.keepEditing], ['discard_yes', flow.discard])}`;
      case 'failed':
        return [
          problem(text, error),
          actions(
            text,
            [error?.type === 'blocked_by_browser' ? 'open_window' : 'retry', this.#press],
            // A dialog has its own Close button, and `inline` has nothing to close.
            ...(this.#isInline || isOpen(step) ? [] : [['close', flow.cancel] satisfies Action]),
          ),
        ];
    }
  }

  /** The button that ends the connection, if the page's backend can. */
  get #end(): unknown {
    const { canDisconnect, ask } = this.#accounts;
    return canDisconnect
      ? [' ', html`<button part="disconnect" type="button" @click=${ask}>${this.#text('disconnect')}</button>`]
      : nothing;
  }

  get #connected(): TemplateResult {
    const { step, value } = this.#connection;
    const name = this.#catalog.name || (value.result?.providerConfigKey ?? '');
    if (step.name === 'connected' && step.disconnect)
      return disconnectPanel(this.#text, step.disconnect, name, this.#accounts);
    const end: Action[] = this.#accounts.canDisconnect ? [['disconnect', this.#accounts.ask]] : [];
    return html`<div part="success">${connectionIcon(value.result, this.#accounts)}<p>${this.status}</p></div>
      ${this.#isInline ? actions(this.#text, ['reconnect', this.#press], ...end) : nothing}`;
  }
}
