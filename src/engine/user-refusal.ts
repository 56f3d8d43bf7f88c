// Providers have words of their own for the user's No. RFC 6749 has `access_denied`; LinkedIn says
// `user_cancelled_login`, Facebook `user_denied`, WeChat `authdeny`, others `consent_declined` or `cancelled`.
const subject = 'access|auth|authori[sz](?:e|ation)|consent|login|oauth|permissions?|request|user|by';
const refusal = 'den(?:y|ied)|declined|refused|rejected|cancel(?:l?ed)?|abort(?:ed)?';
const code = new RegExp(`^(?:(?:${subject})[_-]?)*(?:${refusal})(?:[_-](?:${subject}))*$`, 'i');
/** What a description says of the user, where the code says less. */
const sentence =
  /\b(?:user|member|owner|you) (?:has |have )?(?:cancel+ed|denied|declined|refused|rejected|did not (?:authorize|consent|grant))\b/i;
/** The server adds what the provider said as `name: value` pairs. */
const pairs = /\berror(?:_reason|_code)?["']?\s*[:=]\s*["']?([\w-]+)/gi;

/**
 * Whether the text of a `callback_err` tells that the user said No at the provider.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @see docs/protocol.md §3.5
 */
export function isRefusalByUser(message = ''): boolean {
  const codes = Array.from(message.matchAll(pairs), ([, value = '']) => value);
  return codes.some((value) => code.test(value)) || code.test(message.trim()) || sentence.test(message);
}
