import type { Field } from './fields.js';
import { trimEnd } from './trim.js';

/** A value with the name that it was given where it was copied. */
interface NamedValue {
  readonly name: string;
  readonly value: string;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether a name is one for a credential: `STRIPE_SECRET_KEY`, `x-api-key`, `accessToken`; `-u` of a command. */
export const isCredentialName = (name: string): boolean =>
  /(^u|key|token|secret|authorization|auth|bearer|jwt|pat|credentials?)$/.test(plain(name));

/** Whether a name is a field's: its key's or its label's, or the end of either. */
export function isNameOf({ key, label }: Field, name: string, whole = false): boolean {
  const given = plain(name);
  const own = [plain(key), plain(label)];
  if (whole) return own.includes(given);
  return given.length > 4 && own.some((each) => each.length > 3 && (given.endsWith(each) || each.endsWith(given)));
}

/** The strings and numbers of a JSON value, with the names of their keys; own ones only. */
function stringsIn(value: unknown, name = ''): NamedValue[] {
  if (typeof value === 'string' || Number.isSafeInteger(value)) return [{ name, value: String(value) }];
  if (!(value instanceof Object)) return [];
  return Object.entries(value).flatMap(([key, each]) => stringsIn(each, Array.isArray(value) ? name : key));
}

/** `{ "name": "API_KEY", "value": "x" }`, `<key>API_KEY</key><string>x</string>`: a name may be given as a value. */
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

/** What a text is as JSON, if it is an object. */
export function parseJson(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed instanceof Object ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** `"X-Api-Key": "x"`, `{ apiKey: 'x' }`, `Acme(api_key="x")`, `<add key="x"`, `env["X_API_KEY"] = "x"`, `set('X-Api-Key', 'x')`. */
const quoted =
  /(?:(["'`])|[{,;]\s{0,9}|(?<=<\w[^<>]{0,200}\s)|\((?=\w{1,60}\s?[:=]))([\w.$-]{1,60})\1\]?\s{0,9}(?:=>|[:=,])\s{0,9}(["'`])([^\n]*?)\3/g;
/** `-H 'X-Api-Key: x'`. */
const header = /(["'])([\w-]{1,60}): ([^\n]*?)\1/g;
/** `<apiKey>x</apiKey>`. */
const element = /<([\w:.-]{1,60})(?:\s[^<>]{0,200})?>\s{0,9}([^<>\n]{1,9999}?)\s{0,9}<\/\1>/g;
/** `--api-key x`, `--token="x"`, `-u x:`. */
const option = /(?:^|\s)--?([a-z][\w-]{0,60})[= ]\s{0,3}(["']?)([^\s"']+)\2/gi;
/** `-e NAME=x`, `NAME=x command`, `Name=x;Key=y`, `X-Name:x`. */
const pair = /(?<![^\s;"'`:])([a-z_][\w.-]{0,60}=|(?:x-|api)[\w-]{1,60}:)([^\s;"'`]+)/gi;
/** `ENV NAME x`, `#define NAME "x"`, `$env:NAME = "x"`. */
const capitals = /\b([A-Z][A-Z\d]*_[A-Z\d_]+)(?:\s{0,9}=|(?=\s+["'`]?\S*\d))\s{0,9}["'`]?([^\s"'`;=]+)/g;
/** After a value, at the end of a line. */
export const comment = /\s{1,9}(?:#|\/\/)[^\n]*$/;
/** `NAME=x`, `export NAME="x"`, `Client ID: x`, a line each. */
const line =
  /^[ \t|]*(?:\$env:|- )?["'`]?([\w.$-][\w.$ -]{0,59})["'`]?[ \t]{0,9}(?:=>|:=|=|:(?=[ \t"'])|[\t\u2013\u2014|]| -(?= ))[ \t]{0,9}([^\s=][^\n]*)$/gim;

/** `Client ID x`, or with its value in the next line. */
const heading = /^(\p{L}[\p{L} ()]{1,40}):?\s(\S+)$/gmu;
/** `Client ID: x, Client secret: y`. */
const spoken = /(\p{L}[\p{L} _-]{1,40}): (\S+?)[,;]?(?=\s|$)/gu;
/** `client_id=x&client_secret=y`, alone or at the end of an address. */
const query = /(?:^|[\s"'])\??[\w.-]+=[^\s&]*&[\w.-]+=|[a-z]:\/\/\S+[?#]/;

/** The values that a text gives names to: JSON, a program's lines, a command's headers and options, an address's query. */
export const namedValues = (text: string): NamedValue[] => paired(foundIn(text));

function foundIn(text: string): NamedValue[] {
  const json = parseJson(text);
  if (json) return stringsIn(json);
  const found: NamedValue[] = [];
  const add = (name = '', value = ''): void => void found.push({ name: name.trim(), value });
  for (const [, , name, , value] of text.matchAll(quoted)) add(name, value);
  for (const [, , name, value] of text.matchAll(header)) add(name, value);
  for (const [, name, value] of text.matchAll(element)) add(name, value);
  // `curl -u sk_1:` sends a key as a user without a password.
  if (/\s-/.test(text))
    for (const [, name, , value = ''] of text.matchAll(option))
      if (!value.includes('=')) add(name === 'user' ? 'u' : name, value.replace(/:$/, ''));
  if (text.includes('\n'))
    for (const [, name, value] of text.matchAll(line))
      add(name, value?.replace(comment, '').replace(/^(["'`])(.*)\1[,;]?\s{0,9}$|\s?\|$/, '$2'));
  const several = [...text.matchAll(text.includes('\n') ? heading : spoken)];
  if (several.length > 1 && !/["'`]/.test(text)) for (const [, name, value] of several) add(name, value);
  if (query.test(text))
    for (const [, name, value] of text.matchAll(/(?:^|[?&#\s"'])([\w.-]{1,60})=([^&#\s"'`]+)/g))
      add(name, decode(value));
  return found;
}

/** What a text gives names to that is neither data nor a line of a program: a command, a connection string. */
export const looselyNamed = (text: string): NamedValue[] =>
  [pair, capitals].flatMap((each) =>
    [...text.matchAll(each)].map(([, name = '', value = '']) => ({ name: trimEnd(name, '=:'), value })),
  );

/** Decodes percent-encoded text; other text stays as it is. */
export function decode(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The one value that a field means: by its own name, by the end of its name, or the only one for a credential.
 * @param field where it was pasted
 * @param values what the text gives names to
 * @param anyCredential whether the field is for keys, whatever they are called
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
