// npm run build: writes the `integrity` hashes of the single file and of each language.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const dist = new URL('../dist/', import.meta.url);
const languages = readdirSync(new URL('locales/', dist)).filter((file) => file.endsWith('.js'));
const files = ['nango-elements.min.js', ...languages.map((file) => `locales/${file}`)];
const hashOf = (file) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(new URL(file, dist)))
    .digest('base64')}`;
const hashes = Object.fromEntries(files.map((file) => [file, hashOf(file)]));
writeFileSync(new URL('integrity.json', dist), `${JSON.stringify(hashes, null, 2)}\n`);
// An import of the single file gets the types of the tags.
writeFileSync(new URL('nango-elements.min.d.ts', dist), "import './define.js';\n");
for (const [file, hash] of Object.entries(hashes)) console.log(`${file} ${hash}`);
