import type { AuthMode } from './auth-modes.js';
import { AuthError } from './errors.js';
import { property } from './property.js';
import { isPlainObject, readJson, text as textOf } from './wire.js';

// Each reader converts an option's value to what is sent, or throws an error that names the option, but never the value,
// which may be a secret.

/** Reads the value of one option. @param name for the error's message @throws {AuthError} `unknown_error` */
export type Reader<T> = (name: string, value: unknown) => T;

/** @throws {AuthError} `unknown_error` that names the option and what it must be */
export function refuse(name: string, expected: string): never {
  throw new AuthError('unknown_error', { message: `${name} must be ${expected}.` });
}

/** A string; numbers and booleans become one. */
export function text(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return isScalar(value) ? String(value) : refuse(name, 'a string');
}

/** A boolean; `"false"`, as in an HTML attribute, is false. */
export function flag(_name: string, value: unknown): boolean {
  return !!value && value !== 'false';
}

/** A list of strings, or a comma-separated string. Empty items are omitted. */
export function list(name: string, value: unknown): readonly string[] {
  const inText = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : undefined;
  const items: unknown[] = inText ?? (isIterable(value) ? [...value] : [undefined]);
  return items.map((item) => (isScalar(item) ? String(item) : refuse(name, 'a list of strings'))).filter(Boolean);
}

/** Values by name that are sent as text. Names without a value are omitted. */
export function parameters(name: string, value: unknown): Readonly<Record<string, string>> {
  const given = entriesOf(name, value).filter(([, one]) => one !== undefined && one !== null);
  return Object.fromEntries(
    given.map(([key, one]) => [
      key,
      isScalar(one) ? String(one) : refuse(`${name}.${key}`, 'a string, number or boolean'),
    ]),
  );
}

/**
 * OAuth parameters: objects and arrays are sent as JSON, such as OpenID Connect's `claims`. A name without a value removes
 * the parameter from the provider's template.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter
 */
export function authorizationParameters(name: string, value: unknown): Readonly<Record<string, string>> {
  const sent = (key: string, one: unknown): string => {
    // This string tells the server to omit the parameter.
    if (one === undefined || one === null) return 'undefined';
    if (isScalar(one)) return String(one);
    const json = toJson(one) ?? refuse(`${name}.${key}`, 'a JSON value');
    // A `Date` or a `URL` is a string in JSON.
    return textOf(readJson(json)) ?? json;
  };
  return Object.fromEntries(entriesOf(name, value).map(([key, one]) => [key, sent(key, one)]));
}

/** Values by name that are sent as JSON. */
export function fields(name: string, value: unknown): Readonly<Record<string, unknown>> {
  const entries = entriesOf(name, value);
  for (const [key, one] of entries) {
    if (one !== undefined && toJson(one) === undefined) refuse(`${name}.${key}`, 'a JSON value');
  }
  return Object.fromEntries(entries);
}

export function installation(name: string, value: unknown): 'outbound' {
  return value === 'outbound' ? value : refuse(name, '"outbound" or omitted');
}

/** The name of an auth mode. One that this version doesn't know belongs to a newer server and opens a popup. */
export function authMode(name: string, value: unknown): AuthMode {
  const isMode = (mode: unknown): mode is AuthMode => typeof mode === 'string';
  return isMode(value) ? value : refuse(name, 'the name of an auth mode');
}

/** An `AbortSignal`, also of another window or a polyfill. */
export function signal(name: string, value: unknown): AbortSignal {
  const isSignal = (one: unknown): one is AbortSignal =>
    typeof property(one, 'aborted') === 'boolean' && typeof property(one, 'addEventListener') === 'function';
  return isSignal(value) ? value : refuse(name, 'an AbortSignal: the `signal` of an AbortController');
}

/** A duration in ms; 0 means the default. */
export function duration(name: string, value: unknown): number {
  return typeof value === 'number' && value >= 0 ? value : refuse(name, 'a number of milliseconds');
}

/** A length in CSS pixels, also as a string: `600`, `600px`; 0 means the default. */
export function size(name: string, value: unknown): number {
  const [, digits] = /^\s*(\d+(?:\.\d+)?)(?:px)?\s*$/.exec(isScalar(value) ? String(value) : '') ?? [];
  return digits ? Number(digits) : refuse(name, 'a number of CSS pixels');
}

export function callback<F>(name: string, value: unknown): F {
  const isFunction = (one: unknown): one is F => typeof one === 'function';
  return isFunction(value) ? value : refuse(name, 'a function');
}

/** An options object. */
export function options(name: string, value: unknown): object {
  return isPlainObject(value) ? value : refuse(name, 'an object');
}

/** What can be sent as text: not `NaN`, which would be sent as "NaN", nor a lone surrogate, which can't be encoded. */
function isScalar(value: unknown): value is string | number | bigint | boolean {
  if (typeof value === 'string') return !/\p{Cs}/u.test(value);
  return ['boolean', 'bigint'].includes(typeof value) || Number.isFinite(value);
}

/** Built-in collections only: other iterables may be endless. */
function isIterable(value: unknown): value is Iterable<unknown> {
  return / (Array|Set|Map|Headers|URLSearchParams|FormData)]/.test(Object.prototype.toString.call(value));
}

/** Whether a prototype has values, such as a class's getters, which would be lost. */
function losesValues(value: object, isEmpty = !Reflect.ownKeys(value).length): boolean {
  const above = Reflect.getPrototypeOf(value);
  // The last prototype is `Object.prototype`.
  if (!above || !Reflect.getPrototypeOf(above)) return false;
  const kept = Object.values(Object.getOwnPropertyDescriptors(above));
  return isEmpty || kept.some((one) => typeof one.value !== 'function') || losesValues(above, isEmpty);
}

/** Names and values of a plain object, a `Map`, a `URLSearchParams` or a `FormData`. */
function entriesOf(name: string, value: unknown): (readonly [string, unknown])[] {
  let pairs: unknown[] = isIterable(value) && !Array.isArray(value) ? [...value] : [undefined];
  if (isPlainObject(value)) {
    const own = { ...value };
    pairs = Reflect.ownKeys(own).map((key): unknown[] => [key, Reflect.get(own, key)]);
    if (losesValues(value)) refuse(name, 'an object with own properties');
  }
  const names = new Set<string>();
  return pairs.map((pair) => {
    if (!Array.isArray(pair)) return refuse(name, 'an object of names and values');
    const key = text(name, pair[0]) ?? '';
    if (names.has(key)) refuse(`${name}.${key}`, 'given once');
    names.add(key);
    return [key, pair[1]];
  });
}

/** JSON; `undefined` for what JSON can't represent or turns into `{}` or `null`: a `Map`, a file, `NaN`, a hole in an array. */
export function toJson(value: unknown): string | undefined {
  function hold(this: object, name: string, given: unknown): unknown {
    const own: unknown = Reflect.get(this, name);
    // Old libraries add a `toJSON` to arrays, which would change them.
    const one = Array.isArray(own) ? own : given;
    const isNothing = one === null ? own === null : one === undefined && !Array.isArray(this);
    if (isNothing || isScalar(one) || Array.isArray(one) || (isPlainObject(one) && !losesValues(one))) return one;
    throw new TypeError();
  }
  try {
    return JSON.stringify(value, hold);
  } catch {
    return undefined;
  }
}
