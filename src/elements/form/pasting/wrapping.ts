import { isEmail, isKey } from '../field-purpose.js';
import { hasRule } from '../field-rules.js';
import type { Field } from '../fields.js';
import { isAddressName, isAddressPart } from './addresses.js';
import {
  choose,
  comment,
  decode,
  isCredentialName,
  isNameOf,
  looselyNamed,
  namedValues,
  parseJson,
} from './named-values.js';
import { trimEnd, trimmedLines } from '../../dom/trim.js';

/** How a text was changed, for the user; the messages have a text for each, `pasted_…`. Never a secret. */
export interface Note {
  readonly key:
    'removed' | 'added' | 'named' | 'quotes' | 'invisible' | 'spaces' | 'lowercase' | 'characters' | 'lines' | 'part';
  /** Replaces the message's `{text}`. */
  readonly text?: string;
}

/** A text that is being unwrapped. */
export interface Draft {
  readonly text: string;
  /** The changes so far. */
  readonly notes: readonly Note[];
}

/** For the pattern to read: a bundler would write the letters, which a page in another encoding misreads. */
const quote =
  '"\'`\\u00b4\\u00ab\\u00bb\\u2018-\\u201f\\u2039\\u203a\\u300c-\\u300f\\u301d-\\u301f\\u2032\\u2033\\uff02\\uff07';
