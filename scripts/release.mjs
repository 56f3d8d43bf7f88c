// npm run version: after the next version is set, writes it into the sources, builds, and adds the hash of the single file to
// the changelog.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const source = readFileSync('src/version.ts', 'utf8');
writeFileSync('src/version.ts', source.replace(/'[^']+'/, `'${version}'`));
execFileSync('npm', ['run', 'build'], { stdio: 'inherit' });

const file = 'nango-elements.min.js';
const hash = JSON.parse(readFileSync('dist/integrity.json', 'utf8'))[file];
const changelog = readFileSync('CHANGELOG.md', 'utf8');
const heading = `## ${version}\n`;
if (!changelog.includes(heading)) throw new Error(`CHANGELOG.md has no entry for ${version}`);
if (!changelog.includes(hash))
  writeFileSync('CHANGELOG.md', changelog.replace(heading, `${heading}\n\`integrity\` of \`${file}\`: \`${hash}\`\n`));
