import { LitElement } from 'lit';
import type { PropertyValues } from 'lit';
import { focusedIn, focusTarget } from './dom/focus.js';
import { internalsOf } from './internals.js';

/**
 * A control of the page's form, with the members that native controls have.
 * @see https://html.spec.whatwg.org/multipage/custom-elements.html#custom-elements-face-example
 */
export abstract class FormAssociatedElement extends LitElement {
  static readonly formAssociated = true;

  readonly #internals = internalsOf(this);
  #customError = '';
  #formDisabled = false;
  #hadFocus = false;

  /** Blocks submission of the form while the value is empty. Declared for Lit by the subclass. */
  declare required: boolean;
  /** Disables all buttons and fields. Declared for Lit by the subclass. */
  declare disabled: boolean;

  /** The value, or an empty string. */
  abstract value: string;

  /** What the browser tells the user while the value is missing. */
  protected abstract get missingMessage(): string;

  /** The attribute `value`. */
  get defaultValue(): string {
    return this.getAttribute('value') ?? '';
  }

  set defaultValue(value: string) {
    this.setAttribute('value', value);
  }

  /** The tag's name, as for other controls in `form.elements`. */
  get type(): string {
    return this.localName;
  }

  /** The form that it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** The `<label>`s that are for it. */
  get labels(): NodeList | null {
    return this.#internals.labels;
  }

  /**
   * Its validity: `valueMissing` while it is `required` and not connected, `customError` after `setCustomValidity()`.
   */
  get validity(): ValidityState {
    return this.#internals.validity;
  }

  /** The validation message, in the element's language. */
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  /** Whether it is validated: not while it is disabled. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** Returns whether its value is valid; fires `invalid` if it isn't. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  /** Like `checkValidity()`, and the browser shows the message to the user. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** Makes it invalid, with the page's message; an empty string makes it valid again. */
  setCustomValidity(message: string): void {
    this.#customError = message;
    this.validate();
  }

  /** Focuses the button, the page's own in its place, or the first field. */
  override focus(options?: FocusOptions): void {
    focusTarget(this)?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Only now has the browser said whether a fieldset disables it too. `disabled="false"` goes.
    if (changed.has('disabled') || !this.hasUpdated) this.toggleAttribute('disabled', this.disabled);
    this.#hadFocus = !!focusedIn(this);
  }

  /** Whether the update has removed what had the focus. */
  protected get lostFocus(): boolean {
    return this.#hadFocus && !focusedIn(this);
  }

  formDisabledCallback(disabled: boolean): void {
    this.#formDisabled = disabled;
    this.requestUpdate();
  }

  /** Disabled by itself or by a fieldset. */
  protected get isDisabled(): boolean {
    return this.disabled || this.#formDisabled;
  }

  /**
   * Sets the form value.
   * @param value submitted under the element's name; `null` for none
   * @param state from which the browser restores the form
   */
  protected setFormValue(value: string | null, state: string | null): void {
    this.#internals.setFormValue(value, state);
    this.validate();
  }

  /** Shows a custom state in place of the previous one. */
  protected setCustomState(state: string, previous = ''): void {
    try {
      this.#internals.states.delete(previous);
      this.#internals.states.add(state);
    } catch {
      // Older browsers have no custom states, or require dashes in them.
    }
  }

  /** Updates the validity, and the anchor of the validation message. */
  protected validate(): void {
    const missing = this.required && !this.value;
    const isValid = !missing && !this.#customError;
    // The focus target may have changed by the time the browser needs it.
    if (!isValid) this.addEventListener('invalid', this.validate);
    this.#internals.setValidity(
      { valueMissing: missing, customError: !!this.#customError },
      this.#customError || this.missingMessage,
      isValid ? undefined : this.#validationAnchor,
    );
  }

  /** Where the browser shows the message: browsers accept only what is inside the element. */
  get #validationAnchor(): HTMLElement | undefined {
    const target = focusTarget(this);
    const isInside = [this, this.shadowRoot].some((root) => root?.contains(target ?? null));
    return isInside ? target : undefined;
  }
}
