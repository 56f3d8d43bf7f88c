import type { Control } from './controls.js';
import { check, type FieldError } from './field-rules.js';
import type { Field } from './fields.js';
import { readTyped } from './pasting/pasted-text.js';

/** Caches the validation of fields: an unchanged value is not checked again. */
export class FieldChecks {
  readonly #checked = new Map<string, { readonly value: string; readonly error: FieldError | undefined }>();
  /** Values refused by a pattern, by field, that the user has been told about. */
  readonly #doubted = new Map<string, string>();

  /** The error of a control's value. */
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

  /** Remembers that the user has been told that the pattern refuses the value. */
  doubt({ value }: Control, { name }: Field): void {
    this.#doubted.set(name, value);
  }

  isDoubted({ value }: Control, { name }: Field): boolean {
    return this.#doubted.get(name) === value;
  }

  /** Forgets all values. */
  clear(): void {
    this.#checked.clear();
    this.#doubted.clear();
  }
}
