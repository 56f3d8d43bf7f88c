import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Finding } from './numbers.js';

const path = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));

/** What each bench is about, for readers. */
const titles: Readonly<Record<string, string>> = {
  speed:
    'A click, beside `@nangohq/frontend` on the same page: the pointer rests on the button for 150 ms and presses for 80 ms.',
  field: 'A click to the first field that can be typed into, beside what the hosted Connect UI was measured to take.',
  many: 'What 1,000 attempts one after another leave behind in the page.',
  elements: 'What elements cost at rest, beside Lit buttons with the same sheet and slots.',
  sizes: 'Sizes of whole bundles, all made in the same way: minified by esbuild, then compressed.',
};

/** Writes what was found, and under which conditions, for people to read. */
export async function writeReport(
  found: Readonly<Record<string, readonly Finding[]>>,
  chromium: string,
): Promise<void> {
  const [cpu] = cpus();
  const text = [
    '<!-- Written by `npm run bench`. -->',
    '# Benchmarks',
    'Every figure is from one run of `npm run bench`, which writes this page. A ratio is that of two medians that were ' +
      'measured in turn; the spread is of the single runs. What is over its bound says so.',
    `Measured on ${new Date().toISOString().slice(0, 10)} with ${cpus().length} cores (${cpu?.model.trim()}), ` +
      `${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version.slice(1)}, Chromium ${chromium}.`,
    ...Object.entries(found).flatMap(([name, findings]) => [
      `## ${titleOf(name)}`,
      titles[name] ?? '',
      table(findings),
    ]),
  ].join('\n\n');
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function table(findings: readonly Finding[]): string {
  const rows = findings.map(
    ({ what, value, bound = '', holds }) => `| ${code(what)} | ${value} | ${bound} | ${holds ? '' : 'over'} |`,
  );
  return ['| what | measured | bound | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** A tag in a text is no tag of the page's. */
const code = (text: string): string => text.replace(/<[^>]+>/g, '`$&`');
