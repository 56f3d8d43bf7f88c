import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { availableParallelism, platform } from 'node:os';
import { z } from 'zod';
import { ensureBrowsers, type BrowserName } from '../../scripts/browsers.mjs';

const rowSchema = z.object({
  route: z.string(),
  fault: z.string(),
  ending: z.string(),
  by: z.enum(['itself', 'user']),
  seconds: z.number(),
  connected: z.boolean(),
  problems: z.array(z.string()).readonly(),
});

/** One cell as it was measured. */
export type Row = z.output<typeof rowSchema>;

const folder = new URL('measured/', import.meta.url);
const fileOf = (name: BrowserName): URL => new URL(`${name}.json`, folder);

/** When and where an engine was measured last. */
const conditionsSchema = z.object({ version: z.string(), date: z.string(), machine: z.string() });
type Conditions = z.output<typeof conditionsSchema>;
const conditionsFile = new URL('conditions.json', folder);
const allConditions = z.partialRecord(z.enum(['chromium', 'firefox', 'webkit']), conditionsSchema);

export async function conditionsOf(): Promise<Partial<Record<BrowserName, Conditions>>> {
  return allConditions.parse(JSON.parse(await readFile(conditionsFile, 'utf8').catch(() => '{}')));
}

/** What the browser says of itself. */
function versionOf(name: BrowserName): string {
  const { chromium = '', firefox = '' } = ensureBrowsers([name]);
  const path = { chromium, firefox, webkit: '' }[name];
  // MiniBrowser needs a screen even for that: the package's version is the library's.
  const [command, ...args] = path ? [path, '--version'] : ['dpkg-query', '-W', '-f', '${Version}', 'webkit2gtk-driver'];
  return /\d[\d.]*/.exec(spawnSync(command ?? '', args, { encoding: 'utf8' }).stdout)?.[0] ?? 'unknown';
}

/** What was measured in an engine; nothing where it was never run. */
export async function recordsOf(name: BrowserName): Promise<Row[]> {
  const text = await readFile(fileOf(name), 'utf8').catch(() => '[]');
  return z.array(rowSchema).parse(JSON.parse(text));
}

/** Keeps what was measured, in place of what an earlier run measured in the same cells. */
export async function keep(name: BrowserName, rows: readonly Row[]): Promise<void> {
  const key = ({ route, fault }: Row): string => `${route}: ${fault}`;
  const all = new Map([...(await recordsOf(name)), ...rows].map((row) => [key(row), row]));
  const sorted = [...all.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  await mkdir(folder, { recursive: true });
  const lines = sorted.map((row) => JSON.stringify(row)).join(',\n');
  await writeFile(fileOf(name), `[\n${lines}\n]\n`);
  const machine = `${platform()}, ${availableParallelism()} cores, shared`;
  const mine = { version: versionOf(name), date: new Date().toISOString().slice(0, 10), machine };
  const conditions = { ...(await conditionsOf()), [name]: mine };
  await writeFile(conditionsFile, `${JSON.stringify(conditions, undefined, 2)}\n`);
}
