import type { Control } from './controls.js';
import type { Field } from './fields.js';
import { readPasted, type Pasted } from './pasted-text.js';
import { isA } from './kinds.js';

/** Keys are small: what is larger is another file, chosen by mistake. */
const longestFile = 100_000;

type TextControl = HTMLInputElement | HTMLTextAreaElement;
const isText = (control: unknown): control is TextControl =>
  isA('HTMLInputElement', control) || isA('HTMLTextAreaElement', control);

/** Replaces what was pasted or dropped with what was meant. */
export class Pasting {
  /**
   * As it was copied: a field of one line has lost the line breaks by the time that it says `input`. `undefined` where it
   * becomes a part of a longer text.
   */
  #copied: string | undefined;

  /** Forgets the clipboard's text that no field has taken. */
  forget(): void {
    this.#copied = undefined;
  }

  /** Before the browser puts a text in. What becomes a part of a longer text is left as it is. */
  readonly onTransfer = (event: ClipboardEvent | DragEvent): void => {
    const { target } = event;
    const data = 'clipboardData' in event ? event.clipboardData : event.dataTransfer;
    // A browser would leave the page for a file, and with it all that was typed.
    if (event.type === 'drop' && data?.files.length) event.preventDefault();
    if (!isText(target) || target.readOnly) return;
    const { value, selectionStart, selectionEnd } = target;
    const kept = event.type === 'drop' ? value : value.slice(0, selectionStart ?? 0) + value.slice(selectionEnd ?? 0);
    this.#copied = kept.trim() ? undefined : (data?.getData('text/plain') ?? '');
  };

  /**
   * After the browser has put a text in.
   * @returns what was made of it; `undefined` where it was typed, or became a part of a longer text
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

/** As an edit of the user's, so that undo brings back what was pasted. */
function replace(control: TextControl, value: string): void {
  control.select();
  Document.prototype.execCommand?.call(control.ownerDocument, 'insertText', false, value);
  if (control.value !== value) control.value = value;
}

/**
 * Reads a key's file.
 * @returns what it holds, or why it can't be read
 */
export async function readKeyFile(field: Field, file: File): Promise<Pasted | 'file_size' | 'file'> {
  if (file.size > longestFile) return 'file_size';
  const text = decode(await file.arrayBuffer());
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

/** Puts a file's text where the user would have pasted it. */
export function putIn(control: Control, value: string): void {
  if (isText(control)) replace(control, value);
}
