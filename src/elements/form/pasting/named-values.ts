import type { Field } from '../fields.js';
import { trimEnd } from '../../dom/trim.js';

/** A value with its name in the copied text. */
interface NamedValue {
  readonly name: string;
  readonly value: string;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a name stands for a credential: `STRIPE_SECRET_KEY`, `x-api-key`, `accessToken`; `-u` of a command. */
export const isCredentialName = (name: string): boolean =>
  /(^u|key|token|secret|authorization|auth|bearer|jwt|pat|credentials?)$/.test(plain(name));

/** Whether a name matches a field's key or label, or the end of either. */
export function isNameOf({ key, label }: Field, name: string, whole = false): boolean {
  const given = plain(name);
  const own = [plain(key), plain(label)];
  if (whole) return own.includes(given);
  return given.length > 4 && own.some((each) => each.length > 3 && (given.endsWith(each) || each.endsWith(given)));
}

/** The strings and numbers in a JSON value with their keys; own properties only. */
function stringsIn(value: unknown, name = '', depth = 0): NamedValue[] {
  if (typeof value === 'string' || Number.isSafeInteger(value)) return [{ name, value: String(value) }];
  if (!(value instanceof Object) || depth > 100) return [];
  return Object.entries(value).flatMap(([key, each]) => stringsIn(each, Array.isArray(value) ? name : key, depth + 1));
}

/** Pairs such as `{ "name": "API_KEY", "value": "x" }` and `<key>API_KEY</key><string>x</string>`. */
function paired(values: readonly NamedValue[]): NamedValue[] {
  const pairs = values.map(({ name, value }, at) => {
    const next = values[at + 1];
    return (
      /^(name|key)$/i.test(name) &&
      /^(value|string|content)$/i.test(next?.name ?? '') && { name: value, value: next?.value ?? '' }
    );
  });
  return values.flatMap((each, at) => pairs[at] || (pairs[at - 1] ? [] : each));
}

/** Parses JSON; `undefined` if it isn't an object. */
export function parseJson(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed instanceof Object ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/**
 * `"X-Api-Key": "x"`, `{ apiKey: 'x' }`, `Acme(api_key="x")`, `<add key="x"`, `env["X_API_KEY"] = "x"`, `set('X-Api-Key', 'x')`.
 */
const quoted =
  /(?:(["'`])|[{,;]\s{0,9}|(?<=<\w[^<>]{0,200}\s)|\((?=\w{1,60}\s?[:=]))(?<name>[\w.$-]{1,60})\1\]?\s{0,9}(?:=>|[:=,])\s{0,9}(["'`])(?<value>[^\n]*?)\3/g;
/** `-H 'X-Api-Key: x'`. */
const header = /(["'])(?<name>[\w-]{1,60}): (?<value>[^\n]*?)\1/g;
/** `<apiKey>x</apiKey>`. */
const element = /<(?<name>[\w:.-]{1,60})(?:\s[^<>]{0,200})?>\s{0,9}(?<value>[^<>\n]{1,9999}?)\s{0,9}<\/\1>/g;
/** `--api-key x`, `--token="x"`, `-u x:`, which sends a key as a user without a password. */
const option =
  /\s--?(?<name>u(?=ser )|[a-z][\w-]{0,60})(?:ser)?[= ]\s{0,3}(["']?)(?!\w+=[^=])(?<value>[^\s"']+?):?\2(?=\s|$)/gi;
/** `-e NAME=x`, `NAME=x command`, `Name=x;Key=y`, `X-Name:x`. */
const pair = /(?<![^\s;"'`:])(?<name>[a-z_][\w.-]{0,60}=|(?:x-|api)[\w-]{1,60}:)(?<value>[^\s;"'`]+)/gi;
/** `ENV NAME x`, `#define NAME "x"`, `$env:NAME = "x"`. */
const capitals = /\b(?<name>[A-Z][A-Z\d]*_[A-Z\d_]+)(?:\s{0,9}=|(?=\s+["'`]?\S*\d))\s{0,9}["'`]?(?<value>[^\s"'`;=]+)/g;
/** `-u id:secret`, `https://oauth2:x@gitlab.example/`; a number alone may be a port. */
const signIn =
  /(?:\s-(?:u|-user)[= ]["']?|:\/\/)(?<name>[^\s:@/"']*):(?!\d*(?:\s|$))(?<value>[^\s:@/"']+)(?=[\s@"']|$)/g;
/** After a value, at the end of a line. */
export const comment = /\s{1,9}(?:#|\/\/)[^\n]*$/;
/** `NAME=x`, `export NAME="x"`, `Client ID: x`, a line each. */
const line =
  /^[ \t|]*(?:\$env:|- )?["'`]?(?<name>[\w.$-][\w.$ -]{0,59})["'`]?[ \t]{0,9}(?:=>|:=|=|:(?=[ \t"'])|[\t\u2013\u2014|]| -(?= ))[ \t]{0,9}(?<value>[^\s=][^\n]*)$/gim;
/** `Client ID x`, or with its value in the next line. */
const heading = /^(?<name>\p{L}[\p{L} ()]{1,40}):?\s(?<value>\S+)$/gmu;
/** `Client ID: x, Client secret: y`. */
const spoken = /(?<name>\p{L}[\p{L} _-]{1,40}): (?<value>\S+?)[,;]?(?=\s|$)/gu;
/** `client_id=x&client_secret=y`, alone or at the end of an address. */
const query = /(?:^|[\s"'])\??[\w.-]+=[^\s&]*&[\w.-]+=|[a-z]:\/\/\S+[?#]/;
const parameter = /(?:^|[?&#\s"'])(?<name>[\w.-]{1,60})=(?<value>[^&#\s"'`]+)/g;

/** The named values in a text: JSON, source code, a command's headers and options, a URL's query. */
export function namedValues(text: string): NamedValue[] {
  const json = parseJson(text);
  if (json) return paired(stringsIn(json));
  const rows = columns(text);
  if (rows.length) return rows;
  const hasLines = text.includes('\n');
  const several = find(text, hasLines ? heading : spoken);
  return paired([
    ...find(text, quoted, header, element, option),
    ...find(text, signIn).flatMap(({ name, value }) => [
      { name: 'client_id', value: name },
      { name: 'secret', value },
    ]),
    ...(hasLines ? find(text, line).map(withoutEnd) : []),
    ...(several.length > 1 && !/["'`]/.test(text) ? several : []),
    ...(query.test(text) ? find(text, parameter).map((each) => ({ ...each, value: decode(each.value) })) : []),
  ]);
}

/** The named values in a table of two lines, as in a CSV file: a line of names, a line of values. */
function columns(text: string): NamedValue[] {
  const lines = text.replaceAll('"', '').split('\n');
  const [names = [], values = [], ...more] = lines.map((line) => line.split(/[,;\t] ?/));
  if (more.length || !names[1] || !names.every((name) => /^[a-z][a-z _-]+$/i.test(name))) return [];
  return names.map((name, at) => ({ name, value: values[at] ?? '' }));
}

/** The named values in looser formats: a command, a connection string. */
export const looselyNamed = (text: string): NamedValue[] => find(text, pair, capitals);

const find = (text: string, ...patterns: readonly RegExp[]): NamedValue[] =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ groups: { name = '', value = '' } = {} }) => ({
      name: trimEnd(name.trim(), '=:'),
      value,
    })),
  );

/** The value without a comment and quotation marks. */
const withoutEnd = ({ name, value }: NamedValue): NamedValue => ({
  name,
  value: value.replace(comment, '').replace(/^(["'`])(.*)\1[,;]?\s{0,9}$|\s?\|$/, '$2'),
});

/** Decodes percent-encoded text; other text stays as it is. */
export function decode(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Chooses the value for a field: by its name, by the end of its name, or the only credential.
 * @param field where the text was pasted
 * @param values the named values in the text
 * @param anyCredential whether the field is for keys of any name
 */
export function choose(field: Field, values: readonly NamedValue[], anyCredential: boolean): NamedValue | undefined {
  const only = (found: readonly NamedValue[]): NamedValue | undefined =>
    new Set(found.map(({ value }) => value)).size === 1 ? found[0] : undefined;
  return (
    only(values.filter(({ name }) => isNameOf(field, name, true))) ??
    only(values.filter(({ name }) => isNameOf(field, name))) ??
    (anyCredential ? only(values.filter(({ name }) => isCredentialName(name))) : undefined)
  );
}
