/** The English texts: what `messages` and the other languages replace, by key. `{name}` stands for a value. */
export const en = {
  connect: 'Connect',
  connect_to: 'Connect {name}',
  reconnect: 'Reconnect',
  reconnect_to: 'Reconnect {name}',
  connected: 'Connected',
  connected_to: '{name} is connected',
  pending: '{name} still has to approve',
  connecting: 'Connecting…',
  loading: 'Loading…',
  cancel: 'Cancel',
  close: 'Close',
  back: 'Back',
  retry: 'Try again',
  details: 'Details',
  finish: 'Finish in the window that opened.',
  show_window: 'Show the window',
  ready: 'A window will open where you sign in.',
  open_window: 'Open the window',
  waiting: 'Still waiting for the other window.',
  waiting_lost: 'The line to the other window is lost. Finish there, then come back.',
  closed_it: 'I closed it',
  open_again: 'Open again',
  check_again: 'Check again',
  search: 'Search',
  choose: 'Choose what to connect',
  all: 'All',
  count: '{count} found',
  no_result: 'Nothing found for “{query}”',
  none_configured: 'There is nothing to connect yet.',
  discard: 'Discard what you entered?',
  discard_yes: 'Discard',
  discard_no: 'Keep editing',
  required: 'Connect your account first.',

  error_cancelled: 'It was cancelled.',
  error_failed: 'That did not work.',
  error_unknown: 'We could not find out whether it worked. Check before you try again.',
  error_blocked_by_browser: 'Your browser blocked the window. Open it again with the button, or allow pop-ups.',
  error_in_app: 'This app’s browser may not open the window. Open this page in your usual browser.',
  error_framed: 'This page is shown inside another one that may not open windows. Open it in a tab of its own.',
  error_window_closed: 'The window was closed too early.',
  error_callback_err: 'The other side refused, or access was not granted.',
  error_session_token_error: 'Your session has ended. Reload the page and try again.',
  error_network_error: 'There is no answer. Are you online?',
  error_connection_timeout: 'It took too long.',
  error_too_many_request: 'Too many tries. Wait a minute.',
  error_integration_not_allowed: 'You may not connect this here.',

  // The form.
  field_apiKey: 'API key',
  field_username: 'Username',
  field_password: 'Password',
  field_client_id: 'Client ID',
  field_client_secret: 'Client secret',
  field_client_certificate: 'Client certificate',
  field_client_private_key: 'Client private key',
  field_oauth_client_id_override: 'OAuth client ID',
  field_oauth_client_secret_override: 'OAuth client secret',
  field_oauth_refresh_token_override: 'OAuth refresh token',
  field_token_id: 'Token ID',
  field_token_secret: 'Token secret',
  field_organization_id: 'Organization ID',
  field_dev_key: 'Developer key',
  field_role_arn: 'Role ARN',
  field_external_id: 'External ID',
  optional: '(optional)',
  help: 'Where is it?',
  guide: 'Setup guide',
  show: 'Show {name}',
  copy: 'Copy',
  copy_name: 'Copy {name}',
  file: 'Choose a file',
  invalid_required: 'Fill this in.',
  invalid_enum: 'Choose one of these.',
  invalid_hostname: 'Enter the host name only, such as example.com.',
  invalid_uri: 'Enter a whole address, such as https://example.com.',
  invalid_uuid: 'Enter an ID such as 123e4567-e89b-42d3-a456-426614174000.',
  invalid_email: 'Enter an e-mail address.',
  invalid_pattern: 'This is not quite it. Was all of it copied, and nothing else?',
  invalid_example: 'This is not quite it. It looks like {example}',
  invalid_pem: 'Paste all of it, from -----BEGIN to -----END.',
  invalid_pem_kind: 'This is “{found}”. This field needs “{wanted}”.',
  invalid_masked: 'This was copied while it was hidden or shortened. Copy the whole value.',
  pasted_removed: 'Removed “{text}”.',
  pasted_added: 'Added “{text}”.',
  pasted_named: 'Took “{text}” from what you pasted.',
  pasted_part: 'Took only the part that belongs here.',
  pasted_quotes: 'Removed the quotation marks.',
  pasted_invisible: 'Removed invisible characters.',
  pasted_spaces: 'Removed spaces and line breaks.',
  pasted_lowercase: 'Changed to lower case.',
  pasted_characters: 'Corrected dashes and similar characters.',
  pasted_lines: 'Restored the line breaks.',
  error_connection_test_failed: 'This was not accepted. Check what you entered.',
  error_connection_validation_failed: 'This account can’t be used here.',
} satisfies Record<string, string>;

/** The key of a text. */
export type MessageKey = keyof typeof en;

/** A set of texts. Keys that it lacks are taken from English. */
export type Messages = Partial<Record<MessageKey, string>>;

/** A text in the user's language, by its key; `undefined` for a key that is none. `values` stand in for `{name}`. */
export interface Translate {
  (key: MessageKey, values?: TextValues): string;
  (key: string, values?: TextValues): string | undefined;
}

/** What stands in for `{name}` in a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** The languages that can still be fetched. Bundlers understand each of these lines, and make a file of it. */
const sources = new Map<string, () => Promise<{ readonly default: Messages }>>([
  ['ar', () => import('../locales/ar.js')],
  ['de', () => import('../locales/de.js')],
  ['es', () => import('../locales/es.js')],
  ['fr', () => import('../locales/fr.js')],
  ['ja', () => import('../locales/ja.js')],
  ['pt', () => import('../locales/pt.js')],
  ['zh', () => import('../locales/zh.js')],
]);

const locales = new Map<string, Messages>();

interface Reader {
  requestUpdate(): void;
}

/** The elements on the page, to be told when a language arrives or the page's changes. */
const readers = new Set<Reader>();
let observer: MutationObserver | undefined;

const refresh = (): void => readers.forEach((reader) => reader.requestUpdate());

/** Keeps an element that is on the page in its language. */
export function follow(reader: Reader): void {
  // One for all: an element's own `lang` is a property of it.
  observer ??= new MutationObserver(refresh);
  if (!readers.size) observer.observe(document.documentElement, { attributeFilter: ['lang'] });
  readers.add(reader);
  // Where it was moved to may speak another language.
  reader.requestUpdate();
}

/** Ends that. */
export function unfollow(reader: Reader): void {
  readers.delete(reader);
  if (!readers.size) observer?.disconnect();
}

/**
 * Adds a language, or replaces one.
 * @param lang a language tag, such as `de` or `pt-BR`
 * @param messages its texts
 */
export function registerLocale(lang: string, messages: Messages): void {
  locales.set(lang.toLowerCase(), messages);
  refresh();
}

/** Fetches a language, once a page; English stands in until it is there, and where it can't be had. */
function request(lang: string, debug: boolean): void {
  const source = sources.get(lang);
  if (!source || locales.has(lang)) return;
  sources.delete(lang);
  source().then(
    // The page may have brought its own meanwhile.
    ({ default: texts }) => locales.has(lang) || registerLocale(lang, texts),
    (error: unknown) => debug && console.debug(`[nango] no ${lang} texts:`, error),
  );
}

/** The language at a place of the page: its own or its nearest ancestor's, through shadow roots. */
export function languageOf(place: Node): string {
  // By the property: at a rendering it is already there, when an attribute that reflects it is not.
  if ('lang' in place && place.lang && typeof place.lang === 'string') return place.lang;
  const above = place instanceof ShadowRoot ? place.host : place.parentNode;
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
