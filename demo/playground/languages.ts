import { registerLocale, type Messages } from '../../src/index.js';

const files: Readonly<Record<string, () => Promise<{ readonly default: Messages }>>> = {
  de: () => import('../../src/locales/de.js'),
  es: () => import('../../src/locales/es.js'),
  fr: () => import('../../src/locales/fr.js'),
  pt: () => import('../../src/locales/pt.js'),
  ja: () => import('../../src/locales/ja.js'),
  zh: () => import('../../src/locales/zh.js'),
  ar: () => import('../../src/locales/ar.js'),
};

/** All that the elements speak; English is built in. */
export const languages: readonly string[] = ['en', ...Object.keys(files)];

/** Makes the elements able to speak a language. */
export async function learn(language: string): Promise<void> {
  const file = await files[language]?.();
  if (file) registerLocale(language, file.default);
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
