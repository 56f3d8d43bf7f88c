import type { Field } from '../fields.js';
import { trimEnd } from '../../dom/trim.js';

const scheme = /^[a-z][a-z\d+.-]*:\/\//i;

/** Whether a field takes a part of a URL, or a host name. */
export const isAddressPart = ({ prefix, suffix, format }: Field): boolean =>
  !!prefix || !!suffix || format === 'hostname';

/** Whether a name stands for a URL: `HOST`, `BASE_URL`. */
export const isAddressName = (name: string): boolean => /(?:url|uri|host|hostname|domain|server|endpoint)$/i.test(name);

/** Whether a text includes the prefix or suffix that the field shows around its value. */
export const isDecorated = ({ suffix = '' }: Field, text: string): boolean =>
  scheme.test(text) || (!!suffix && beforeSuffix(suffix, text, 0) !== undefined);

/** The ends that a suffix stands for: `-(live|test).adyen.com` is two. */
function endsOf(suffix: string): string[] {
  const [, before = '', choices, after = ''] = /^(.*)\((.*)\)(.*)$/.exec(suffix) ?? [];
  return choices ? [suffix, ...choices.split('|').map((choice) => before + choice + after)] : [suffix];
}

/** The text before a field's suffix, if the suffix is there. */
function beforeSuffix(suffix: string, text: string, from: number): string | undefined {
  const lower = text.toLowerCase();
  const [at = -1] = endsOf(suffix.toLowerCase())
    .map((end) => lower.indexOf(end, from))
    .filter((at) => at > 0);
  return at > 0 ? text.slice(0, at) : undefined;
}

/** A host name in ASCII: Punycode for `bücher.example`. */
function ascii(host: string): string {
  if (!/[^\0-\x7f]/.test(host)) return host;
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return host;
  }
}

/** The host of a URL, without user, trailing dot and default port. */
function hostOf(authority: string, wasSecure: boolean): string {
  const host = ascii(authority.replace(/^.*@/, '')).replace(/\.{1,9}(?=:\d{1,5}$|$)/, '');
  return wasSecure ? host.replace(/:443$/, '') : host;
}

/**
 * The parts of a URL that a field may want, the most literal first: `acme` of `https://acme.zendesk.com/agent`.
 * @param field one with a prefix or suffix, or for a host name
 * @param text a URL, or a part of one
 */
export function addressParts(field: Field, text: string): string[] {
  const { prefix = '', suffix = '', format, example = '' } = field;
  const shown = example.replace(scheme, '');
  const start = prefix.replace(scheme, '').toLowerCase();

  const narrow = (address: string): string[] => {
    const first = scheme.exec(address)?.[0] ?? '';
    const rest = start && address.toLowerCase().startsWith(start) ? address.slice(start.length) : address;
    const cut = suffix ? beforeSuffix(suffix, rest, first.length) : undefined;
    if (cut) return [cut.replace(/^[^/]*@|\.$/g, '')];
    const [, authority = '', path = ''] = /^([^/?#\\]*)([^]*)$/.exec(rest.slice(first.length)) ?? [];
    const host = hostOf(authority, /^https:/i.test(text));
    const bare = host.replace(/:\d+$/, '');
    // Only the example shows whether a path or a port belongs to the value.
    const keepsPath = shown.includes('/') || (!shown && !format && !scheme.test(text));
    const whole = keepsPath ? path.replace(/[?#].*$/, '') : '';
    const kept = shown.endsWith('/') ? whole : trimEnd(whole, '/');
    const keepsPort = /:\d/.test(shown) || !shown || !!field.pattern;
    return (keepsPort ? [host + kept, bare + kept, host, bare] : [bare + kept, bare]).map((each) => first + each);
  };

  // `git@github.com:acme/app` has its path behind a colon.
  const bare = text
    .replace(scheme, '')
    .replace(/^\/\//, '')
    .replace(/^(\w+@[^/:]+):(?=[a-z])/i, '$1/');
  return [...narrow(bare), ...(bare === text ? [] : narrow(text))];
}

/** Whether a text may begin with a host. */
const isHost = (text: string): boolean =>
  !/[\s@"'=<>]/.test(text) && (text.slice(1, -1).includes('.') || /^localhost\b/i.test(text));

/** Candidates for a field that takes a whole URL: with a scheme, without a trailing slash or a query. */
export function wholeAddresses(text: string): string[] {
  const whole = scheme.test(text) ? text : isHost(text) ? `https://${text}` : '';
  try {
    const { href, origin, pathname } = new URL(whole);
    return [whole, href, origin + pathname].flatMap((each) => [each, trimEnd(each, '/')]).concat(origin);
  } catch {
    return [];
  }
}
