// Providers use different codes when the user declines. RFC 6749 defines `access_denied`; LinkedIn sends
// `user_cancelled_login`, Facebook `user_denied`, WeChat `authdeny`, X `denied=…`, others `consent_declined` or
// `cancelled`. Providers use the same verbs for their own refusals: "request denied", "client rejected". So a code counts
// if it names the user or what a user grants, and a sentence counts if it names the user. If a description gives
// another reason, such as "trial ended", `access_denied` is the provider's refusal.
const who = 'user|member|owner|customer|you';
const choice = 'den[iy]|decline|cancel';
const verbs = `(?:${choice}|refuse|reject|abort)[a-z]*`;
// Each word must match in one way only: with two, the time for a long text grows exponentially.
const grant = `access|auth(?:(?=${verbs})|[a-z]*\\b)|consent|login|sign ?in|oauth|permissions?`;

const words = `(?:${who}|(?:${grant})(?: was| has been)?|end|resource|by|on|the|tenant consent status)`;
const choiceOrWho = `(?=.*(?:${choice}|${who}|consent))`;
const code = new RegExp(`^${choiceOrWho}(?:${words} ?)*${verbs}(?: ${words})*$`);

const agreed = '(?:authori|consent|grant|approve|allow)[a-z]*';
const active = `(?:has |have )?${verbs}|chose not|(?:did|does|has|have) ?n(?:ot| t) ${agreed}`;
const passive = `(?:${verbs}|not ${agreed}) by (?:the |an? |end |resource )*`;
const sentence = new RegExp(
  `\\b(?:${who})(?: or authori[sz]ation server)? (?:${active})\\b(?! by)|\\b${passive}(?:${who})\\b`,
);
/** A description that only repeats `access_denied`; Amazon's is "Access not permitted." */
const vague = new RegExp(`^(?:the )?(?:auth[a-z]* )?(?:access|request)(?: was| has been)? (?:${verbs}|not permitted)$`);
/** The server appends the provider's parameters as `name: value` pairs, joined by `; `. `error_uri` is ignored. */
const pairs = /\b(?:error(?!_uri)\w*|denied)["']?\s*[:=]\s*["']?([^;&"'{}\n]+)/gi;

/**
 * Whether the message of a `callback_err` means that the user declined at the provider.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @see docs/protocol.md §3.5
 */
export function isRefusalByUser(message = ''): boolean {
  const values = Array.from(message.matchAll(pairs), ([pair, value = '']) =>
    toWords(/^denied/i.test(pair) ? 'denied' : value),
  );
  const said = toWords(message);
  // If the provider sent something, the server's own words don't count.
  if (!values.length) values.push(said);
  const telling = values.filter((value) => value && !vague.test(value));
  return sentence.test(said) || (telling.length ? telling : values).some((value) => code.test(value));
}

/** `UserDenied`, `user-denied` and `user_denied.` as `user denied`. */
function toWords(text: string): string {
  return text
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
}
