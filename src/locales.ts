// Made by npm run manifest from the files in src/locales.
import { registerLocale, type LoadLocale } from './elements/texts/messages.js';

/**
 * All languages of the package, each fetched when an element speaks it: `import 'nango-elements/locales'`. Bundlers understand
 * each of these lines, and make a file of it.
 */
export const languages: ReadonlyMap<string, LoadLocale> = new Map<string, LoadLocale>([
  ['ar', () => import('./locales/ar.js')],
  ['de', () => import('./locales/de.js')],
  ['es', () => import('./locales/es.js')],
  ['fr', () => import('./locales/fr.js')],
  ['ja', () => import('./locales/ja.js')],
  ['pt', () => import('./locales/pt.js')],
  ['zh', () => import('./locales/zh.js')],
]);

for (const [lang, load] of languages) registerLocale(lang, load);
