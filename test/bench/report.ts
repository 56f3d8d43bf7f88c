import { readFileSync, writeFileSync } from 'node:fs';
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
  many:
    'What is left of many attempts, one after another, that all end in the same way: timers, listeners and sockets of the page, ' +
    'sockets at the server, and heap. Only heap may be left, and no more than its bound.',
  elements:
    'The cost of elements at rest, as a ratio to Lit buttons with the same style sheet and slots. Being a form control is no ' +
    'part of what is over the bound, as its own rows show. The rest is what a `<nango-connect>` does beyond such a button: ' +
    'it reads more attributes, listens for pointers, watches its label, and follows the session. Left out one after another, the two ' +
    'attributes took most, 5 to 8 of about 65 microseconds.',
  sizes:
    'Sizes of whole bundles, compressed. All are minified by esbuild, except `nango-elements.min.js`, which is as published. ' +
    'Plaid Link is missing: it isn’t published as a package, only as a script on Plaid’s own server.',
  parts:
    'Both sizes are over their bounds. The bounds are goals from before most recoveries, checks of fields and formats of ' +
    'pasted text existed; those were preferred to the bounds. A row has a part’s share of the minified code, by the source map, ' +
    'and how much smaller the compressed build is without it. The last row of each build leaves out what an attempt needs ' +
    'least. Where even that is over the bound, only fewer recoveries and simpler forms would meet it.',
};

type Found = Readonly<Record<string, readonly Finding[]>>;

/** Writes what was found, and under which conditions, for people to read. */
export async function writeReport(found: Found, chromium: string): Promise<void> {
  await write([
    '<!-- Written by `npm run bench`. -->',
    '# Benchmarks',
    '`npm run bench` measures everything in one run and writes this page. A ratio compares two medians that were ' +
      'measured in turn; the range is that of the single runs. Figures over their bound are marked. A section that was measured again by itself says so.',
    `Measured on ${conditions(chromium)}.`,
    ...Object.entries(found).flatMap(([name, findings]) => section(name, findings)),
  ]);
}

/** Replaces the sections of what was found, each with its own conditions. */
export async function updateReport(found: Found, chromium: string): Promise<void> {
  const sections = readFileSync(path, 'utf8').split(/^(?=## )/m);
  for (const [name, findings] of Object.entries(found)) {
    const [title = '', ...rest] = section(name, findings);
    const text = [title, `Measured again on ${conditions(chromium)}.`, ...rest, ''].join('\n\n');
    const at = sections.findIndex((each) => each.startsWith(`${title}\n`));
    sections.splice(at < 0 ? sections.length : at, 1, text);
  }
  await write(sections);
}

async function write(parts: readonly string[]): Promise<void> {
  writeFileSync(path, await format(parts.join('\n\n'), { ...(await resolveConfig(path)), filepath: path }));
}

function conditions(chromium: string): string {
  const [cpu] = cpus();
  return (
    `${new Date().toISOString().slice(0, 10)} with ${cpus().length} cores (${cpu?.model.trim()}), ` +
    `${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version.slice(1)}, Chromium ${chromium}`
  );
}

const section = (name: string, findings: readonly Finding[]): string[] => [
  `## ${titleOf(name)}`,
  titles[name] ?? '',
  table(findings),
];

const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function table(findings: readonly Finding[]): string {
  const rows = findings.map(
    ({ what, value, bound = '', holds }) => `| ${code(what)} | ${value} | ${bound} | ${holds ? '' : 'over'} |`,
  );
  return ['| what | measured | bound | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** A tag in a text is no tag of the page's. */
const code = (text: string): string => text.replace(/<[^>]+>/g, '`$&`');