const fenced = /^```\w*\n?([^`]+?)\n?```$/;
const quoted = new RegExp(`^([${quote}])([^]+)([${quote}])[.,;]?$`);
const anyQuote = new RegExp(`[${quote}]`);
const strayQuotes = new RegExp(`^[${quote}]{1,3}|[${quote}]{1,3}$`, 'g');
const bracketed = /^<(?!\w+ [\w-]+=)([^<>\s][^<>]*)>$/;
const parenthesized = /^[([{]+([^()[\]{}]+)[)\]}]+$/;
/** Bold text, links, elements and quotation marks as Markdown, pages and programs write them. */
const marks = [
  /^\*{1,2}([^*]+)\*{1,2}$/,
  /^\[[^[\]]+\]\((?:mailto:)?([^()\s]+)\)$/,
  /^(?:&(?:quot|apos|lt|#3[49]);|\\["'])(.+)(?:&(?:quot|apos|gt|#3[49]);|\\["'])$/,
  /^b["']([^"'\s]+)["']$/,
  /^\|{1,2}\s?([^\n]+?)\s?\|{1,2}$/,
];
/** White space at the ends, also as encoded in URLs, HTML and source code, and a list marker before it. */
const blanks =
  /^(?:\s|%(?:20|0[ad])|&(?:nbsp|#\w{2,4});|<\w+(?:\sclass[^<>]*)?>|\\[nrt]|(?:[\u2022\u2192*>$\u2013-]|[\da-z][.)]|\p{So}\ufe0f?) ){1,99}|(?:\s|%(?:20|0[ad])|&(?:nbsp|#\w{2,4});|<\/?\w+>|\\[nrt]|\\$){1,99}$/giu;

/** Joiners stay if they are part of a script or an emoji. */
const joiner = '(?<=[^\\0-\\x7f\\p{Cf}])[\\u200c\\u200d](?=[^\\0-\\x7f\\p{Cf}])';
/** Terminal colors, and invisible characters. */
const invisible = new RegExp(`\\x1b\\[[\\d;]*m|(?![\\t\\n])\\p{Cc}|(?!${joiner})[\\p{Cf}\\u2065]`, 'gu');

/** Removes invisible characters: direction marks, joiners, soft hyphens, control characters. */
export function withoutInvisible(raw: string): Draft {
  const lines = raw.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n');
  const text = lines.replace(invisible, '');
  return { text, notes: text === lines ? [] : [{ key: 'invisible' }] };
}

/** Removes quotation marks, backticks or `<…>` around the whole text. */
export function withoutQuotes(text: string): string {
  const inside = fenced.exec(text)?.[1] ?? bracketed.exec(text)?.[1];
  if (inside) return inside;
  const [, open = '', inner = '', close = ''] = quoted.exec(text) ?? [];
  return inner.includes(open) || inner.includes(close) ? text : inner || text;
}

type Step = (field: Field, draft: Draft) => Draft;

/** Removes text and notes it; consecutive removals at the beginning become one note: `Authorization: Bearer `. */
const remove = ({ notes }: Draft, removed: string, text: string): Draft => {
  const last = notes.at(-1);
  return last?.key === 'removed'
    ? { text, notes: [...notes.slice(0, -1), { key: 'removed', text: `${last.text}${removed}` }] }
    : { text, notes: [...notes, { key: 'removed', text: removed }] };
};

const unquote: Step = (_, draft) => {
  const trimmed = draft.text.trim();
  const marked = marks.map((each) => each.exec(trimmed)?.[1]).find(Boolean);
  if (marked) return { text: marked, notes: [...draft.notes, { key: 'part' }] };
  const text = withoutQuotes(trimmed);
  return text === trimmed ? { ...draft, text } : { text, notes: [...draft.notes, { key: 'quotes' }] };
};

/** Authentication schemes before a key in a header. */
const scheme = /^(?:bearer|basic|oauth|jwt|pat|bot|ssws|(?:(?:api|genie)[-_ ]?)?(?:key|token))\s+(?=[^\s=:]\S*$)/i;
const anyScheme = /^[a-z][\w-]{0,30}\s+(?=\S+$)/i;

/** `Bearer x`, `Token x`. */
const withoutScheme: Step = (_, draft) => {
  const afterHeader = draft.notes.some(({ text = '' }) => /authorization\W*$/i.test(text));
  const [removed] = (afterHeader ? anyScheme : scheme).exec(draft.text) ?? [];
  return removed ? remove(draft, removed, draft.text.slice(removed.length)) : draft;
};

/** `NAME=x`, `X-Api-Key: x`, `"apiKey": "x",`, `API key: x`, `API key – x`, `API key is x`, in two lines, or in two cells of a table. */
const assignment =
  /^((?:export|set|env|const|let|var)\s+|\$env:|-\s+)?(["'`]?)([^\s"'`:=\uff1a][^"'`:=\uff1a\n\t]{0,39}?)\2(?::\s?[\w&]{1,20}(?=\s?=))?\s*(=>|->|\u2192|:=|[:=\uff1a\n\t]|\s[\u2013\u2014|-]\s|\sis\s(?=\S+$))(\s*)(?=["'`]|[^\s=])([^\n]+)$/i;
/** A bold name: `**API key:** x`. */
const bold = /^\*{1,2}([^*\n]{1,40})\*{1,2}/;

const withoutName: Step = (field, draft) => {
  const said = draft.text.replace(bold, '$1');
  const [, command, , name = '', sign = '', space, rest = ''] = assignment.exec(said) ?? [];
  const value = withoutQuotes(trimEnd(rest.replace(comment, '').trim(), ',;.'));
  if (!value || /^=*$/.test(value)) return draft;
  const isHeader = /^(x-[\w-]+|authorization|proxy-authorization|api-?key|bearer)$/i.test(name);
  const oneWord = !/\s/.test(value) || (isHeader ? anyScheme : scheme).test(value);
  // A colon may be part of a key, unless it is full-width, so it counts only with a space after it or quotes around the value.
  const apart = /[=>\s\u2192\uff1a]$/.test(sign) || !!space || /^["'`]/.test(rest) || isHeader;
  // Two lines may also be one key that was wrapped.
  const isHeading = (/ /.test(name) && isCredentialName(name)) || (/\d/.test(value) && value.length > name.length);
  const heading = isKey(field) && /^[\p{L} ()]+$/u.test(name) && isHeading;
  const known =
    sign === '\n'
      ? isHeader || heading || isNameOf(field, name, true)
      : isHeader ||
        (isCredentialName(name) && !/\d{4}/.test(name)) ||
        isNameOf(field, name) ||
        (isAddressPart(field) && isAddressName(name)) ||
        (isEmail(field) && /mail$/i.test(name));
  const variable = isKey(field) && sign === '=' && /^[A-Z][A-Z\d]*(_[A-Z\d]+)+$/.test(name);
  const spoken = isKey(field) && /^[:\uff1a]$/.test(sign);
  const given = command && !anyQuote.test(value);
  if (!oneWord || !apart || !(given || known || variable || spoken)) return draft;
  const shown = isShown(name, known || variable) && /^[^"'`]*/.exec(draft.text.slice(0, draft.text.indexOf(rest)))?.[0];
  return shown ? remove(draft, shown, value) : { text: value, notes: [...draft.notes, { key: 'part' }] };
};

/** Whether a name can be shown: an unknown one, or one with digits, may be a secret. */
const isShown = (name: string, known: boolean): boolean => known && name.length < 40 && !/\d/.test(name);

/** JSON, a command, a line of a program, an `.env` file, an address with a query. */
const named: Step = (field, draft) => take(field, draft, namedValues);

/** A command, a connection string, or a text with a single word that can only be a key. */
const amongWords: Step = (field, draft) => {
  const { text } = draft;
  if (hasRule(field)) return draft;
  const taken = take(field, draft, looselyNamed);
  // One word per line may be a wrapped key; two names stand for two values.
  if (taken !== draft || !/\S[^\S\n]\S|["'`<(]/.test(text) || /[$]\{|(?:\w\W{0,3}[:=](?!\/).*){2}/s.test(text))
    return taken;
  const words = text.split(/[\s"'`<>()[\]{}|]+/).map((word) => trimEnd(word, '.,;:!'));
  const [word, ...more] = words.filter((each) => /^(?=.*\d)(?=.*[a-z])(?!.*(?::\/\/|,)).{8}/i.test(each));
  if (!word || more.length || words.some((each) => /^[a-z]+$/i.test(each) && each.length === word.length)) return draft;
  return { text: word, notes: [...draft.notes, { key: 'part' }] };
};

function take(field: Field, draft: Draft, find: typeof namedValues): Draft {
  if (!/[\s";?&#<@]/.test(draft.text)) return draft;
  const values = find(draft.text);
  const isSecret = field.secret && isKey(field);
  const [first] = isKey(field) && values.length === 1 && parseJson(draft.text) ? values : [];
  // A number alone may be anything.
  const only = first && draft.text.includes(`"${first.value}"`) ? first : undefined;
  const { name, value } = choose(field, values, isSecret) ?? only ?? {};
  if (name === undefined || !value || value === draft.text) return draft;
  const shown = isShown(name, isCredentialName(name) || isNameOf(field, name));
  return { text: value, notes: [...draft.notes, shown ? { key: 'named', text: name } : { key: 'part' }] };
}

/** A key that was wrapped, at whatever width. */
const withoutBreaks: Step = (_, draft) => {
  const lines = trimmedLines(draft.text);
  // The label of a button on the page that the key was copied from.
  if (/\d/.test(lines[0] ?? '') && /^[A-Z][a-z]{3,}\W?$/.test(lines[1] ?? '') && lines.length === 2)
    return keep(draft, lines[0] ?? '');
  if (lines.length < 2 || lines.some((line) => /[\s,]|^[A-Z\d]+_\w+=[^=]/.test(line))) return draft;
  return { text: lines.join(''), notes: [...draft.notes, { key: 'spaces' }] };
};

/** Keeps a part of a text that has only punctuation around it. */
function keep(draft: Draft, kept: string): Draft {
  const at = draft.text.indexOf(kept);
  const around = [draft.text.slice(0, at), draft.text.slice(at + kept.length)].filter((each) => each.trim());
  return { text: kept, notes: [...draft.notes, ...around.map((text) => ({ key: 'removed', text }) as const)] };
}

/** Quotation marks and punctuation at one end only, and blanks in other spellings. */
const withoutEdges: Step = (_, draft) => {
  const trimmed = trimEnd(draft.text.replace(blanks, ''), ',;');
  const bare = trimmed.replace(strayQuotes, '').replace(parenthesized, '$1');
  // If there are others inside, it belongs to one of them.
  const kept = anyQuote.test(bare) ? trimmed : bare;
  return kept ? keep(draft, kept) : draft;
};

/** `mailto:jo@example.com?subject=…`, `Jo <jo@example.com>,`. */
const withoutMail: Step = (_, draft) => {
  const [, address] = /^[^@]*<([^\s<>@]+@[^\s<>@]+)>[,;.]?$/.exec(draft.text) ?? [];
  if (address) return { text: address, notes: [...draft.notes, { key: 'part' }] };
  const [mailto] = /^mailto:/i.exec(draft.text) ?? [];
  if (mailto) return remove(draft, mailto, decode(draft.text.slice(mailto.length).replace(/\?.*$/, '')));
  return keep(draft, trimEnd(draft.text, ',;.!').replace(parenthesized, '$1'));
};

/** The trailing dot of a host name. */
const withoutLastDot: Step = (_, draft) => keep(draft, trimEnd(draft.text, '.'));

/**
 * Removes what can't be part of a field's value.
 * @param field where the text was pasted
 * @param draft the text, without invisible characters
 */
export function unwrap(field: Field, draft: Draft): Draft {
  const steps = [
    unquote,
    named,
    withoutName,
    ...(isKey(field) ? [withoutScheme, withoutBreaks, withoutEdges] : []),
    ...(isEmail(field) ? [withoutMail] : []),
    ...(isAddressPart(field) ? [withoutEdges, withoutLastDot] : []),
  ];
  let now = draft;
  // One may be inside another: `export TOKEN="Bearer x"`.
  for (let round = 0; round < 5; round++) {
    const before = now.text;
    now = steps.reduce((each, step) => step(field, each), now);
    // Only what nothing else explains.
    if (now.text === before && isKey(field)) now = amongWords(field, now);
    if (now.text === before) break;
  }
  return now;
}
