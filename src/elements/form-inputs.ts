import type { LitElement } from 'lit';
import type { AuthIssue } from '../engine/errors.js';
import type { Control } from './controls.js';
import type { Field } from './fields.js';
import { focusedIn } from './focus.js';
import type { Translate } from './messages.js';
import { check, clean, type FieldError, type Values } from './validation.js';

/** Issues of a missing value come with a text for developers; ours is for the user. */
const missing = /^(too_small|invalid_type)$/;

/** The inputs of a form: they keep what is typed, and this keeps what is said about it. */
export class FormInputs {
  readonly #host: LitElement;
  readonly #text: Translate;
  /** The errors beside the fields, by the fields' names. */
  readonly #errors = new Map<string, string>();
  /** Until the mouse button is up again. */
  #pointerUp: Promise<void> | undefined;
  /** What is asked for, and sent. */
  fields: readonly Field[] = [];
  /** Whether the user has typed something. */
  dirty = false;

  /**
   * @param host renders them
   * @param text in the user's language
   */
  constructor(host: LitElement, text: Translate) {
    this.#host = host;
    this.#text = text;
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
  errorOf({ name }: Field): string | undefined {
    return this.#errors.get(name);
  }

  /** Empties all of them, and forgets what was said about them. */
  clear(): void {
    this.form?.reset();
    this.#errors.clear();
    this.dirty = false;
  }

  /** Makes `:invalid`, `checkValidity()` and the accessibility tree say what we know. */
  syncValidity(): void {
    for (const pair of this.#pairs) this.#check(...pair);
  }

  /** Shows what is wrong, and goes to the first of it. @returns whether nothing is */
  report(): boolean {
    const [wrong] = this.#pairs.filter((pair) => !this.#validateAndShow(...pair));
    wrong?.[0].focus();
    return !wrong;
  }

  /**
   * Shows what the server finds wrong.
   * @returns whether any of it is about a field
   */
  showServerIssues(issues: readonly AuthIssue[]): boolean {
    for (const { path, message, code } of issues) {
      const at = path.join('.');
      const field = this.fields.find(({ name, key, hidden }) => !hidden && (name === at || key === path.at(-1)));
      if (field) this.#errors.set(field.name, missing.test(code) ? this.#errorText(field, 'required') : message);
    }
    const wrong = this.#pairs.find(([{ name }]) => this.#errors.has(name));
    wrong?.[0].focus();
    return !!wrong;
  }

  /** Secrets do not outlive the page. */
  readonly forgetSecrets = (): void => {
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
    this.#errors.delete(field.name);
    this.#host.requestUpdate();
  };

  readonly onBlur = (event: FocusEvent): void => {
    const pair = this.#pair(event);
    // The user may go to another tab to copy the key there: the field keeps the focus in this one.
    if (!pair || focusedIn(this.#host) === pair[0]) return;
    const show = (): void => {
      this.#validateAndShow(...pair);
      this.#host.requestUpdate();
    };
    if (this.#pointerUp) void this.#pointerUp.then(show);
    else show();
  };

  /** An error that appears while the mouse is down would move the button away before it is clicked. */
  readonly onMouseDown = (): void => {
    this.#pointerUp = new Promise((resolve) => {
      const release = (): void => {
        this.#pointerUp = undefined;
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

  #errorText(field: Field, error: FieldError): string {
    const { example = '' } = field;
    const showsExample = error === 'pattern' && example && !check(field, example);
    return this.#text(showsExample ? 'invalid_example' : `invalid_${error}`, { example }) ?? '';
  }

  #check(control: Control, field: Field): string {
    const error = check(field, clean(field, control.value));
    const text = error ? this.#errorText(field, error) : '';
    control.setCustomValidity(text);
    return text;
  }

  /** Cleans what a control holds, and shows what is wrong with it. */
  #validateAndShow(control: Control, field: Field): boolean {
    const value = clean(field, control.value);
    if (value !== control.value) control.value = value;
    const text = this.#check(control, field);
    if (text) this.#errors.set(field.name, text);
    else this.#errors.delete(field.name);
    return !text;
  }
}
