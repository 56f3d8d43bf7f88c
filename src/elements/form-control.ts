import type { AuthResult } from '../engine/options.js';
import { ConnectionValue } from './connection-value.js';
import type { MessageKey } from './english.js';
import type { NangoState } from './events.js';
import { focusTarget } from './focus.js';
import { internalsOf } from './internals.js';

type Control = HTMLElement & { readonly required: boolean; readonly value: string; text(key: MessageKey): string };

/** An element as a control of the page's form: its value, whether it is valid, and the state that the page's CSS sees. */
export class FormControl {
  readonly #element: Control;
  readonly internals: ReturnType<typeof internalsOf>;
  #customError = '';

  /** @param element whose internals nobody has asked for */
  constructor(element: Control) {
    this.#element = element;
    this.internals = internalsOf(element);
  }

  /** Sets the value: a connection, or none. */
  setValue(result: AuthResult | undefined): void {
    this.internals.setFormValue(result?.connectionId ?? null, ConnectionValue.stateOf(result));
    this.validate();
  }

  /** Shows a custom state in place of the previous one. */
  setState(state: NangoState, previous = ''): void {
    try {
      this.internals.states.delete(previous);
      this.internals.states.add(state);
    } catch {
      // Older browsers have no custom states, or want them written with dashes.
    }
  }

  /** The page's own reason why it is not valid, or an empty text. */
  setCustomValidity(message: string): void {
    this.#customError = message;
    this.validate();
  }

  /** Tells the browser whether the element is valid, and where to say why not. */
  validate(): void {
    const { required, value } = this.#element;
    const missing = required && !value;
    const isValid = !missing && !this.#customError;
    // Its focus target may have changed by the time the browser needs it.
    if (!isValid) this.#element.addEventListener('invalid', this);
    this.internals.setValidity(
      { valueMissing: missing, customError: !!this.#customError },
      this.#customError || this.#element.text('required'),
      isValid ? undefined : this.#place,
    );
  }

  /** Where the browser shows the message: browsers accept only what is inside the element. */
  get #place(): HTMLElement | undefined {
    const target = focusTarget(this.#element);
    const isInside = [this.#element, this.#element.shadowRoot].some((root) => root?.contains(target ?? null));
    return isInside ? target : undefined;
  }

  /** The browser is about to say that it is not valid. */
  handleEvent(): void {
    this.validate();
  }
}
