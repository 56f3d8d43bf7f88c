import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';
import { AuthError } from '../../engine/errors.js';
import { startLifetime, type Lifetime } from '../../engine/lifetime.js';
import { readParams, type AttributeValues } from '../attributes.js';
import { isSent, keepsForm } from '../attempt/connect-step.js';
import type { ConnectionController } from '../attempt/connection-controller.js';
import { control, onDrag } from './controls.js';
import type { FormInput } from '../attempt/engine-options.js';
import { formFields, guide, type Field, type FormSchema } from './fields.js';
import { FormInputs } from './form-inputs.js';
import type { Translate } from '../texts/messages.js';
import { problem } from '../attempt/panels.js';
import { viewOf } from '../dom/page-names.js';
import { payload, type Values } from './payload.js';
import { submitButtons, submitLabel, submitListeners, type SubmitListeners } from './submit-buttons.js';

type FormHost = LitElement & Pick<AttributeValues, 'params'>;

/** The form of one integration, in either element: a real `<form>`; what is typed stays in its inputs. */
export class CredentialsForm implements ReactiveController {
  readonly #host: FormHost;
  readonly #text: Translate;
  readonly #connection: ConnectionController;
  readonly #send: (input: FormInput) => Promise<unknown>;
  readonly #inputs: FormInputs;
  readonly #listeners: SubmitListeners;
  #schema: FormSchema | undefined;
  #params = '';
  /** The schema, as JSON, that the current fields were made from. */
  #madeFrom = '';
  readonly #revealed = new Set<string>();
  #error: AuthError | undefined;
  #resetNeeded = false;
  /** Ends when it is removed from its window. */
  #inWindow: Lifetime | undefined;

