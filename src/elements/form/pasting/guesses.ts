import { addressParts, isAddressPart, wholeAddresses } from './addresses.js';
import { isKey } from '../field-purpose.js';
import { check } from '../field-rules.js';
import type { Field } from '../fields.js';
import { decode } from './named-values.js';
import { trimEnd } from '../../dom/trim.js';

const all = (pattern: RegExp, text: string): string[] => text.match(pattern) ?? [];

/** What editors and spreadsheets replace `-` with. */
const anyDash = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const mailAddress = /[^\s<>()[\]"'`,;:|@/?&=]{1,64}@[^\s<>()[\]"'`,;:|@?&]{1,255}/g;
/** Also with spaces in the place of `-`, or around it. */
const uuid = /(?<![\da-f])[\da-f]{8}[\s_-]{0,3}(?:[\da-f]{4}[\s_-]{0,3}){3}[\da-f]{12}(?![\da-f])/gi;
const bareId = (id: string): string => id.replace(/[\s_-]/g, '');
const webAddress = /https?:\/\/[^\s"'`<>,;)]+/gi;
/** A number with thousands separators, or a phone number; not one with a decimal point. */
const grouped = /^\+?\d+(?:[\s-]{1,3}\d+|[.,']\d{3}(?!\d))+$/;
/** The boundary between words of a URL, a sentence or source code. */
const edge = /[\s"'`<>()[\]{},;|&?#=/\\]+/;

const hyphenate = (id: string): string => bareId(id).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const wordEdges = [edge, /[\s"'`<>()[\]{},;|&?#=/\\:]+/];

/**
 * Words that may be the whole value: long enough not to be words of a sentence. An unanchored pattern must match one of
 * them.
 */
function wordsOf(field: Field, text: string): string[] {
  const { pattern = '' } = field;
  const isAnchored = pattern.startsWith('^') && pattern.endsWith('$');
  const takesAll = ['word', 'Word', 'WORD'].some((word) => !check(field, word));
  const least = isAnchored ? (takesAll ? 16 : 4) : 6;
  return wordEdges.flatMap((edge) =>
    text
      .split(edge)
      .map((word) => trimEnd(word, '.:!'))
      .filter((word) => word.length >= least && (!isAnchored || /\d/.test(word))),
  );
}

/**
 * Candidates for the value that a text contains, for a field that can validate them; the most literal first.
 * @param field one with a pattern or a format
 * @param text the pasted text, unwrapped
 * @param fits whether a value is valid
 */
export function guesses(field: Field, text: string, fits: (value: string) => boolean): string[] {
  const { secret, suffix, format } = field;
  /** If several fit, none is used. */
  const only = (found: readonly string[]): string[] => {
    const fitting = new Set(found.filter(fits));
    return fitting.size === 1 ? [...fitting] : [];
  };
  const folded = text.replace(anyDash, '-').normalize('NFKC');
  const ids = new Set(all(uuid, folded)).size === 1 ? all(uuid, folded).slice(0, 1) : [];
  const address = /[./]/.test(text) && !secret;
  // As JSON and queries write it.
  const literal = decode(folded.replaceAll('\\/', '/'));
  const links = new Set(all(webAddress, literal));
  const [link = literal] = links.size === 1 ? links : [];
  const found = [
    ...(isAddressPart(field) ? [folded, literal, link].flatMap((each) => addressParts(field, each)) : []),
    ...only(all(mailAddress, decode(folded))),
    ...ids.map(hyphenate),
    ...ids.map(bareId),
    ...(address ? [link, folded].flatMap(wholeAddresses) : []),
    ...(address && !isAddressPart(field) ? addressParts({ ...field, prefix: 'https://' }, folded) : []),
    folded,
    ...(isKey(field) || folded.includes('@') ? [folded.replace(/\s+/g, '')] : []),
    ...(grouped.test(folded) ? [folded.replace(/\D/g, '')] : []),
    decode(folded),
    ...only(folded.split('\n', 20)),
    ...only(wordsOf(field, folded)),
    // Without a suffix, nothing else says which part of the host is wanted.
    ...(address && !suffix && format !== 'hostname'
      ? all(/^(?:https?:\/\/)?([a-z\d-]+)(?=\.)/i, folded).map((host) => host.replace(/^.*\//, ''))
      : []),
  ];
  return secret ? found : [...found, text.toLowerCase(), ...found.map((each) => each.toLowerCase())];
}
