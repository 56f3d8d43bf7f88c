import { isAddressPart } from './pasting/addresses.js';
import type { Field } from './fields.js';
import { isCredentialName } from './pasting/named-values.js';

/** Whether a person chose the value, so that every character may be intended. */
export const isPassword = ({ secret, pattern, format, key, label }: Field): boolean =>
  secret &&
  !pattern &&
  !format &&
  (/pass(word|phrase)/i.test(label) || (/pass(word|phrase)/i.test(key) && !/key|token|secret|hash/i.test(label)));

/** Whether the value is an e-mail address. */
export const isEmail = ({ secret, format, key, label }: Field): boolean =>
  format === 'email' || (!secret && /e-?mail/i.test(`${key} ${label}`));

/** Whether the value is a key, a token or an ID: generated, and without spaces. */
export function isKey(field: Field): boolean {
  const { key, label, secret } = field;
  if (isPassword(field) || isAddressPart(field) || isEmail(field) || /ur[il]/i.test(`${key} ${label}`)) return false;
  const isId = /(^|[^a-z])id$/i.test(label) || /(I[dD]|_id)$/.test(key);
  return secret || isId || isCredentialName(key) || isCredentialName(label);
}
