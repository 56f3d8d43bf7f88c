import { beforeEach, describe, expect, it } from 'vitest';
import { isKey } from '../../../src/elements/texts/messages.js';
import { readPasted, readTyped, type Pasted } from '../../../src/elements/form/pasting/pasted-text.js';
import en from '../../../src/elements/texts/english.js';
import { nextTask } from '../support/task.js';
import { fieldNamed } from './every-field.js';
import { fields, pastings } from './pastings.js';
import { formFields } from '../../../src/elements/form/fields.js';
import { matches } from '../../../src/elements/form/pattern-matcher.js';

/** What a user reads, or the name of the error. */
function said({ notes, error }: Pasted): string {
  const texts = notes.map(({ key, text = '' }) => {
    const name = `pasted_${key}`;
    return isKey(name) ? en[name].replace('{text}', text) : `no text for ${name}`;
  });
  return [...texts, error].filter(Boolean).join(' ');
}

beforeEach(nextTask);

for (const [where, table] of Object.entries(pastings)) {
  describe(`What is pasted ${where}`, () => {
    for (const [field, given, sent, told = ''] of table) {
      it(`${field}: ${JSON.stringify(given)} is sent as ${JSON.stringify(sent)}`, () => {
        const pasted = readPasted(fieldNamed(fields[field]), given);
        expect([pasted.value, said(pasted)]).toEqual([sent, told]);
      });
    }
  });
}

describe('What is said about a pasted text', () => {
  it('is the same for a key that is long enough to be recognized among words', async () => {
    const long = 'sk-proj-4f9c27ab';
    for (const [field, given, sent, told = ''] of Object.values(pastings).flat()) {
      await nextTask();
      if (sent !== 'sk_1' || !given.includes(sent)) continue;
      const pasted = readPasted(fieldNamed(fields[field]), given.replaceAll(sent, long));
      expect([pasted.value, said(pasted)], given).toEqual([long, told]);
    }
  });

  it('never holds what is sent', async () => {
    for (const [field, given, sent] of Object.values(pastings).flat()) {
      await nextTask();
      const told = said(readPasted(fieldNamed(fields[field]), given));
      expect(told.includes(sent), told).toBe(false);
    }
  });

  it('does not show a name that may be a secret', () => {
    for (const given of [
      'hunter2: sk_1',
      'set hunter2=sk_1',
      'k3y9token: sk_1',
      '{"hunter2":"sk_1"}',
      '-u hunter2 --token sk_1',
    ])
      expect(said(readPasted(fieldNamed(fields.key), given))).not.toContain('hunter2');
    for (const given of [
      'https://jo:hunter2@acme.halopsa.com/',
      'https://acme.halopsa.com/?token=hunter2',
      'https://acme.halopsa.com/hooks/a7-hunter2-b1c',
    ])
      expect(said(readPasted(fieldNamed(fields.host), given))).not.toContain('hunter2');
  });
});

describe('What is typed', () => {
  const table: [field: keyof typeof fields, typed: string, sent: string][] = [
    ['key', ' Bearer sk_1 ', 'Bearer sk_1'],
    ['key', '"sk_1"', '"sk_1"'],
    ['zendesk', ' https://acme.zendesk.com ', 'https://acme.zendesk.com'],
    ['email', 'mailto:jo@acme.example', 'mailto:jo@acme.example'],
    ['password', ' hunter2 ', ' hunter2 '],
    ['password', '"hunter2"', '"hunter2"'],
  ];
  for (const [field, typed, sent] of table) {
    it(`${field}: ${JSON.stringify(typed)} is sent as ${JSON.stringify(sent)}`, () => {
      expect(readTyped(fieldNamed(fields[field]), typed)).toBe(sent);
    });
  }
});

describe('A text of hundreds of words', () => {
  it('is left as it is where the pattern takes too long to find the value in it', () => {
    const region = { pattern: '^([\\w-]*[\\w-]*[\\w-]*){200}!$' };
    const [field] = formFields({ provider: { auth_mode: 'NONE', connection_config: { region } } });
    const words = Array.from({ length: 900 }, (_, index) => `word${index}abcdef`).join(' ');
    expect(field && readPasted(field, words)).toMatchObject({ value: words, notes: [] });
    // No more steps were taken than a task has.
    expect(matches('a', 'a')).toBe(undefined);
  });
});

describe('JSON of thousands of levels', () => {
  it('is left as it is', () => {
    const text = `${'{"a":'.repeat(3000)}"x"${'}'.repeat(3000)}`;
    for (const field of ['key', 'zendesk', 'email'] as const)
      expect(readPasted(fieldNamed(fields[field]), text).value).toBe(text);
  });
});

describe('A text of 20,000 characters', () => {
  const bits = [
    '"',
    "'",
    'a',
    '-',
    '=',
    '@',
    '.',
    ' ',
    '\n',
    '{',
    '<',
    '/',
    '\\',
    ',;',
    'a=',
    'a: ',
    '"a":',
    '-H ',
    '--a ',
    'jo@',
    '0-',
    '%20',
    '-----BEGIN A-----',
    '-----END A-----',
  ];
  for (const bit of bits) {
    it(`is read, where it repeats ${JSON.stringify(bit)}`, async () => {
      const text = `${bit.repeat(20_000 / bit.length - 1)}!`;
      for (const field of Object.values(fields)) {
        await nextTask();
        expect(readPasted(fieldNamed(field), text).value).toBeTypeOf('string');
      }
    });
  }
});
