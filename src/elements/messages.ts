import en, { type MessageKey, type Messages } from './english.js';
import { elementAround } from './page-names.js';

/** A text in the user's language, by its key; `undefined` for a key that is none. `values` stand in for `{name}`. */
export interface Translate {
  (key: MessageKey, values?: TextValues): string;
  (key: string, values?: TextValues): string | undefined;
}

/** What stands in for `{name}` in a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Fetches the texts of a language, as `import()` of a module does whose `default` are the texts. */
export type LoadLocale = () => Promise<{ readonly default: Messages }>;

const locales = new Map<string, Messages>();
const offered = new Map<string, LoadLocale>();

interface Reader {
  requestUpdate(): void;
}

/** The elements on the page, which render again when a language arrives or the page's changes. */
const readers = new Set<Reader>();
let observer: MutationObserver | undefined;

const refresh = (): void => readers.forEach((reader) => reader.requestUpdate());

/** Keeps an element that is on the page in its language. */
export function follow(reader: Reader): void {
  // One for all: an element's own `lang` is a property of it.
  observer ??= new MutationObserver(refresh);
  if (!readers.size)
    observer.observe(Reflect.get(Document.prototype, 'documentElement', document), { attributeFilter: ['lang'] });
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
 * @param texts its texts, or what fetches them when an element speaks it; a module's `default` are its texts
 */
export function registerLocale(lang: string, texts: Messages | LoadLocale): void {
  if (typeof texts === 'function') offered.set(lang.toLowerCase(), texts);
  else locales.set(lang.toLowerCase(), texts);
  refresh();
}

/** A page that is offline, or lacks the file, is not asked again at each rendering. */
const retryMs = 30_000;
const requestedAt = new Map<string, number>();

/** Fetches a language, once per page; English stands in until it arrives, or if it can't be fetched. */
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

/** The language at a place of the page: its own or its nearest ancestor's, through shadow roots. */
function languageOf(place: Element): string {
  // The property: an attribute that reflects it is not there yet while rendering.
  const named = 'lang' in place ? place.lang : '';
  const lang = typeof named === 'string' ? named : Element.prototype.getAttribute.call(place, 'lang');
  if (lang) return lang;
  const above = elementAround(place);
  return above ? languageOf(above) : 'en';
}

/**
 * One text, in the language of a place: a region such as `de-AT` takes `de` where it has nothing of its own.
 * @param place where it will be read
 * @param key which; `undefined` comes back where there is no such text
 * @param own texts that go before
 * @param debug whether to say on the console that English stands in
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
