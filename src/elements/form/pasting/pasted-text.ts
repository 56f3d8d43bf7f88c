import { addressParts, isAddressPart, isDecorated } from './addresses.js';
import { isPassword } from '../field-purpose.js';
import { check, hasRule, type FieldError } from '../field-rules.js';
import type { Field } from '../fields.js';
import { guesses } from './guesses.js';
import { choose, decode, namedValues, parseJson } from './named-values.js';
import { matches } from '../pattern-matcher.js';
import { isPemField, pemIn, spellings } from './pem.js';
import { trimmedLines } from '../../dom/trim.js';
import { unwrap, withoutInvisible, withoutQuotes, type Draft, type Note } from './wrapping.js';

/** The value read from a pasted text. */
export interface Pasted {
  readonly value: string;
  /** How the text was changed; empty if only outer white space was removed. */
  readonly notes: readonly Note[];
  /** Why the field refuses it. */
  readonly error: FieldError | undefined;
}

/** Longer texts aren't values for a form, and are left as they are. */
const longestRead = 20_000;

/**
 * Reads a typed text: trims it, except for a password.
 * @param field one of `formFields()`
 * @param text what the control holds
 */
export const readTyped = (field: Field, text: string): string => (isPassword(field) ? text : text.trim());

/**
 * Reads a pasted text: removes what was copied along with the value. If the field restricts its values, the first
 * candidate that is valid counts; otherwise, only what is certain is removed.
 * @param field one of `formFields()`
 * @param text as the clipboard holds it, line breaks included
 */
export function readPasted(field: Field, text: string): Pasted {
  const { text: value, notes } = text.length > longestRead ? { text: text.trim(), notes: [] } : read(field, text);
  return { value, notes: short(notes), error: check(field, value) };
}

function read(field: Field, raw: string): Draft {
  const seen = withoutInvisible(raw);
  if (isPassword(field)) return readPassword(seen);
  const plain: Draft = { text: seen.text.trim(), notes: seen.notes };
  if (field.kind === 'multiline') return isPemField(field) ? readPem(field, plain) : plain;
  const certain = unwrap(field, plain);
  if (hasRule(field)) return firstThatFits(field, plain, certain) ?? certain;
  const [address] = isAddressPart(field) ? addressParts(field, certain.text) : [];
  return address ? explain(certain, address, field) : { ...certain, text: trimmedLines(certain.text).join(' ') };
}

/** Line breaks and quotation marks aren't part of a password, but spaces may be. */
function readPassword({ text, notes }: Draft): Draft {
  const line = text.replace(/^(?:(?! )\s){1,99}|(?:(?! )\s){1,99}$/g, '');
  const bare = withoutQuotes(line);
  return { text: bare, notes: bare === line ? notes : [...notes, { key: 'quotes' }] };
}

function readPem(field: Field, plain: Draft): Draft {
  const json = parseJson(plain.text) && choose(field, namedValues(plain.text), false);
  const text = json?.value ?? plain.text;
  const pem = pemIn(decode(text), field);
  if (!pem) return { ...plain, text };
  const fitting = spellings(pem).filter((each) => !check(field, each));
  // Without a pattern, the example may contain `\\n` for line breaks, and so may the value.
  const literal = field.example?.includes('\\n') && fitting.find((each) => each === text);
  const value = literal || (fitting[0] ?? pem);
  if (json) return { text: value, notes: [...plain.notes, { key: 'named', text: json.name }] };
  const same = value.replace(/\\n$/, '') === plain.text.replace(/\n/g, '\\n') || pem === plain.text;
  return { text: value, notes: same ? plain.notes : [...plain.notes, { key: 'lines' }] };
}

/** Whether a value is valid as a whole, not only because a part of it matches. */
function fitsWhole(field: Field, value: string): boolean {
  const { pattern } = field;
  return !!value && !check(field, value) && (!pattern || matches(`^(?:${pattern})$`, value) !== false);
}

function firstThatFits(field: Field, plain: Draft, certain: Draft): Draft | undefined {
  // Once the pattern has taken too long, any value would fit.
  const fits = (value: string): boolean => fitsWhole(field, value) && hasRule(field);
  const part = isAddressPart(field) && isDecorated(field, certain.text) && addressParts(field, certain.text).find(fits);
  if (part) return explain(certain, part, field);
  for (const draft of [certain, plain]) if (fits(draft.text)) return draft;
  const found = [certain, plain].flatMap(({ text }) => guesses(field, text, fits)).find(fits);
  if (found) return explain(certain, found, field);
  return [certain, plain].find(({ text }) => text && !check(field, text));
}

/** Whether the removed text can be shown: not a query, credentials in a URL, or what may be a key. */
const isShown = (removed: string): boolean =>
  removed.length < 40 && !/[@?=&]|\s\S+\s|(?=[\w-]*\d)[\w-]{12}/.test(removed);

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Adds the notes on how a draft became a value. */
function explain({ text, notes }: Draft, value: string, { secret }: Field): Draft {
  const say = (...more: Note[]): Draft => ({ text: value, notes: [...notes, ...more] });
  if (value === text) return say();
  if (value === text.replace(/\s+/g, '')) return say({ key: 'spaces' });
  if (value.endsWith(text)) return say({ key: 'added', text: value.slice(0, -text.length) });
  const at = text.toLowerCase().indexOf(value.toLowerCase());
  const lower: Note[] = at >= 0 && text.slice(at, at + value.length) !== value ? [{ key: 'lowercase' }] : [];
  const removed = [text.slice(0, at), text.slice(at + value.length)].filter(Boolean);
  if (at >= 0 && !secret && removed.every(isShown))
    return say(...removed.map((text) => ({ key: 'removed', text }) as const), ...lower);
  if (letters(value) === letters(decode(text.normalize('NFKC')))) return say({ key: 'characters' }, ...lower);
  return say({ key: 'part' }, ...lower);
}

/** Removes duplicate notes, and limits how many removals are shown. */
function short(notes: readonly Note[]): Note[] {
  const once = notes.filter(
    ({ key, text }, at) => at === notes.findIndex((each) => each.key === key && each.text === text),
  );
  const isPart = ({ key }: Note): boolean => key === 'removed' || key === 'part';
  return once.filter(isPart).length > 2 ? [{ key: 'part' }, ...once.filter((note) => !isPart(note))] : once;
}
