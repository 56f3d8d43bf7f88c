import { html, nothing } from 'lit';
import type { ReactiveController, TemplateResult } from 'lit';
import { AuthError } from '../engine/errors.js';
import { readObject } from './attributes.js';
import { control, type Control } from './controls.js';
import { formFields, guide, type Field, type FormSchema } from './fields.js';
import type { FormInput, NangoElement } from './nango-element.js';
import { explain, problem } from './panels.js';
import { check, clean, isAsked, payload, type Fault, type Values } from './validation.js';

/** Issues of a missing value come with a text for developers; ours is kinder. */
const missing = /^(too_small|invalid_type)$/;

/** The form of one integration, in the shadow root of either element: a real `<form>` that keeps what is typed in its inputs. */
export class CredentialsView implements ReactiveController {
  readonly #host: NangoElement;
  readonly #submit: (input: FormInput) => Promise<unknown>;
  #schema: FormSchema | undefined;
  #fields: Field[] = [];
  #asked = '';
  /** The texts beside the fields, by name. */
  readonly #faults = new Map<string, string>();
  readonly #revealed = new Set<string>();
  #error: AuthError | undefined;
  /** Until the mouse is up again. */
  #pressed: Promise<void> | undefined;
  #stale = false;
  #dirty = false;

  /**
   * @param host renders it
   * @param submit sends it off; called within the user's gesture
   */
  constructor(host: NangoElement, submit: (input: FormInput) => Promise<unknown>) {
    this.#host = host;
    this.#submit = submit;
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
    const fields = schema ? formFields({ params: this.#params, ...schema }, (key) => this.#host.text(`field_${key}`)) : [];
    const asked = JSON.stringify([schema?.provider, fields.filter(({ kind }) => kind !== 'copy')]);
    // After a new session token it is the same form, and what was typed stays.
    if (schema && asked === this.#asked) return;
    this.#asked = asked;
    this.#fields = fields;
    this.#stale = true;
    this.clear();
  }

  /** All fields, also those that are only sent. */
  get fields(): readonly Field[] {
    return this.#fields;
  }

  /** Whether the user has typed something that would be lost. */
  get dirty(): boolean {
    return this.#dirty;
  }

  /** What is typed, by the fields' names. */
  get values(): Values {
    const initial = this.#fields.map(({ name, value = '' }): [string, string] => [name, value]);
    return Object.fromEntries([...initial, ...this.#pairs.map(([{ name, value }]): [string, string] => [name, value])]);
  }

  /** What is connected, as people call it. */
  get name(): string {
    return this.#schema?.integration?.display_name ?? this.#schema?.provider?.display_name ?? '';
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#forget);
    addEventListener('mousedown', this.#onPress, true);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#forget);
    removeEventListener('mousedown', this.#onPress, true);
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
    if (this.#stale && this.#form) {
      this.#stale = false;
      this.#form.reset();
    }
    // The platform knows what we know: for `:invalid`, `checkValidity()` and the accessibility tree.
    for (const pair of this.#pairs) this.#tell(...pair);
  }

  /** Back to an empty form. */
  clear(): void {
    this.#form?.reset();
    this.#faults.clear();
    this.#revealed.clear();
    this.#error = undefined;
    this.#dirty = false;
    this.#host.requestUpdate();
  }

  /** Puts the cursor into the first field. */
  focusFirst(): void {
    this.#form?.querySelector<HTMLElement>('[part=input],button')?.focus();
  }

  /** Shows what is wrong with the fields, and goes to the first of them. */
  reportValidity(): boolean {
    const [wrong] = this.#pairs.filter((pair) => !this.#judge(...pair));
    this.#host.requestUpdate();
    wrong?.[0].focus();
    return !wrong;
  }

  /** Shows why an attempt failed: beside the fields that the server names, else above them. */
  showIssues(error: AuthError): void {
    this.#error = error.type === 'authorization_cancelled' ? undefined : error;
    for (const { path, message, code } of error.issues ?? []) {
      const at = path.join('.');
      const field = this.#fields.find(({ name, key }) => name === at || key === path.at(-1));
      if (!field || field.hidden) continue;
      this.#faults.set(field.name, missing.test(code) ? this.#host.text('invalid_required') : message || this.#fault(field, 'pattern'));
      this.#error = undefined;
    }
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#pairs.find(([{ name }]) => this.#faults.has(name))?.[0].focus());
  }

  render(): TemplateResult {
    const host = this.#host;
    const { values } = this;
    const shown = this.#fields.filter((field) => isAsked(field, values));
    const docs = shown.some(({ help }) => help) ? undefined : guide(this.#schema ?? {});
    return html`<form
      part="form"
      novalidate
      autocomplete="off"
      aria-busy=${this.#busy}
      @submit=${this.#onSubmit}
      @input=${this.#onInput}
      @focusout=${this.#onBlur}
    >
      <fieldset role="none" ?disabled=${host.matches(':disabled')}>
      ${this.#error ? this.#alert(this.#error) : nothing}
      ${shown.map((field) =>
        control(host, field, {
          id: `f${this.#fields.indexOf(field)}`,
          value: values[field.name] ?? '',
          fault: this.#faults.get(field.name),
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
        ${this.#busy
          ? html`<button part="cancel" class="plain" type="button" @click=${() => host.cancel()}>${host.text('cancel')}</button>`
          : nothing}
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

  get #form(): HTMLFormElement | null | undefined {
    return this.#host.renderRoot?.querySelector('form');
  }

  /** The controls that are on the page, each with its field. */
  get #pairs(): (readonly [Control, Field])[] {
    const controls = this.#form?.querySelectorAll<Control>('[part=input]') ?? [];
    return Array.from(controls).flatMap((control) => {
      const field = this.#fields.find(({ name }) => name === control.name);
      return field ? [[control, field] as const] : [];
    });
  }

  #pair({ target }: Event): readonly [Control, Field] | undefined {
    return this.#pairs.find(([control]) => control === target);
  }

  /** What the page gives; a mistake in it is told by the attempt. */
  get #params(): Readonly<Record<string, unknown>> {
    try {
      return readObject('params', this.#host.params);
    } catch {
      return {};
    }
  }

  #fault(field: Field, fault: Fault): string {
    const { example = '' } = field;
    const fits = fault === 'pattern' && example && !check(field, example);
    return this.#host.text(fits ? 'invalid_example' : `invalid_${fault}`, { example }) ?? '';
  }

  /** Tells the platform about a control. */
  #tell(control: Control, field: Field): Fault | undefined {
    const fault = check(field, clean(field, control.value));
    control.setCustomValidity(fault ? this.#fault(field, fault) : '');
    return fault;
  }

  /** Cleans what a control holds, and shows what is wrong with it. */
  #judge(control: Control, field: Field): boolean {
    const value = clean(field, control.value);
    if (value !== control.value) control.value = value;
    const fault = this.#tell(control, field);
    if (fault) this.#faults.set(field.name, this.#fault(field, fault));
    else this.#faults.delete(field.name);
    return !fault;
  }

  readonly #onInput = (event: Event): void => {
    const pair = this.#pair(event);
    if (!pair) return;
    const [control, field] = pair;
    this.#dirty = true;
    if (event instanceof InputEvent && event.inputType === 'insertFromPaste') control.value = clean(field, control.value);
    this.#tell(control, field);
    this.#faults.delete(field.name);
    this.#host.requestUpdate();
  };

  readonly #onBlur = (event: FocusEvent): void => {
    const pair = this.#pair(event);
    // Going to another tab, to copy the key there, is no leaving.
    if (!pair || this.#host.shadowRoot?.activeElement === pair[0]) return;
    const show = (): void => {
      this.#judge(...pair);
      this.#host.requestUpdate();
    };
    if (this.#pressed) void this.#pressed.then(show);
    else show();
  };

  /** A text that appears under a pressed mouse would move the button away before it is clicked. */
  readonly #onPress = (): void => {
    this.#pressed = new Promise((resolve) => {
      const release = (): void => {
        this.#pressed = undefined;
        resolve();
      };
      addEventListener('mouseup', () => setTimeout(release), { once: true });
    });
  };

  /**
   * Sends the form, as its button does.
   * @param values in place of what was typed, by the fields' names
   */
  submit(values?: Values): void {
    for (const [control, { name }] of this.#pairs) control.value = values?.[name] ?? control.value;
    this.#form?.requestSubmit();
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!this.#busy && !this.reportValidity()) return;
    const schema = this.#schema ?? {};
    this.#error = undefined;
    // No await before this: the window has to open in the user's gesture.
    this.#submit(payload(schema, this.#fields, this.values)).catch((error: unknown) => {
      if (error instanceof AuthError) this.showIssues(error);
    });
  };

  /** The page's own button is outside of this form, and inside of the page's. */
  readonly #onClick = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest('[slot=submit]')?.parentElement === this.#host) {
      event.preventDefault();
      this.#form?.requestSubmit();
    }
  };

  /** Secrets do not outlive the page. */
  readonly #forget = (): void => {
    for (const [control, { secret }] of this.#pairs) if (secret) control.value = '';
  };
}