  /**
   * @param host renders it
   * @param text translates into the user's language
   * @param connection the attempt that it shows and cancels
   * @param send sends what was filled in; called in the user's gesture
   */
  constructor(
    host: FormHost,
    text: Translate,
    connection: ConnectionController,
    send: (input: FormInput) => Promise<unknown>,
  ) {
    this.#host = host;
    this.#text = text;
    this.#connection = connection;
    this.#send = send;
    this.#inputs = new FormInputs(host, text);
    host.addController(this);
    this.#listeners = submitListeners(host, () => this.#submit());
    host.addEventListener('click', this.#listeners.onHostClick);
  }

  /** What the form is made from. If a newer schema needs other fields, a new form begins. */
  get schema(): FormSchema | undefined {
    return this.#schema;
  }

  set schema(schema: FormSchema | undefined) {
    if (schema !== this.#schema) this.#make(schema);
  }

  /** All fields, also those that are only sent. */
  get fields(): readonly Field[] {
    return this.#inputs.fields;
  }

  /** Whether there is anything to fill in. */
  get asks(): boolean {
    return this.fields.some(({ hidden }) => !hidden);
  }

  /** What is sent if there is nothing to fill in. */
  get preset(): FormInput {
    return payload(this.#schema ?? {}, this.fields, {});
  }

  /** Whether the user has typed something that would be lost. */
  get dirty(): boolean {
    return this.#inputs.dirty;
  }

  hostConnected(): void {
    const view = viewOf(this.#host.ownerDocument);
    if (!view) return;
    this.#inWindow = startLifetime();
    this.#inWindow.listen(view, ['pagehide'], this.#inputs.forgetSecrets);
  }

  hostDisconnected(): void {
    this.#inWindow?.end();
    // Moving an element removes it too, and must keep what was typed.
    setTimeout(() => {
      if (!this.#host.isConnected) this.clear();
    });
  }

  hostUpdate(): void {
    if (this.#schema && this.#params !== JSON.stringify(this.#host.params ?? '')) this.#make(this.#schema);
    // While the inputs are still on the page.
    if (!keepsForm(this.#connection.step)) this.#forget();
  }

  hostUpdated(): void {
    if (this.#resetNeeded && this.#inputs.form) {
      this.#resetNeeded = false;
      this.#inputs.form.reset();
    }
    // Only now does the host's attribute match its property.
    const fieldset = this.#inputs.form?.querySelector('fieldset');
    if (fieldset) fieldset.disabled = this.#host.matches(':disabled');
    this.#inputs.syncValidity();
  }

  /** Clears the form. */
  clear(): void {
    this.#forget();
    this.#host.requestUpdate();
  }

  /** Focuses the first field. */
  focusFirst(): void {
    this.#inputs.form?.querySelector<HTMLElement>('[part=input],button')?.focus();
  }

  /**
   * Sends the form, as its button does.
   * @param values by field name; they replace what was typed
   * @returns whether the form is on the page
   */
  submit(values?: Values): boolean {
    if (values) this.#inputs.values = values;
    const { form } = this.#inputs;
    if (form) this.#submit();
    return !!form;
  }

  render(): TemplateResult {
    const text = this.#text;
    const { step } = this.#connection;
    const busy = isSent(step);
    const shown = this.#inputs.asked;
    const docs = shown.some((each) => each?.[0].help) ? undefined : guide(this.#schema ?? {});
    return html`<form
      part="form"
      method="dialog"
      novalidate
      autocomplete="off"
      aria-busy=${busy}
      @submit=${this.#listeners.onSubmit}
      @paste=${this.#inputs.onTransfer}
      @dragover=${onDrag}
      @drop=${this.#inputs.onTransfer}
      @input=${this.#inputs.onInput}
      @focusout=${this.#inputs.onBlur}
    >
      <fieldset role="none">
      ${problem(text, this.#error)}
      ${shown.map((each, at) => (each ? this.#control(...each, at) : nothing))}
      ${docs ? html`<a part="guide" href=${docs} target="_blank" rel="noopener noreferrer">${text('guide')}</a>` : nothing}
      ${submitButtons(text, {
        label: this.#inputs.canSendAnyway ? text('use_anyway') : submitLabel(text, this.#schema ?? {}),
        busy,
        press: this.#listeners.onPress,
        cancel: step.name === 'sending' ? this.#cancel : undefined,
      })}
      <p class="sr" role="status">${this.#inputs.announcement}</p>
      </fieldset>
    </form>`;
  }

  /**
   * Each field keeps its own input element, so that no input with typed text is reused for another field. A removed form may
   * stay in memory, so none of its functions may reference what was typed.
   */
  #control(field: Field, value: string, at: number): TemplateResult {
    return control(this.#text, field, {
      id: `f${at}`,
      value,
      error: this.#inputs.errorOf(field),
      note: this.#inputs.noteOf(field),
      copy: () => void this.#inputs.copy(field),
      takeFile: (file) => void this.#inputs.takeFile(field, file),
      busy: isSent(this.#connection.step),
      revealed: this.#revealed.has(field.name),
      toggleReveal: () => this.#toggleReveal(field.name),
    });
  }

  #make(schema: FormSchema | undefined): void {
    this.#schema = schema;
    this.#params = JSON.stringify(this.#host.params ?? '');
    const fields = schema
      ? formFields({ params: readParams(this.#host.params), ...schema }, (key) => this.#text(`field_${key}`))
      : [];
    const madeFrom = JSON.stringify([schema?.provider, fields.filter(({ kind }) => kind !== 'copy')]);
    // After a new session token, the form is the same, and what was typed stays.
    if (schema && madeFrom === this.#madeFrom) return;
    this.#madeFrom = madeFrom;
    this.#inputs.fields = fields;
    this.#resetNeeded = true;
    this.clear();
  }

  #forget(): void {
    this.#inputs.clear();
    this.#revealed.clear();
    this.#error = undefined;
  }

  #toggleReveal(name: string): void {
    if (!this.#revealed.delete(name)) this.#revealed.add(name);
    this.#host.requestUpdate();
  }

  /** Shows why an attempt failed: beside the fields that the server names, else above them. */
  async #showFailure(error: AuthError): Promise<void> {
    const isBeside = this.#inputs.showServerIssues(error.issues ?? []);
    if (!isBeside && error.type !== 'authorization_cancelled') this.#error = error;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    // The user may have scrolled down to the button. jsdom doesn't scroll.
    this.#inputs.form?.querySelector('[part=error]')?.scrollIntoView?.({ block: 'nearest' });
  }

  readonly #cancel = (): void => this.#connection.cancel();

  /** Not in the form's submit event: a frame without `allow-forms` has none. */
  #submit(): void {
    if (this.#host.matches(':disabled')) return;
    this.#host.requestUpdate();
    if (!isSent(this.#connection.step) && !this.#inputs.report()) return;
    this.#error = undefined;
    // No await before this: the popup has to open in the user's gesture.
    this.#send(payload(this.#schema ?? {}, this.fields, this.#inputs.values)).catch((error: unknown) =>
      error instanceof AuthError ? this.#showFailure(error) : undefined,
    );
  }
}
