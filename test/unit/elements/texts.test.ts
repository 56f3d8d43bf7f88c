import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../src/locales.js';
import { isKey } from '../../../src/elements/texts/messages.js';
import en, { type MessageKey, type Messages } from '../../../src/elements/texts/english.js';

const folder = new URL('../../../src/locales/', import.meta.url);
const keys = Object.keys(en).filter(isKey);

/** What is spelt in a language as in English. */
const sameWords: Readonly<Record<string, readonly MessageKey[]>> = { de: ['details', 'optional'] };

describe('The texts of a language', () => {
  for (const [lang, load] of languages) {
    describe(lang, () => {
      let texts: Messages = {};
      beforeAll(async () => {
        texts = (await load()).default;
      });

      it('has every text, and none that nobody reads', () => {
        expect(Object.keys(texts).sort()).to.deep.equal([...keys].sort());
      });

      it('has the places for values where English has them', () => {
        const places = (text: string): string[] => [...(text.match(/{\w+}/g) ?? [])].sort();
        for (const key of keys) expect(places(texts[key] ?? ''), key).to.deep.equal(places(en[key]));
      });

      it('is translated, but for words that are the same', () => {
        expect(keys.filter((key) => texts[key] === en[key])).to.deep.equal(sameWords[lang] ?? []);
      });

      it('never breaks a line before a mark, and spaces an ellipsis alike everywhere', () => {
        expect(keys.filter((key) => / [:;?!»…]|« /.test(texts[key] ?? ''))).to.deep.equal([]);
        const spaces = keys.flatMap((key) => /(\s?)…$/.exec(texts[key] ?? '')?.[1] ?? []);
        expect(new Set(spaces).size).to.equal(1);
      });

      it('is set with the marks of print, without spaces at the ends', () => {
        expect(keys.filter((key) => /["']|\.\.\.|^\s|\s$|^$/.test(texts[key] ?? ''))).to.deep.equal([]);
      });
    });
  }
});

describe('The languages', () => {
  it('are the files of the folder: npm run manifest lists them', () => {
    const files = readdirSync(folder).map((file) => file.replace('.ts', ''));
    expect([...languages.keys()]).to.deep.equal(files.sort());
  });
});
