// Writes src/locales.ts: a line for each file in src/locales.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const names = readdirSync('src/locales')
  .map((file) => file.replace('.ts', ''))
  .sort();

const file = 'src/locales.ts';
const text = `// Made by npm run manifest from the files in src/locales.
import { registerLocale, type LoadLocale } from './elements/texts/messages.js';

/**
 * All languages of the package, each fetched when an element speaks it: \`import 'nango-elements/locales'\`. Bundlers understand
 * each of these lines, and make a file of it.
 */
export const languages: ReadonlyMap<string, LoadLocale> = new Map<string, LoadLocale>([
${names.map((name) => `  ['${name}', () => import('./locales/${name}.js')],\n`).join('')}]);

for (const [lang, load] of languages) registerLocale(lang, load);
`;
// Another program may be reading it.
if (readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
