import type { Control } from './controls.js';
import { check, type FieldError } from './field-rules.js';
import type { Field } from './fields.js';
import { readTyped } from './pasted-text.js';

/** The results of checking fields: a value that has not changed is not checked again. */
export class FieldChecks {
  readonly #checked = new Map<string, { readonly value: string; readonly error: FieldError | undefined }>();
  /** Values that a pattern refuses, by field, once the user knows. */
  readonly #doubted = new Map<string, string>();

  /** What is wrong with what a control holds. */
  errorIn(control: Control, field: Field): FieldError | undefined {
    const { value } = control;
    if (this.isChecked(control, field)) return this.#checked.get(field.name)?.error;
    const error = check(field, readTyped(field, value));
    this.#checked.set(field.name, { value, error });
    return error;
  }

  isChecked({ value }: Control, { name }: Field): boolean {
    return this.#checked.get(name)?.value === value;
  }

  /** The user learns that the pattern refuses it. */
  doubt({ value }: Control, { name }: Field): void {
    this.#doubted.set(name, value);
  }

  isDoubted({ value }: Control, { name }: Field): boolean {
    return this.#doubted.get(name) === value;
  }

  /** Keeps no value. */
  clear(): void {
    this.#checked.clear();
    this.#doubted.clear();
  }
}
