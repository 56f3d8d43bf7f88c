import fc from 'fast-check';
import { beforeEach, expect, describe, it } from 'vitest';
import { matches } from '../../../src/elements/form/pattern-matcher.js';
import { nextTask } from '../support/task.js';
import { everyField } from './every-field.js';

beforeEach(nextTask);

/** What the browser's own engine says; `undefined` where it can't read the pattern. */
function native(source: string, text: string): boolean | undefined {
  try {
    return new RegExp(source).test(text);
  } catch {
    return undefined;
  }
}

describe('A pattern', () => {
  const same: [pattern: string, ...texts: string[]][] = [
    ['', '', 'a'],
    ['^$', '', 'a'],
    ['b', 'abc', 'ac'],
    ['^a*$', '', 'aaa', 'aab'],
    ['^a+?$', '', 'aaa'],
    ['^a{2}$', 'a', 'aa', 'aaa'],
    ['^a{2,}$', 'a', 'aa', 'aaaa'],
    ['^a{0,2}b$', 'b', 'ab', 'aab', 'aaab'],
    ['^(ab|cd)+$', 'ab', 'abcd', 'abc', ''],
    ['^(?:ab?|c)$', 'a', 'ab', 'c', 'ac'],
    ['^(?<id>\\d+)$', '12', 'a'],
    ['^(a*)*$', '', 'aaa', 'b'],
    ['^(a|ab)(c|bcd)(d*)$', 'abcd', 'acd', 'abd'],
    ['^(?!foo)[a-z]+$', 'bar', 'foobar', 'barfoo'],
    ['^(?=.*\\d)\\w+$', 'a1', 'ab'],
    ['\\bkey\\b', 'a key here', 'monkey', 'key'],
    ['\\Bkey', 'monkey', 'key'],
    ['^.$', 'a', '\n', '\u2028'],
    ['^[^]$', '\n'],
    ['^[]$', '', 'a'],
    ['^[\\]\\-\\w]+$', ']-a', '['],
    ['^[a-zA-Z0-9-_]+$', 'a-_', '+'],
    ['^a{,2}$', 'a{,2}', 'aa'],
    ['^{a}$', '{a}'],
    ['^\\u0041\\x42\\.$', 'AB.', 'ABC'],
    ['^\\u{2}$', 'uu', 'u'],
    ['^\\p{2}$', 'pp', 'p'],
    ['a|^b$|c', 'xax', 'b', 'bb', 'xcx'],
    ['^\\s*x\\s*$', ' x\u00a0', ' y '],
  ];
  for (const [pattern, ...texts] of same) {
    it(`${JSON.stringify(pattern)} means what it means to the browser`, () => {
      for (const text of texts) expect(matches(pattern, text), JSON.stringify(text)).toBe(native(pattern, text));
    });
  }

  const unreadable = [
    '^(?<',
    '(a)\\1',
    '^\\c*$',
    '(?<=a)b',
    '(?<!a)b',
    '[b-a]',
    'a**',
    ')',
    '^(a{1000}){1000}$',
    '('.repeat(50_000),
    `a${'|'.repeat(200_000)}`,
  ];
  for (const pattern of unreadable) {
    it(`${JSON.stringify(pattern.slice(0, 30))} is not judged`, () => {
      expect(matches(pattern, 'aab')).toBe(undefined);
    });
  }

  /** Patterns that take a backtracking engine seconds, years, or for ever, each with a text that makes it so. */
  const dangerous: [pattern: string, text: string][] = [
    ['^(a+)+$', 'a'.repeat(10_000) + '!'],
    ['^(a*)*$', 'a'.repeat(10_000) + '!'],
    ['^(a|a)*$', 'a'.repeat(10_000) + '!'],
    ['^(a|aa)+$', 'a'.repeat(10_000) + '!'],
    ['^(a?){30}a{30}$', 'a'.repeat(29)],
    ['^(\\w+\\s?)*$', 'word'.repeat(2500) + '!'],
    ['^a*a*a*a*a*a*b$', 'a'.repeat(10_000)],
    ['^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}$', 'a'.repeat(10_000)],
    ['(x+x+)+y', 'x'.repeat(10_000)],
    ['^(?=(a+)+$)a', 'a'.repeat(10_000) + '!'],
    ['^-----BEGIN KEY-----\\s*([A-Z\\s]+)\\s*-----END KEY-----$', '-----BEGIN KEY-----' + ' '.repeat(10_000)],
  ];
  for (const [pattern, text] of dangerous) {
    it(`${pattern} refuses a text that would keep a backtracking engine busy`, () => {
      expect(matches(pattern, text)).toBe(false);
    });
  }

  it('that would take too many steps is given up on', () => {
    expect(matches('(?=a*b)x', 'a'.repeat(10_000))).toBe(undefined);
  });

  it('is never given to the browser’s engine, which an empty text can keep busy for years', () => {
    expect(matches('^(?:a?|a?){60}\\bx', 'aax')).toBe(false);
    expect(matches('(?:a*|b*){60}(?!)', 'aab')).toBe(false);
  });

  it('with thousands of alternatives takes no more steps than any other', () => {
    expect(matches(`^(?:x${'|'.repeat(4900)})*y$`, 'x'.repeat(10_000))).toBe(undefined);
  });

  it('among many takes its steps from those of the same task, so that a form full of them blocks no page', async () => {
    const text = 'x'.repeat(400);
    const all = Array.from({ length: 2000 }, (_, index) => matches(`^([\\w-]*[\\w-]*){50}!${index}$`, text));
    expect(all.slice(0, 2)).toEqual([false, false]);
    expect(all.slice(100).every((each) => each === undefined)).toBe(true);
    await nextTask();
    expect(matches('^([\\w-]*[\\w-]*){50}!1$', text)).toBe(false);
  });
});

