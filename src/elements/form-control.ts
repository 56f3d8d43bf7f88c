import type { PropertyValues } from 'lit';
import type { AuthResult } from '../engine/options.js';
import { OptionsElement } from './options-element.js';

/** A control in the page's form: its value, under `name`, is the connection's id. No secret is ever a value. */
export abstract class FormControl extends OptionsElement {
  static readonly formAssociated = true;

  protected readonly internals = this.attachInternals();
  #result: AuthResult | undefined;
  #formDisabled = false;
  #complaint = '';

  /** The connection that was made. A later attempt that fails does not take it away. */
  get result(): AuthResult | undefined {
    return this.#result;
  }

  /** The connection's id, or nothing yet. */
  get value(): string {
    return this.#result?.connectionId ?? '';
  }

  get type(): string {
    return this.localName;
  }

  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  get validity(): ValidityState {
    return this.internals.validity;
  }

  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  setCustomValidity(message: string): void {
    this.#complaint = message;
    this.#validate();
  }

  formDisabledCallback(disabled: boolean): void {
    this.#formDisabled = disabled;
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.required || changed.has('required')) this.#validate();
  }

  /** Disabled by itself or by a fieldset. */
  protected get inactive(): boolean {
    return this.disabled || this.#formDisabled;
  }

  /** Takes a connection as the value, or none. */
  protected keep(result: AuthResult | undefined): void {
    this.#result = result;
    this.internals.setFormValue(result?.connectionId ?? null);
    this.#validate();
  }

  /** Shows a state to the page's CSS, in place of the one before. */
  protected mark(state: string, previous = ''): void {
    try {
      this.internals.states.delete(previous);
      this.internals.states.add(state);
    } catch {
      // Older browsers have no custom states, or want them written with dashes.
    }
  }

  #validate(): void {
    const missing = this.required && !this.value;
    const flags = this.#complaint ? { customError: true } : { valueMissing: missing };
    const anchor = this.renderRoot?.querySelector<HTMLElement>('button');
    this.internals.setValidity(flags, this.#complaint || this.text('required'), anchor ?? undefined);
  }
}
