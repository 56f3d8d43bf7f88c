import type { AuthIssue } from '../engine/errors.js';
import type { Control } from './controls.js';
import type { Field } from './fields.js';
import type { NangoElement } from './nango-element.js';
import { check, clean, type Fault, type Values } from './validation.js';

/** Issues of a missing value come with a text for developers; ours is kinder. */
const missing = /^(too_small|invalid_type)$/;

/** The inputs of a form: they keep what is typed, and this keeps what is to be said about it. */
export class FormInputs {
  readonly #host: NangoElement;
  /** The texts beside the fields, by name. */
  readonly #faults = new Map<string, string>();
  /** Until the mouse is up again. */
  #pressed: Promise<void> | undefined;
  /** What is asked for, and sent. */
  fields: readonly Field[] = [];
  /** Whether the user has typed something. */
  dirty = false;

  /** @param host renders them */
  constructor(host: NangoElement) {
    this.#host = host;
  }

  /** The form, while it is on the page. */
  get form(): HTMLFormElement | null | undefined {
    return this.#host.renderRoot?.querySelector('form');
  }

  /** What is typed, by the fields' names. */
  get values(): Values {
    const initial = this.fields.map(({ name, value = '' }): [string, string] => [name, value]);
    return Object.fromEntries([...initial, ...this.#pairs.map(([{ name, value }]): [string, string] => [name, value])]);
  }

  set values(values: Values) {
    for (const [control, { name }] of this.#pairs) control.value = values[name] ?? control.value;
  }

  /** What is wrong with a field, in the user's language. */
  faultOf({ name }: Field): string | undefined {
    return this.#faults.get(name);
  }

  /** Back to the beginning. */
  clear(): void {
    this.form?.reset();
    this.#faults.clear();
    this.dirty = false;
  }

  /** Tells the platform what we know: for `:invalid`, `checkValidity()` and the accessibility tree. */
  tell(): void {
    for (const pair of this.#pairs) this.#check(...pair);
  }

  /** Shows what is wrong, and goes to the first of it. */
  report(): boolean {
    const [wrong] = this.#pairs.filter((pair) => !this.#judge(...pair));
    wrong?.[0].focus();
    return !wrong;
  }

  /**
   * Shows what the server finds wrong.
   * @returns whether any of it is about a field
   */
  accept(issues: readonly AuthIssue[]): boolean {
    for (const { path, message, code } of issues) {
      const at = path.join('.');
      const field = this.fields.find(({ name, key, hidden }) => !hidden && (name === at || key === path.at(-1)));
      if (field) this.#faults.set(field.name, missing.test(code) ? this.#text(field, 'required') : message);
    }
    const wrong = this.#pairs.find(([{ name }]) => this.#faults.has(name));
    wrong?.[0].focus();
    return !!wrong;
  }

  /** Secrets do not outlive the page. */
  readonly forget = (): void => {
    for (const [control, { secret }] of this.#pairs) if (secret) control.value = '';
  };

  readonly onInput = (event: Event): void => {
    const pair = this.#pair(event);
    if (!pair) return;
    const [control, field] = pair;
    this.dirty = true;
    if (event instanceof InputEvent && event.inputType === 'insertFromPaste')
      control.value = clean(field, control.value);
    this.#check(control, field);
    this.#faults.delete(field.name);
    this.#host.requestUpdate();
  };

  readonly onBlur = (event: FocusEvent): void => {
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
  readonly onPress = (): void => {
    this.#pressed = new Promise((resolve) => {
      const release = (): void => {
        this.#pressed = undefined;
        resolve();
      };
      addEventListener('mouseup', () => setTimeout(release), { once: true });
    });
  };

  /** The controls that are on the page, each with its field. */
  get #pairs(): (readonly [Control, Field])[] {
    const controls = this.form?.querySelectorAll<Control>('[part=input]') ?? [];
    return Array.from(controls).flatMap((control) => {
      const field = this.fields.find(({ name }) => name === control.name);
      return field ? [[control, field] as const] : [];
    });
  }

  #pair({ target }: Event): readonly [Control, Field] | undefined {
    return this.#pairs.find(([control]) => control === target);
  }

  #text(field: Field, fault: Fault): string {
    const { example = '' } = field;
    const fits = fault === 'pattern' && example && !check(field, example);
    return this.#host.text(fits ? 'invalid_example' : `invalid_${fault}`, { example }) ?? '';
  }

  #check(control: Control, field: Field): string {
    const fault = check(field, clean(field, control.value));
    const text = fault ? this.#text(field, fault) : '';
    control.setCustomValidity(text);
    return text;
  }

  /** Cleans what a control holds, and shows what is wrong with it. */
  #judge(control: Control, field: Field): boolean {
    const value = clean(field, control.value);
    if (value !== control.value) control.value = value;
    const text = this.#check(control, field);
    if (text) this.#faults.set(field.name, text);
    else this.#faults.delete(field.name);
    return !text;
  }
}
