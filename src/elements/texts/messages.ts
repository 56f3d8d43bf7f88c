import en, { type MessageKey, type Messages } from './english.js';
import { elementAround } from '../dom/page-names.js';

/** A text in the user's language, by its key; `undefined` for a key that is none. `values` stand in for `{name}`. */
export interface Translate {
  (key: MessageKey, values?: TextValues): string;
  (key: string, values?: TextValues): string | undefined;
}

/** What replaces `{name}` in a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Loads the texts of a language, as a dynamic import does: they are the module's `default`. */
export type LoadLocale = () => Promise<{ readonly default: Messages }>;

const locales = new Map<string, Messages>();
const offered = new Map<string, LoadLocale>();

interface Reader {
  requestUpdate(): void;
}

/** The elements on the page, which re-render when a language has loaded or the page's language changes. */
const readers = new Set<Reader>();
let observer: MutationObserver | undefined;

const refresh = (): void => readers.forEach((reader) => reader.requestUpdate());

/** Updates an element on the page whenever its language changes. */
export function follow(reader: Reader): void {
  // One observer for all elements. An element's own `lang` is one of its properties.
  observer ??= new MutationObserver(refresh);
  if (!readers.size)
    observer.observe(Reflect.get(Document.prototype, 'documentElement', document), {
      attributeFilter: ['lang'],
      subtree: true,
    });
  readers.add(reader);
  // Where it was moved to may speak another language.
  reader.requestUpdate();
}

/** Stops that. */
export function unfollow(reader: Reader): void {
  readers.delete(reader);
  if (!readers.size) observer?.disconnect();
}

/**
 * Adds a language, or replaces one.
 * @param lang a language tag, such as `de` or `pt-BR`
 * @param texts its texts by key, or a function that loads them when an element needs them; missing ones are English
 */
export function registerLocale(lang: string, texts: Messages | LoadLocale): void {
  if (typeof texts === 'function') offered.set(lang.toLowerCase(), texts);
  else locales.set(lang.toLowerCase(), texts);
  refresh();
}

/** How long to wait before trying again: an unavailable file is not requested at each rendering. */
const retryMs = 30_000;
const requestedAt = new Map<string, number>();

/** Loads a language, once per page. Until it has loaded, or if it can't be loaded, texts are English. */
function request(lang: string, debug: boolean): void {
  const load = offered.get(lang);
  const now = Date.now();
  if (!load || locales.has(lang) || now - (requestedAt.get(lang) ?? -Infinity) < retryMs) return;
  requestedAt.set(lang, now);
  load().then(
    // The page may have brought its own meanwhile.
    ({ default: texts }) => locales.has(lang) || registerLocale(lang, texts),
    (error: unknown) => debug && console.debug(`[nango] no ${lang} texts:`, error),
  );
}

/** The language of an element: its own or its nearest ancestor's, across shadow roots. */
function languageOf(place: Element): string {
  // The property: an attribute that reflects it is not there yet while rendering.
  const named = 'lang' in place ? place.lang : '';
  const lang = typeof named === 'string' ? named : Element.prototype.getAttribute.call(place, 'lang');
  if (lang) return lang;
  const above = elementAround(place);
  return above ? languageOf(above) : 'en';
}

/**
 * Finds a text in the language of an element; a region such as `de-AT` falls back to `de`.
 * @param place the element that shows it
 * @param key of the text
 * @param own texts that take precedence
 * @param debug whether to report on the console that a text is missing
 * @returns the text; `undefined` for an unknown key
 */
export function lookUp(place: Element, key: string, own: Messages | undefined, debug: boolean): string | undefined {
  if (!isKey(key)) return undefined;
  if (own?.[key] !== undefined) return own[key];
  const tag = languageOf(place).toLowerCase();
  const language = tag.replace(/-.*/, '');
  const text = locales.get(tag)?.[key] ?? locales.get(language)?.[key];
  if (text === undefined) {
    request(language, debug);
    if (debug && locales.has(language)) console.debug(`[nango] no ${tag} text for ${key}`);
  }
  return text ?? en[key];
}

export function isKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}
