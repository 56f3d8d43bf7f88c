import type { Field } from './fields.js';

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

/** The strings of a JSON value, with the names of their keys; own ones only. */
function stringsIn(value: unknown, name = ''): NamedValue[] {
  if (typeof value === 'string') return [{ name, value }];
  if (!(value instanceof Object)) return [];
  return Object.entries(value).flatMap(([key, each]) => stringsIn(each, Array.isArray(value) ? name : key));
}

/** `{ "name": "API_KEY", "value": "x" }`: a name may be given as a value. */
function paired(values: readonly NamedValue[]): NamedValue[] {
  const pairs = values.map(({ name, value }, at) => {
    const next = values[at + 1];
    return /^(name|key)$/i.test(name) && /^value$/i.test(next?.name ?? '') && { name: value, value: next?.value ?? '' };
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

/** `"X-Api-Key": "x"`, `{ apiKey: 'x' }`, `Acme(api_key="x")`, `env["X_API_KEY"] = "x"`, `set('X-Api-Key', 'x')`. */
const quoted =
  /(?:(["'`])|[{,;]\s{0,9}|\((?=\w{1,60}\s?[:=]))([\w.$-]{1,60})\1\]?\s{0,9}(?:=>|[:=,])\s{0,9}(["'`])([^\n]*?)\3/g;
/** `-H 'X-Api-Key: x'`, `--header "X-Api-Key: x"`. */
const header = /(?:-H|--header)[= ]{0,3}(?:(["'])([\w-]{1,60}):\s{0,9}([^\n]*?)\1|([\w-]{1,60}):\s{0,3}(\S+))/g;
/** `['X-Api-Key: x']`. */
const headerText = /(["'])([\w-]{1,60}): ([^\n]*?)\1/g;
/** `<apiKey>x</apiKey>`. */
const element = /<([\w:.-]{1,60})(?:\s[^<>]{0,200})?>\s{0,9}([^<>\n]{1,9999}?)\s{0,9}<\/\1>/g;
/** `--api-key x`, `--token="x"`, `-u x:`. */
const option = /(?:^|\s)--?([a-z][\w-]{0,60})[= ]\s{0,3}(["']?)([^\s"']+)\2/gi;
/** After a value, at the end of a line. */
export const comment = /\s{1,9}(?:#|\/\/)[^\n]*$/;
/** `NAME=x`, `export NAME="x"`, `Client ID: x`, a line each. */
const line =
  /^[ \t]*(?:(?:export|set|setx|env|const|let|var)[ \t]{1,9}|\$env:|-[ \t])?["'`]?([\w.$-][\w.$ -]{0,59})["'`]?[ \t]{0,9}(?:=>|:=|=|:(?=[ \t"'])|[\t\u2013\u2014]| -(?= ))[ \t]{0,9}([^\s=][^\n]*)$/gim;

/** `Client ID`, with its value in the next line. */
const heading = /^(\p{L}[\p{L} ()]{1,40}):?\n(\S+)$/gmu;
/** `Client ID: x, Client secret: y`. */
const spoken = /(\p{L}[\p{L} _-]{1,40}): (\S+?)[,;]?(?=\s|$)/gu;
/** `client_id=x&client_secret=y`, alone or at the end of an address. */
const query = /^\??[\w.-]+=[^\s&]*&[\w.-]+=|[a-z]:\/\/\S+[?#]/;

/** The values that a text gives names to: JSON, a program's lines, a command's headers and options, an address's query. */
export const namedValues = (text: string): NamedValue[] => paired(foundIn(text));

function foundIn(text: string): NamedValue[] {
  const json = parseJson(text);
  if (json) return stringsIn(json);
  const found: NamedValue[] = [];
  const add = (name = '', value = ''): void => void found.push({ name: name.trim(), value });
  for (const [, , name, , value] of text.matchAll(quoted)) add(name, value);
  for (const [, , name, value, bare, word] of text.matchAll(header)) add(name ?? bare, value ?? word);
  for (const [, , name, value] of text.matchAll(headerText)) add(name, value);
  for (const [, name, value] of text.matchAll(element)) add(name, value);
  // `curl -u sk_1:` sends a key as a user without a password.
  if (/\s-/.test(text))
    for (const [, name, , value = ''] of text.matchAll(option)) {
      // `-e API_KEY=x`, `--set apiKey=x`
      const [, inner, rest] = /^([a-z][\w.-]*)=(.+)$/i.exec(value) ?? [];
      add(inner ?? (name === 'user' ? 'u' : name), rest ?? value.replace(/:$/, ''));
    }
  if (text.includes('\n'))
    for (const [, name, value] of text.matchAll(line))
      add(name, value?.replace(comment, '').replace(/^(["'`])(.*)\1[,;]?\s{0,9}$/, '$2'));
  const several = [...text.matchAll(text.includes('\n') ? heading : spoken)];
  if (several.length > 1 && !/["'`]/.test(text)) for (const [, name, value] of several) add(name, value);
  if (query.test(text))
    for (const [, name, value] of text.matchAll(/(?:^|[?&#])([\w.-]{1,60})=([^&#\s"'`]+)/g)) add(name, decode(value));
  return found;
}

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