describe('The patterns of all providers', () => {
  const patterns = everyField().flatMap(({ field: { pattern, example = '' } }) =>
    pattern ? [{ pattern, example }] : [],
  );
  const unique = [...new Set(patterns.map(({ pattern }) => pattern))];

  it('are all judged but the one that is invalid', async () => {
    const refused: typeof patterns = [];
    for (const each of patterns) {
      await nextTask();
      if (matches(each.pattern, 'a') === undefined) refused.push(each);
    }
    expect(refused.every(({ pattern }) => native(pattern, 'a') === undefined)).toBe(true);
    console.log(
      `Patterns: ${patterns.length}, different: ${unique.length}, judged: ${patterns.length - refused.length}, refused: ${refused.length} (invalid)`,
    );
    expect(refused).toHaveLength(1);
  });

  it('mean what they mean to the browser: for every example, for generated values, and for those with a fault', async () => {
    let tried = 0;
    const compare = (pattern: string, text: string): void => {
      tried += 1;
      expect(matches(pattern, text), `${pattern} ${JSON.stringify(text)}`).toBe(native(pattern, text));
    };
    for (const { pattern, example } of patterns) {
      await nextTask();
      compare(pattern, example);
    }
    const odd = ['', ' ', 'a', 'A', '0', '-', 'x'.repeat(40), 'https://a.b/c', 'a@b.c', 'a\nb', 'é', '🙂'];
    for (const pattern of unique) {
      await nextTask();
      for (const text of odd) compare(pattern, text);
      if (native(pattern, '') === undefined) continue;
      let values: string[] = [];
      try {
        values = fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 8, seed: 7 });
      } catch {
        // Some have parts that no value can be generated from.
      }
      for (const value of values) {
        const middle = Math.floor(value.length / 2);
        for (const text of [
          value,
          value + ' ',
          value.slice(1),
          value.slice(0, middle) + '\u0000' + value.slice(middle),
          value.toUpperCase(),
        ])
          compare(pattern, text);
      }
    }
    console.log(`Compared with the browser's engine: ${tried} texts`);
  }, 60_000);
});

describe('Any pattern', () => {
  const atom = fc.constantFrom('a', 'b', '.', '\\d', '[ab]', '[^a]', '\\w', '-', '1', '^', '$', '\\b');
  const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '+?');
  const pattern = fc.letrec<{ all: string; one: string; sequence: string }>((tie) => ({
    one: fc.oneof(
      { maxDepth: 4 },
      atom,
      tie('all').map((inner) => `(${inner})`),
      tie('all').map((inner) => `(?:${inner})`),
      tie('all').map((inner) => `(?!${inner})`),
    ),
    sequence: fc
      .array(fc.tuple(tie('one'), quantifier), { maxLength: 4 })
      .map((parts) => parts.map((part) => part.join('')).join('')),
    all: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('|')),
  })).all;

  it('means what it means to the browser', async () => {
    await fc.assert(
      fc.asyncProperty(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', '\n'), maxLength: 12 }),
        async (source, text) => {
          await nextTask();
          expect(matches(source, text)).toBe(native(source, text));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
