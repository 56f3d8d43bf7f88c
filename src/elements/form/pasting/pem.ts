import type { Field } from '../fields.js';
import { trimmedLines } from '../../dom/trim.js';

/** What stands between `-----BEGIN ` and `-----`. */
type Label = string;

const longestLine = 64;
/** Also what editors turn `--` into. */
const dashes = '[-\\u2010-\\u2015\\u2212]{1,9}';
const marker = new RegExp(`${dashes} ?(BEGIN|END) ([A-Z0-9 ]{1,40}?) ?${dashes}`, 'g');
const wellFormed = /^-----BEGIN [A-Z0-9 ]+-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END [A-Z0-9 ]+-----$/;
/** `-----BEGIN` in base64: a whole file is often kept so in a variable. */
const encoded = /LS0tLS1CRUdJTi[A-Za-z0-9+/\s]+=*/;

/** Whether a field is for a PEM, and nothing else. A JSON web key is asked for in the same kind of field. */
export const isPemField = ({ kind, pattern, label, description }: Field): boolean =>
  kind === 'multiline' && (pattern ? /BEGIN/.test(pattern) : !/JWK|JSON/.test(`${label} ${description ?? ''}`));

/** The label that a field wants, where its pattern says so. */
const labelOf = (text: string | undefined): Label | undefined => /BEGIN ([A-Z0-9 ]+)-/.exec(text ?? '')?.[1];

/** What a field asks for, as the file itself would call it. */
export const wantedLabel = ({ pattern, key, label }: Field): Label =>
  labelOf(pattern) ?? (/cert/i.test(`${key} ${label}`) ? 'CERTIFICATE' : 'PRIVATE KEY');

/** The label of a PEM of the wrong kind for a field; the first of several. */
export function wrongLabel(field: Field, value: string): Label | undefined {
  const labels = blocksIn(value).map(({ label }) => label);
  return labels.some((label) => isWanted(field, label)) ? undefined : labels[0];
}

/** A pattern means its label; without one, a key may be named after its algorithm, as older files do. */
const isWanted = (field: Field, label: Label): boolean =>
  label === wantedLabel(field) ||
  (!field.pattern && wantedLabel(field) === 'PRIVATE KEY' && /^(RSA|EC) PRIVATE KEY$/.test(label));

interface Block {
  readonly label: Label;
  /** All of it, as it was given. */
  readonly text: string;
  /** What is between its first and its last line. */
  readonly body: string;
}

function blocksIn(text: string): Block[] {
  const markers = [...text.matchAll(marker)];
  return markers.flatMap((begin, at) => {
    const end = markers[at + 1];
    const [first, kind, label = ''] = begin;
    if (kind !== 'BEGIN' || end?.[1] !== 'END' || end[2] !== label) return [];
    const before = /[^\n]*$/
      .exec(text.slice(0, begin.index))?.[0]
      .trim()
      .replace(/["'`]$/, '');
    const lines = trimmedLines(text.slice(begin.index + first.length, end.index));
    // What is before its first line is before each: the sign of a comment, a program's call.
    const body = lines.map((line) => (before && line.startsWith(before) ? line.slice(before.length) : line)).join('\n');
    return {
      // Older files say it inside.
      label: /Proc-Type:.*ENCRYPTED/.test(body) ? `ENCRYPTED ${label}` : label,
      text: text.slice(begin.index, end.index + end[0].length),
      body,
    };
  });
}

/** The lines of a PEM, as a program writes them; nothing where its body holds something that does not belong there. */
function rewrap({ label, text, body }: Block): string {
  if (wellFormed.test(text)) return text;
  const letters = body
    // Lines of a program or an editor: `"MII…" +`, `'MII…\`, `2 MII…`.
    .replace(/(["'`])\s{0,99}[+.&,]{0,3}\s{0,99}(?=["'`])/g, '$1')
    .replace(/^\d+\s/gm, '')
    .replace(/[\s"'`\\,;)]/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(letters)) return text;
  const lines = letters.match(new RegExp(`.{1,${longestLine}}`, 'g')) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}

/** Line breaks that were written as `\n`, once or twice over, or as `<br>`, and spaces as pages have them. */
const unescape = (text: string): string =>
  text.replace(/\\{1,4}(?:[nr]|u000[ad]|x0[ad]|01[25])|<br ?\/?>|&#(?:10|xa);/gi, '\n').replace(/\\{1,4}t|\xa0/g, ' ');

/**
 * The PEM that a text holds, in whatever it is wrapped: one line, `\n` for line breaks, quotes, a program's lines,
 * base64 of the whole, other blocks and bag attributes around it.
 * @param text what was pasted
 * @param field where
 * @returns the block that the field wants, else the first; nothing where there is none
 */
export function pemIn(text: string, field: Field): string | undefined {
  const [inBase64] = encoded.exec(text) ?? [];
  const letters = inBase64?.replace(/[\s=]/g, '') ?? '';
  // Whatever comes after it.
  const plain = inBase64 ? atob(letters.slice(0, letters.length & ~3)) : text;
  const blocks = blocksIn(unescape(plain).replace(/\r\n?/g, '\n'));
  const meant = blocks.find(({ label }) => isWanted(field, label)) ?? blocks[0];
  return meant && rewrap(meant);
}

/** The ways in which a PEM is written: some patterns want `\n` instead of line breaks. */
export function spellings(pem: string): string[] {
  const escaped = pem.replace(/\n/g, '\\n');
  return [pem, escaped, escaped + '\\n'];
}
