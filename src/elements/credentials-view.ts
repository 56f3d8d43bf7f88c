import { html, nothing } from 'lit';
import type { ReactiveController, TemplateResult } from 'lit';
import { AuthError } from '../engine/errors.js';
import { readObject } from './attributes.js';
import { control } from './controls.js';
import { formFields, guide, type Field, type FormSchema } from './fields.js';
import { FormInputs } from './form-inputs.js';
import type { NangoElement } from './nango-element.js';
import type { FormInput } from './options-element.js';
import { explain, problem } from './panels.js';
import { isAsked, payload, type Values } from './validation.js';

/** The form of one integration, in the shadow root of either element: a real `<form>` that keeps what is typed in its inputs. */
export class CredentialsView implements ReactiveController {
  readonly #host: NangoElement;
  readonly #submit: (input: FormInput) => Promise<unknown>;
  #schema: FormSchema | undefined;
  readonly #inputs: FormInputs;
  #asked = '';
  readonly #revealed = new Set<string>();
  #error: AuthError | undefined;
  #stale = false;

  /**
   * @param host renders it
   * @param submit sends it off; called within the user's gesture
   */
  constructor(host: NangoElement, submit: (input: FormInput) => Promise<unknown>) {
    this.#host = host;
    this.#submit = submit;
    this.#inputs = new FormInputs(host);
    host.addController(this);
    host.addEventListener('click', this.#onClick);
  }

  /** What the form is made from. Where that asks for something else, a new form begins. */
  get schema(): FormSchema | undefined {
    return this.#schema;
  }

  set schema(schema: FormSchema | undefined) {
    if (schema === this.#schema) return;
    this.#schema = schema;
    const fields = schema
      ? formFields({ params: this.#params, ...schema }, (key) => this.#host.text(`field_${key}`))
      : [];
    const asked = JSON.stringify([schema?.provider, fields.filter(({ kind }) => kind !== 'copy')]);
    // After a new session token it is the same form, and what was typed stays.
    if (schema && asked === this.#asked) return;
    this.#asked = asked;
    this.#inputs.fields = fields;
    this.#stale = true;
    this.clear();
  }

  /** All fields, also those that are only sent. */
  get fields(): readonly Field[] {
    return this.#inputs.fields;
  }

  /** Whether the user has typed something that would be lost. */
  get dirty(): boolean {
    return this.#inputs.dirty;
  }

  /** What is connected, as people call it. */
  get name(): string {
    return this.#schema?.integration?.display_name ?? this.#schema?.provider?.display_name ?? '';
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#inputs.forget);
    addEventListener('mousedown', this.#inputs.onPress, true);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#inputs.forget);
    removeEventListener('mousedown', this.#inputs.onPress, true);
    // A move is a removal too, and keeps what was typed.
    setTimeout(() => {
      if (!this.#host.isConnected) this.clear();
    });
  }

  hostUpdate(): void {
    // While the inputs are still there.
    if (this.#host.state === 'connected') this.clear();
  }

  hostUpdated(): void {
    if (this.#stale && this.#inputs.form) {
      this.#stale = false;
      this.#inputs.form.reset();
    }
    // Only now the host's own attribute is what its property says.
    const fieldset = this.#inputs.form?.querySelector('fieldset');
    if (fieldset) fieldset.disabled = this.#host.matches(':disabled');
    this.#inputs.tell();
  }

  /** Back to an empty form. */
  clear(): void {
    this.#inputs.clear();
    this.#revealed.clear();
    this.#error = undefined;
    this.#host.requestUpdate();
  }

  /** Puts the cursor into the first field. */
  focusFirst(): void {
    this.#inputs.form?.querySelector<HTMLElement>('[part=input],button')?.focus();
  }

  /** Shows what is wrong with the fields, and goes to the first of them. */
  reportValidity(): boolean {
    this.#host.requestUpdate();
    return this.#inputs.report();
  }

  /** Shows why an attempt failed: beside the fields that the server names, else above them. */
  showIssues(error: AuthError): void {
    const elsewhere = !this.#inputs.accept(error.issues ?? []) && error.type !== 'authorization_cancelled';
    this.#error = elsewhere ? error : undefined;
    this.#host.requestUpdate();
  }

  /**
   * Sends the form, as its button does.
   * @param values in place of what was typed, by the fields' names
   */
  submit(values?: Values): void {
    if (values) this.#inputs.values = values;
    this.#inputs.form?.requestSubmit();
  }

  render(): TemplateResult {
    const host = this.#host;
    const { values, fields } = this.#inputs;
    const shown = fields.filter((field) => isAsked(field, values));
    const docs = shown.some(({ help }) => help) ? undefined : guide(this.#schema ?? {});
    return html`<form
      part="form"
      novalidate
      autocomplete="off"
      aria-busy=${this.#busy}
      @submit=${this.#onSubmit}
      @input=${this.#inputs.onInput}
      @focusout=${this.#inputs.onBlur}
    >
      <fieldset role="none">
      ${this.#error ? this.#alert(this.#error) : nothing}
      ${shown.map((field) =>
        control(host, field, {
          id: `f${fields.indexOf(field)}`,
          value: values[field.name] ?? '',
          fault: this.#inputs.faultOf(field),
          busy: this.#busy,
          revealed: this.#revealed.has(field.name),
          reveal: () => this.#reveal(field.name),
        }),
      )}
      ${docs ? html`<a part="guide" href=${docs} target="_blank" rel="noopener noreferrer">${host.text('guide')}</a>` : nothing}
      <div part="actions">
        <slot name="submit">
          <button part="submit" class="primary" type="submit" aria-busy=${this.#busy}>
            ${this.#busy ? html`<i class="spinner"></i>${host.text('connecting')}` : this.#label}
          </button>
        </slot>
        ${
          this.#busy && !host.away
            ? html`<button part="cancel" class="plain" type="button" @click=${() => host.cancel()}>${host.text('cancel')}</button>`
            : nothing
        }
      </div>
      </fieldset>
    </form>`;
  }

  #reveal(name: string): void {
    if (!this.#revealed.delete(name)) this.#revealed.add(name);
    this.#host.requestUpdate();
  }

  get #label(): string {
    const { name } = this;
    const key = this.#schema?.session?.isReconnecting ? 'reconnect' : name ? 'connect_to' : 'connect';
    return this.#host.text(key, { name });
  }

  #alert(error: AuthError): TemplateResult {
    // These two come with words for the user, by the provider or by the page's owner.
    return /^connection_(test|validation)_failed$/.test(error.type)
      ? html`<div part="error" role="alert"><p>${explain(this.#host, error)}</p><p part="details">${error.message}</p></div>`
      : problem(this.#host, error);
  }

  get #busy(): boolean {
    return this.#host.state === 'connecting' || this.#host.state === 'waiting';
  }

  /** What the page gives; a mistake in it is told by the attempt. */
  get #params(): Readonly<Record<string, unknown>> {
    try {
      return readObject('params', this.#host.params);
    } catch {
      return {};
    }
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.#host.matches(':disabled') || (!this.#busy && !this.reportValidity())) return;
    const schema = this.#schema ?? {};
    this.#error = undefined;
    // No await before this: the window has to open in the user's gesture.
    this.#submit(payload(schema, this.fields, this.#inputs.values)).catch((error: unknown) => {
      if (error instanceof AuthError) this.showIssues(error);
    });
  };

  /** The page's own button is outside of this form, and inside of the page's. */
  readonly #onClick = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest('[slot=submit]')?.parentElement === this.#host) {
      event.preventDefault();
      this.submit();
    }
  };
}
