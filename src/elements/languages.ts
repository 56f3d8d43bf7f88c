// Made by npm run manifest from the files in src/locales.
import type { Messages } from './english.js';

type Load = () => Promise<{ readonly default: Messages }>;

/** The languages that can be fetched. Bundlers understand each of these lines, and make a file of it. */
export const languages: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['ar', () => import('../locales/ar.js')],
  ['de', () => import('../locales/de.js')],
  ['es', () => import('../locales/es.js')],
  ['fr', () => import('../locales/fr.js')],
  ['ja', () => import('../locales/ja.js')],
  ['pt', () => import('../locales/pt.js')],
  ['zh', () => import('../locales/zh.js')],
]);
