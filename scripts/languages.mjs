// Writes src/elements/languages.ts: a line for each file in src/locales.
import { readdirSync, writeFileSync } from 'node:fs';

const names = readdirSync('src/locales')
  .map((file) => file.replace('.ts', ''))
  .sort();

writeFileSync(
  'src/elements/languages.ts',
  `// Made by npm run manifest from the files in src/locales.
import type { Messages } from './english.js';

type Load = () => Promise<{ readonly default: Messages }>;

/** The languages that can be fetched. Bundlers understand each of these lines, and make a file of it. */
export const languages: ReadonlyMap<string, Load> = new Map<string, Load>([
${names.map((name) => `  ['${name}', () => import('../locales/${name}.js')],\n`).join('')}]);
`,
);
