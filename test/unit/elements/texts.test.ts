import { describe, expect, it } from 'vitest';
import { en, type MessageKey } from '../../../src/elements/messages.js';
import ar from '../../../src/locales/ar.js';
import de from '../../../src/locales/de.js';
import es from '../../../src/locales/es.js';
import fr from '../../../src/locales/fr.js';
import ja from '../../../src/locales/ja.js';
import pt from '../../../src/locales/pt.js';
import zh from '../../../src/locales/zh.js';

const languages: Readonly<Record<string, Record<MessageKey, string>>> = { ar, de, es, fr, ja, pt, zh };
const keys = Object.keys(en).filter((key): key is MessageKey => key in en);

/** What is spelt in a language as in English. */
const sameWords: Readonly<Record<string, readonly MessageKey[]>> = { de: ['details', 'optional'] };

describe('The texts of a language', () => {
  for (const [lang, texts] of Object.entries(languages)) {
    describe(lang, () => {
      it('has every text, and none that nobody reads', () => {
        expect(Object.keys(texts).sort()).to.deep.equal([...keys].sort());
      });

      it('has the places for values where English has them', () => {
        const places = (text: string): string[] => [...(text.match(/{\w+}/g) ?? [])].sort();
        for (const key of keys) expect(places(texts[key]), key).to.deep.equal(places(en[key]));
      });

      it('is translated, but for words that are the same', () => {
        expect(keys.filter((key) => texts[key] === en[key])).to.deep.equal(sameWords[lang] ?? []);
      });

      it('is set with the marks of print, without spaces at the ends', () => {
        expect(keys.filter((key) => /["']|\.\.\.|^\s|\s$|^$/.test(texts[key]))).to.deep.equal([]);
      });
    });
  }
});
