import type { LitElement } from 'lit';
import type { AuthIssue } from '../../engine/errors.js';
import type { Control } from './controls.js';
import { FieldChecks } from './field-checks.js';
import { isDoubtful } from './field-rules.js';
import { errorText, notesText, type FieldText } from './field-texts.js';
import { plain, type Field } from './fields.js';
import { focusedIn } from '../dom/focus.js';
import type { Translate } from '../texts/messages.js';
import { isDelayed } from '../dom/mouse-press.js';
import { readPasted, readTyped, type Pasted } from './pasting/pasted-text.js';
import { Pasting, putIn, readKeyFile } from './pasting/pasting.js';
import { viewOf } from '../dom/page-names.js';
import { isAsked, type Values } from './payload.js';
import { shorten } from '../dom/trim.js';
import { isA } from '../dom/dom-types.js';

/** Issues of a missing value have a message for developers; ours is for users. */
const missing = /^(too_small|invalid_type)$/;

/** The inputs of a form, which hold what is typed, and the errors and notes beside them. */
export class FormInputs {
  readonly #host: LitElement;
  readonly #text: Translate;
  /** The errors beside the fields, by the fields' names. */
  readonly #errors = new Map<string, FieldText>();
  /** How pasted texts were changed, by the fields' names. */
  readonly #notes = new Map<string, FieldText>();
  readonly #checks = new FieldChecks();
  /** The fields that the user has typed in. */
  readonly #touched = new Set<string>();
  readonly #pasting = new Pasting();
  /** The fields, including hidden ones. */
  fields: readonly Field[] = [];
  /** The content of the live region for screen readers. */
  announcement = '';

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
    // Values from the page's own inputs may contain pasted text that hasn't been read yet.
    for (const [control, field] of this.#pairs) {
      // A script may pass a number.
      const value = plain(values[field.name]);
      if (value !== undefined) control.value = readPasted(field, value).value;
    }
  }

  /** The visible fields with their values, each at its index; `undefined` at the index of others. */
  get asked(): (readonly [Field, string] | undefined)[] {
    const { values } = this;
    return this.fields.map((field) => (isAsked(field, values) ? [field, values[field.name] ?? ''] : undefined));
  }

  /** Whether there is input that would be lost, including what a password manager has filled in without an event. */
  get dirty(): boolean {
    return this.#pairs.some(([{ value }, field]) =>
      field.kind === 'select' ? this.#touched.has(field.name) : value !== (field.value ?? ''),
    );
  }

  /** The error of a field, in the user's language. */
  errorOf({ name }: Field): string | undefined {
    return this.#errors.get(name)?.(this.#text);
  }

  /** How the text pasted into a field was changed, in the user's language. */
  noteOf({ name }: Field): string | undefined {
    return this.#notes.get(name)?.(this.#text);
  }

  /** Whether the only errors are values that patterns refuse, and the user has been told. */
  get canSendAnyway(): boolean {
    const wrong = this.#pairs.filter((pair) => this.#checks.errorIn(...pair));
    return wrong.length > 0 && wrong.every((pair) => this.#checks.isDoubted(...pair));
  }

  /** Empties all of them, and forgets their errors and notes. */
  clear(): void {
    this.form?.reset();
    for (const said of [this.#errors, this.#notes, this.#checks, this.#touched]) said.clear();
    this.announcement = '';
    this.#pasting.forget();
  }

  /** Updates `:invalid`, `checkValidity()` and the accessibility tree. */
  syncValidity(): void {
    for (const pair of this.#pairs) if (!this.#checks.isChecked(...pair)) this.#check(...pair);
  }

  /** Shows all errors and focuses the first one. @returns whether there are none */
  report(): boolean {
    // A template can be outdated, so a user can send the same value again.
    if (this.canSendAnyway) return true;
    const wrong = this.#pairs.filter((pair) => !this.#validateAndShow(...pair));
    this.#checks.clear();
    for (const pair of wrong) {
      const error = this.#checks.errorIn(...pair);
      if (error && isDoubtful(error)) this.#checks.doubt(...pair);
    }
    wrong[0]?.[0].focus();
    return !wrong.length;
  }

  /**
   * Shows the server's validation errors in place of the form's own, which the user has overruled.
   * @returns whether any of them is about a field
   */
  showServerIssues(issues: readonly AuthIssue[]): boolean {
    this.#errors.clear();
    for (const { path, message, code } of issues) {
      const at = path.join('.');
      const field = this.fields.find(({ name, key, hidden }) => !hidden && (name === at || key === path.at(-1)));
      if (field)
        this.#errors.set(field.name, missing.test(code) ? errorText(field, 'required') : () => shorten(message, 2000));
    }
    const wrong = this.#pairs.find(([{ name }]) => this.#errors.has(name));
    wrong?.[0].focus();
    return !!wrong;
  }

  /** Secrets do not outlive the page. */
  readonly forgetSecrets = (): void => {
    for (const [control, { secret }] of this.#pairs) if (secret) control.value = '';
    this.#checks.clear();
    this.#pasting.forget();
  };

  readonly onInput = (event: Event): void => {
    const pair = this.#pair(event);
    if (!pair) return;
    const [control, field] = pair;
    this.#touched.add(field.name);
    const pasted = isA('InputEvent', event) ? this.#pasting.read(event, control, field) : undefined;
    this.#errors.delete(field.name);
    this.#say(field, pasted);
    this.#check(control, field);
    this.#host.requestUpdate();
  };

  readonly onTransfer = (event: ClipboardEvent | DragEvent): void => this.#pasting.onTransfer(event);

  /** Puts the text of a file into a field, or shows why it can't. */
  async takeFile(field: Field, file: File): Promise<void> {
    const read = await readKeyFile(field, file);
    const control = this.#pairs.find(([, each]) => each === field)?.[0];
    if (!control || (isA('HTMLTextAreaElement', control) && control.readOnly)) return;
    const { error, value = '' } = typeof read === 'string' ? { error: read } : read;
    if (typeof read === 'string' || (error && isDoubtful(error)))
      this.#errors.set(field.name, errorText(field, error ?? 'file', value));
    else {
      putIn(control, read.value);
      this.#errors.delete(field.name);
      this.#say(field, read);
      this.#check(control, field);
    }
    this.#host.requestUpdate();
  }

  /** Copies a field's value. It is also selected, so that the user can copy it if the page may not. */
  async copy(field: Field): Promise<void> {
    const control = this.#pairs.find(([, each]) => each === field)?.[0];
    if (!isA('HTMLInputElement', control)) return;
    control.select();
    const copied = await viewOf(control.ownerDocument)
      ?.navigator.clipboard?.writeText(control.value)
      .then(
        () => 'copied' as const,
        () => undefined,
      );
    this.#note(field, (text) => text(copied ?? 'copy_failed'));
    this.#host.requestUpdate();
  }

  readonly onBlur = (event: FocusEvent): void => {
    const pair = this.#pair(event);
    // The user may go to another tab to copy the key there: the field keeps the focus in this one.
    if (!pair || focusedIn(this.#host) === pair[0]) return;
    // A user who only tabs through the field has not made a mistake yet.
    if (!pair[0].value && !this.#touched.has(pair[1].name)) return;
    const show = (): void => {
      this.#validateAndShow(...pair);
      this.#host.requestUpdate();
    };
    if (!isDelayed(show)) show();
  };

  /** The controls that are on the page, each with its field. */
  get #pairs(): (readonly [Control, Field])[] {
    const controls = this.form?.querySelectorAll<Control>('[part=input]') ?? [];
    const fields = new Map(this.fields.map((field) => [field.name, field]));
    return Array.from(controls).flatMap((control) => {
      const field = fields.get(control.name);
      return field ? [[control, field] as const] : [];
    });
  }

  #pair({ target }: Event): readonly [Control, Field] | undefined {
    return this.#pairs.find(([control]) => control === target);
  }

  /** Announces and shows how a pasted text was changed. */
  #say(field: Field, pasted: Pasted | undefined): void {
    this.#note(field, notesText(pasted?.notes ?? []));
  }

  #note({ name }: Field, said: FieldText): void {
    this.announcement = said(this.#text);
    this.#notes.set(name, said);
  }

  #check(control: Control, field: Field): FieldText | undefined {
    const error = this.#checks.errorIn(control, field);
    const said = error && errorText(field, error, control.value);
    control.setCustomValidity(said?.(this.#text) ?? '');
    return said;
  }

  /** Trims a control's value, and shows its error. */
  #validateAndShow(control: Control, field: Field): boolean {
    const value = readTyped(field, control.value);
    if (value !== control.value) control.value = value;
    const said = this.#check(control, field);
    if (said) this.#errors.set(field.name, said);
    else this.#errors.delete(field.name);
    return !said;
  }
}
