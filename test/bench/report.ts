import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Finding } from './numbers.js';

const path = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));

/** What each bench is about, for readers. */
const titles: Readonly<Record<string, string>> = {
  speed:
    'A click, as a ratio to `@nangohq/frontend` on the same page. The pointer rests on the button for 150 ms and presses for 80 ms.',
  field: 'From a click to the first usable field, as a ratio to the time measured for the hosted Connect UI.',
  many: 'What 1,000 consecutive attempts leave behind in the page.',
  elements: 'The cost of elements at rest, as a ratio to Lit buttons with the same style sheet and slots.',
  sizes: 'Sizes of whole bundles, all minified by esbuild and then compressed.',
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
    'All figures are from one run of `npm run bench`, which writes this page. A ratio compares two medians that were ' +
      'measured in turn; the range is that of the single runs. Figures over their bound are marked.',
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
