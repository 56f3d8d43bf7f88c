// Providers have words of their own for the user's No. RFC 6749 has `access_denied`; LinkedIn says
// `user_cancelled_login`, Facebook `user_denied`, WeChat `authdeny`, X `denied=…`, others `consent_declined` or
// `cancelled`. A provider's own refusal uses the same verbs: "request denied", "client rejected". So a code counts
// when it names the user, or what a user gives, and a sentence when it says who it was. With a description that says
// something else, such as "trial ended", `access_denied` is the provider's.
const who = 'user|member|owner|customer|you';
const choice = 'den[iy]|decline|cancel';
const verbs = `(?:${choice}|refuse|reject|abort)[a-z]*`;
// One way only to match a word: with two, the time for a long text grows exponentially.
const gift = `access|auth(?:(?=${verbs})|[a-z]*\\b)|consent|login|sign ?in|oauth|permissions?`;

const words = `(?:${who}|(?:${gift})(?: was| has been)?|end|resource|by|the|tenant consent status)`;
const choiceOrWho = `(?=.*(?:${choice}|${who}|consent))`;
const code = new RegExp(`^${choiceOrWho}(?:${words} ?)*${verbs}(?: ${words})*$`);

const agreed = '(?:authori|consent|grant|approve|allow)[a-z]*';
const active =
  `(?:has |have |pressed |clicked )?${verbs}|closed|(?:chose|decided) not|` +
  `(?:did|does|has|have) ?n(?:ot| t) ${agreed}`;
const passive = `(?:${verbs}|not ${agreed}) by (?:the |an? |end |resource )*`;
const sentence = new RegExp(
  `\\b(?:${who})(?: or authori[sz]ation server)? (?:${active})\\b(?! by)|\\b${passive}(?:${who})\\b`,
);
/** Says no more than `access_denied` does, which is also the word for whatever somebody else refuses. */
const vague = new RegExp(`^(?:the )?(?:auth[a-z]* )?(?:access|request)(?: was| has been)? ${verbs}$`);
/** The server adds what the provider said as `name: value` pairs, joined by `; `. An address says nothing. */
const pairs = /\b(?:error(?!_uri)\w*|denied)["']?\s*[:=]\s*["']?([^;&"'{}\n]+)/gi;

/**
 * Whether the text of a `callback_err` means that the user said No at the provider.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @see docs/protocol.md §3.5
 */
export function isRefusalByUser(message = ''): boolean {
  const values = Array.from(message.matchAll(pairs), ([pair, value = '']) =>
    toWords(/^denied/i.test(pair) ? 'denied' : value),
  );
  const said = toWords(message);
  // Where the provider said something, the server's own words don't count.
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
