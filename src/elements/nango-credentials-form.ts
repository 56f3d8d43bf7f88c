import { html, nothing } from 'lit';
import { opensPopup } from '../engine/auth-modes.js';
import type { CSSResult, PropertyValues, TemplateResult } from 'lit';
import { asAuthError, type AuthError } from '../engine/errors.js';
import type { AuthResult } from '../engine/options.js';
import { isSent, type Place, type StepEvent } from './attempt/connect-step.js';
import { disconnectPanel } from './account/disconnect-panel.js';
import { CredentialsForm } from './form/credentials-form.js';
import { styles as form } from './form/credentials-form.styles.js';
import type { FormInput } from './attempt/engine-options.js';
import { keepEventsInside } from './dom/event-boundary.js';
import { nameOf, type Field, type FormSchema } from './form/fields.js';
import { IntegrationCatalog } from './form/integration-catalog.js';
import { LatestTask } from './dom/latest-task.js';
import { styles as own } from './nango-credentials-form.styles.js';
import { NangoElement } from './nango-element.js';
import { note, showOver } from './connect/note.js';
import { styles as panels } from './attempt/panels.styles.js';
import { actions, connectionIcon, popupPanel, problem, skeleton, statusText, type Action } from './attempt/panels.js';
import { base } from './shared.styles.js';
import type { Values } from './form/payload.js';

/**
 * A form for the credentials of one integration: its API key, its subdomain, its private key.
 *
 * @fires {NangoStartEvent} nango-start - before it is sent; cancelable
 * @fires {NangoSuccessEvent} nango-success - the account is connected
 * @fires {NangoErrorEvent} nango-error - the attempt failed or was canceled
 * @fires {NangoStateEvent} nango-state - `state` has changed
 * @fires {NangoDisconnectEvent} nango-disconnect - before a connection is ended; cancelable
 * @fires {NangoDisconnectedEvent} nango-disconnected - after a connection has ended
 * @fires {Event} input - when the user has changed `value` by connecting
 * @fires {Event} change - the same
 *
 * @csspart form - the form
 * @csspart field - a field with its label, description and error
 * @csspart label - its label
 * @csspart optional - marks a field that may stay blank
 * @csspart help - its link to where to find the value
 * @csspart control - the frame around prefix, input, suffix and button
 * @csspart input - the native input, textarea or select
 * @csspart prefix - text before the value
 * @csspart suffix - text after the value
 * @csspart reveal - the button that shows or hides a secret
 * @csspart copy - the button that copies a value
 * @csspart file - the button that chooses a file
 * @csspart description - what the provider says about the field
 * @csspart warning - what the provider says about the value
 * @csspart pasted - how a pasted text was changed, or that the value was copied
 * @csspart show-value - the button that shows a refused secret
 * @csspart field-error - what is wrong with the value
 * @csspart guide - the link to the setup guide
 * @csspart error - why the attempt failed
 * @csspart details - the error's type and message
 * @csspart actions - the row of buttons
 * @csspart submit - the button that sends the form
 * @csspart cancel - the button that ends the attempt
 * @csspart note - the status under the submit button, over the page, while the popup is open
 * @csspart popup-status - the status while the popup is open
 * @csspart show-window - the button that brings the popup to the front
 * @csspart check-again - the button that asks your backend whether the connection was made
 * @csspart open-again - the button that opens another popup
 * @csspart closed-it - the button that says the popup is closed
 * @csspart retry - the button that tries again
 * @csspart success - the message that the account is connected
 * @csspart reconnect - the button that connects again
 * @csspart skeleton - placeholder while the fields are loading
 *
 * @cssprop [--nango-brand=#3451d1] - all variables of `<nango-connect>` apply here too
 *
 * @slot header - above the fields
 * @slot footer - below the button
 * @slot submit - your own submit button
 * @cssstate idle - nothing has happened yet, or the element was reset
 * @cssstate loading - the fields are being loaded
 * @cssstate input - the user fills in the form
 * @cssstate connecting - the popup is open, or credentials are on their way
 * @cssstate waiting - only the user can know what is happening in the popup
 * @cssstate connected - the account is connected
 * @cssstate error - the last attempt failed
 */
export class NangoCredentialsForm extends NangoElement {
  readonly #text = this.text.bind(this);
  readonly #catalog = new IntegrationCatalog(this, this.source, (session) => (this.looks.session = session));
  readonly #form = new CredentialsForm(this, this.#text, this.connection, (input) => this.#send(input));
  readonly #loading = new LatestTask();
  /** The integration that the form is for. */
  #shownId = '';
  /** Why the form couldn't be loaded. */
  #loadError: AuthError | undefined;
  /** The values passed to `connect()`, while it waits for the form. */
  #given: Values | undefined;

  protected override get sheets(): readonly CSSResult[] {
    return [base, form, panels, own];
  }

  /** The fields, for a page that renders its own form and passes the values to `connect()`. */
  get fields(): readonly Field[] {
    return this.#form.fields;
  }

