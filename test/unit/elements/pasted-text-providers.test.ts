import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddressPart } from '../../../src/elements/form/pasting/addresses.js';
import { isEmail, isKey, isPassword } from '../../../src/elements/form/field-purpose.js';
import { check } from '../../../src/elements/form/field-rules.js';
import type { Field } from '../../../src/elements/form/fields.js';
import { readPasted, readTyped } from '../../../src/elements/form/pasting/pasted-text.js';
import { allProviders } from '../support/providers.js';
import { nextTask } from '../support/task.js';
import { everyField } from './every-field.js';

const fields = everyField();
const texts = fields.filter(({ field: { kind } }) => kind === 'text' || kind === 'multiline');

type Wrapping = readonly [name: string, wrap: (value: string) => string];

/** What anybody may have around a value; no plain spaces, since a password keeps them. */
const around: readonly Wrapping[] = [
  ['as it is', (value) => value],
  ['white space', (value) => `\r\n\t${value}\u00a0\n`],
  ['invisible characters', (value) => `\ufeff\u200b${value}\u200e\u2060`],
];
const quotes: readonly Wrapping[] = [
  ['quotation marks', (value) => `"${value}"`],
  ['curly ones', (value) => `\u201c${value}\u201d`],
  ['back-ticks', (value) => `\`${value}\``],
  ['angle brackets', (value) => `<${value}>`],
];
const ofKeys: readonly Wrapping[] = [
  ['a scheme', (value) => `Bearer ${value}`],
  ['a header', (value) => `Authorization: Bearer ${value}`],
  ['another header', (value) => `X-Api-Key: ${value}`],
  ['a variable', (value) => `ACME_API_KEY=${value}`],
  ['an exported one', (value) => `export ACME_API_KEY="${value}"`],
  ['PowerShell', (value) => `$env:ACME_API_KEY="${value}"`],
  ['JSON', (value) => JSON.stringify({ value })],
  ['line breaks', (value) => value.replace(/.{16}(?!$)/g, '$&\n')],
];
const ofSecrets: readonly Wrapping[] = [
  ['a command', (value) => `curl -H 'Authorization: Bearer ${value}' https://api.acme.example`],
];
const ofMail: readonly Wrapping[] = [
  ['a link', (value) => `mailto:${value}?subject=Hi`],
  ['a name', (value) => `Jo <${value}>,`],
];
const ofHosts: readonly Wrapping[] = [
  ['a scheme', (value) => `https://${value}`],
  ['a slash', (value) => `https://${value}/`],
  ['a path', (value) => `https://${value}/login?next=/`],
  ['a sign-in', (value) => `https://jo@${value}/`],
  ['a last dot', (value) => `${value}.`],
];

function wrappingsOf(field: Field, value: string): Wrapping[] {
  const { prefix, suffix, secret } = field;
  const isHost = isAddressPart(field) && !suffix && /^[\w-]+(\.[\w-]+)+$/.test(value);
  return [
    ...around,
    // Not around what has some of its own, or for what a person made up.
    ...(/["'`<>]/.test(value) || isPassword(field) ? [] : quotes),
    ...(isKey(field) && !/\s/.test(value) ? [...ofKeys, ...(secret ? ofSecrets : [])] : []),
    ...(isEmail(field) ? ofMail : []),
    ...(isHost ? ofHosts : []),
    ...(prefix ? [['its prefix and suffix', (value: string) => `${prefix}${value}${suffix ?? ''}`] as const] : []),
  ];
}

/** Values for a field that has no example, or one that only hints at it. */
function madeFor({ pattern, format, secret }: Field): string[] {
  if (format === 'uuid') return ['123e4567-e89b-42d3-a456-426614174000'];
  if (!pattern)
    return secret && !format ? ['sk_live_51Hx9abcDEF', 'aGVsbG86d29ybGQ=', 'abc.def-ghi_jkl', 'id-123:abc/+='] : [];
  // Only of a pattern that says all about its values.
  if (!/^\^[\w-]*(\[[\w-]+\](\{\d+\}|\+))+\$$/.test(pattern)) return [];
  return fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 3, seed: 3 }).filter((value) => value.length > 5);
}

describe('The fields of all providers', () => {
  it('keep each value that fits, whatever came along with it', async () => {
    const count = { examples: 0, values: 0, readings: 0, changed: 0, refused: 0 };
    const lost: string[] = [];
    for (const { provider, field } of texts) {
      await nextTask();
      const examples = [field.example ?? ''].filter((value) => value && value === value.trim() && !check(field, value));
      const values = madeFor(field).filter((value) => !check(field, value));
      count.examples += examples.length;
      count.values += values.length;
      for (const value of new Set([...examples, ...values])) {
        if (readTyped(field, value) !== value) lost.push(`${provider} ${field.name} typed`);
        for (const [how, wrap] of field.kind === 'text' ? wrappingsOf(field, value) : around) {
          count.readings += 1;
          await nextTask();
          const read = readPasted(field, wrap(value));
          if (read.notes.length) count.changed += 1;
          if (read.value !== value || read.error)
            lost.push(`${provider} ${field.name}, ${how}: ${value} became ${read.value}`);
        }
      }
    }
    for (const { field } of texts) {
      await nextTask();
      for (const nonsense of ['?', 'no \u00a7 value', '-----BEGIN', '@', '\u2022\u2022\u2022\u2022']) {
        count.readings += 1;
        if (readPasted(field, nonsense).error) count.refused += 1;
      }
    }
    console.log(
      `${allProviders().size} providers, ${fields.length} fields, ${texts.length} of them texts: ${JSON.stringify(count)}`,
    );
    expect(lost).toEqual([]);
  }, 120_000);
});
