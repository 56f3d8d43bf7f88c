import type { Control } from '../controls.js';
import type { Field } from '../fields.js';
import { readPasted, type Pasted } from './pasted-text.js';
import { isA } from '../../dom/dom-types.js';

/** In bytes. Keys are small: a larger file was chosen by mistake. */
const longestFile = 100_000;

type TextControl = HTMLInputElement | HTMLTextAreaElement;
const isText = (control: unknown): control is TextControl =>
  isA('HTMLInputElement', control) || isA('HTMLTextAreaElement', control);

/** Replaces pasted or dropped text with the value that it contains. */
export class Pasting {
  /**
   * The clipboard's text: an `<input>` has lost its line breaks by the time of the `input` event. `undefined` if it is
   * inserted into other text.
   */
  #copied: string | undefined;

  /** Forgets the clipboard's text if no field has used it. */
  forget(): void {
    this.#copied = undefined;
  }

  /** Called before the browser inserts a text. A text inserted into other text is left as it is. */
  readonly onTransfer = (event: ClipboardEvent | DragEvent): void => {
    const { target } = event;
    const data = 'clipboardData' in event ? event.clipboardData : event.dataTransfer;
    // The browser would navigate to the file, and everything typed would be lost.
    if (event.type === 'drop' && data?.files.length) event.preventDefault();
    if (!isText(target) || target.readOnly) return;
    const { value, selectionStart, selectionEnd } = target;
    const kept = event.type === 'drop' ? value : value.slice(0, selectionStart ?? 0) + value.slice(selectionEnd ?? 0);
    this.#copied = kept.trim() ? undefined : (data?.getData('text/plain') ?? '');
  };

  /**
   * Called after the browser has inserted a text.
   * @returns the value; `undefined` if the text was typed, or inserted into other text
   */
  read({ inputType }: InputEvent, control: Control, field: Field): Pasted | undefined {
    const copied = this.#copied;
    this.#copied = undefined;
    if (copied === undefined || !/^insertFrom(Paste|Drop)/.test(inputType) || !isText(control)) return undefined;
    // Some clipboards can't be read.
    const pasted = readPasted(field, copied || control.value);
    if (pasted.value !== control.value) replace(control, pasted.value);
    return pasted;
  }
}

/** Replaces the text like an edit by the user, so that undo restores what was pasted. */
function replace(control: TextControl, value: string): void {
  control.select();
  Document.prototype.execCommand?.call(control.ownerDocument, 'insertText', false, value);
  if (control.value !== value) control.value = value;
}

/**
 * Reads a key file.
 * @returns its value, or why it can't be read
 */
export async function readKeyFile(field: Field, file: File): Promise<Pasted | 'file_size' | 'file'> {
  if (file.size > longestFile) return 'file_size';
  // A folder can be dropped too.
  const text = await file.arrayBuffer().then(decode, () => '');
  return text.trim() ? readPasted(field, text) : 'file';
}

/** Decodes UTF-8, UTF-16 and Windows-1252; empty for what isn't text. */
function decode(bytes: ArrayBuffer): string {
  const [first = 0, second = 0] = new Uint8Array(bytes);
  const mark = first * 256 + second;
  const names = mark === 0xfffe ? ['utf-16le'] : mark === 0xfeff ? ['utf-16be'] : ['utf-8', 'windows-1252'];
  const [text = ''] = names.flatMap((name) => {
    const decoded = new TextDecoder(name).decode(bytes);
    return decoded.includes('\ufffd') ? [] : decoded;
  });
  // Control characters: it isn't text.
  return /[\0-\x08\x0e-\x1a]/.test(text) ? '' : text;
}

/** Inserts a file's text as if the user had pasted it. */
export function putIn(control: Control, value: string): void {
  if (isText(control)) replace(control, value);
}