  /**
   * Sends the form, or joins the pending attempt. If a field is invalid, it waits for the user.
   * @param values by the names of `fields`; they replace what was typed
   * @returns a promise of the result; rejects with the `AuthError` of `nango-error`
   */
  override connect(values?: Values): Promise<AuthResult> {
    const promise = this.connection.begin();
    this.#given = values;
    if (isSent(this.step)) this.connection.popup.focus();
    else this.#submitPending();
    return promise;
  }

  protected override startOver(): void {
    this.connection.reset(this.#form.schema ? this.#showForm : undefined);
    this.#form.clear();
  }

  protected override get isTyped(): boolean {
    return this.#form.dirty;
  }

  protected override get place(): Place {
    return 'form';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.connection.pending) this.#given = undefined;
    if (this.#catalog.restart()) this.#load();
    // Its connection has ended.
    else if (this.step.name === 'closed' && this.#form.schema) this.#move(this.#showForm);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.shadowRoot) keepEventsInside(this.shadowRoot);
    if (this.isConnected) showOver(this.renderRoot.querySelector('[popover]'));
    if (this.lostFocus) (this.renderRoot.querySelector<HTMLElement>('[tabindex]') ?? this).focus();
  }

  readonly #showForm: StepEvent = { type: 'show', panel: 'form', place: 'form' };

  protected override prewarm(): void {
    if (this.#form.schema && !this.connection.pending && opensPopup(this.#form.preset)) this.source.prepare();
  }

  #load(): void {
    const { integrationId = '', provider, authMode, publicKey } = this;
    const { pageSchema } = this.#catalog;
    this.#loadError = undefined;
    this.#loading.cancel();
    if (pageSchema && (provider || authMode || publicKey)) this.#ready(pageSchema);
    else if (this.source.hasToken) {
      if (integrationId !== this.#shownId) this.#form.schema = undefined;
      this.#shownId = integrationId;
      this.#move({ type: 'load' });
      void this.#loading.run(
        () => this.#catalog.loadSchema(integrationId),
        () => this.#ready(this.#catalog.schema),
        (thrown) => this.#fail(asAuthError('unknown_error', thrown)),
      );
    }
  }

  #ready(schema: FormSchema | undefined): void {
    this.#form.schema = schema;
    this.#move(this.#showForm);
    if (this.connection.pending) void this.updateComplete.then(() => this.#submitPending());
  }

  #fail(error: AuthError): void {
    this.#loadError = error;
    if (this.#keepsStep) this.requestUpdate();
    else this.connection.fail(error);
  }

  /** Moves to a step, unless an attempt has been sent or a connection is shown. */
  #move(event: StepEvent): void {
    if (!this.#keepsStep) this.connection.move(event);
  }

  /** Whether what is loaded changes nothing: a connection stays, but not for another integration. */
  get #keepsStep(): boolean {
    const { step, result, integrationId } = this;
    return (
      isSent(step) || (step.name === 'connected' && (result?.providerConfigKey || integrationId) === integrationId)
    );
  }

  #submitPending(): void {
    if (!this.connection.pending) return;
    if (this.step.name === 'connected') {
      this.connection.move(this.#showForm);
      // Synchronous, because the user's gesture expires.
      this.performUpdate();
    }
    if (this.#form.submit(this.#given)) this.#given = undefined;
  }

  #send(input: FormInput): Promise<AuthResult> {
    this.connection.popup.focus();
    return this.connection.send(input, this.integrationId ?? '');
  }

  get #status(): string {
    return statusText(this.#text, this.step, nameOf(this.#form.schema ?? {}), this.result, this.accounts);
  }

  #success(): TemplateResult {
    const { step } = this;
    const name = nameOf(this.#form.schema ?? {}) || (this.result?.providerConfigKey ?? '');
    const end: Action[] = this.accounts.canDisconnect ? [['disconnect', this.accounts.ask]] : [];
    if (step.name === 'connected' && step.disconnect)
      return html`<div part="success">${disconnectPanel(this.#text, step.disconnect, name, this.accounts)}</div>`;
    return html`<div part="success" tabindex="-1">
      ${connectionIcon(this.result, this.accounts)}
      <p>${this.#status}</p>
      ${actions(this.#text, ['reconnect', () => this.connection.move(this.#showForm)], ...end)}
    </div>`;
  }

  override render(): TemplateResult {
    const text = this.#text;
    const { step } = this;
    const loadError = this.#loadError;
    return html`<slot name="header"></slot>
      <p role="status" class="sr">${this.#status}</p>
      ${loadError ? [problem(text, loadError), actions(text, ['retry', () => this.#load()])] : nothing}
      ${step.name === 'connected' ? this.#success() : this.#form.schema ? this.#form.render() : loadError ? nothing : skeleton()}
      ${step.name === 'popup' ? note(popupPanel(text, this.#status, this.connection, () => this.cancel())) : nothing}
      <slot name="footer"></slot>`;
  }
}
