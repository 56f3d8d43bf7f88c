import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { z } from 'zod';
import type { Finding } from './numbers.js';
import { bounds, kB } from './sizes.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const sourceMap = z.object({
  version: z.number(),
  sources: z.array(z.string()),
  names: z.array(z.string()),
  mappings: z.string(),
});

/** The parts of a build by the files they come from: each file belongs to the first part that matches it. */
type Parts = Readonly<Record<string, RegExp>>;

const ofTheFile: Parts = {
  Lit: /node_modules/,
  'the engine': /\/engine\//,
  'styles, light and dark': /\.styles\.|\/(looks|theme|style-sheets)\./,
  'English texts, and loading the others': /\/texts\/|\/(field-texts|locales)\./,
  'reading pasted text': /\/pasting\//,
  'list of integrations': /\/integration-/,
  'forms: fields, controls, validation': /\/form\/|credentials-form/,
  'connected accounts': /\/account\/|\/(page-backend|page-urls|session-cache)\./,
  'button, dialog and steps': /\/connect\/|\/attempt\/|\/nango-connect|\/(button-label|data-buttons)\./,
  'working in any page: events, focus, names, windows': /\/dom\//,
  'attributes and form control': /./,
};

const ofTheEngine: Parts = {
  'popup: opening, watching, closing': /\/(popup|close-watch|page-|callback-page|confirm)/,
  'socket and its frames': /\/(socket|preopened|wire)/,
  'requests, answers, URLs': /\/(http|server|answers|redirect|url|route|auth-modes)/,
  'session tokens': /\/session-token/,
  'errors, and what a refusal means': /\/(errors|user-refusal)/,
  'options, and checking them': /\/(option|property)/,
  'attempts, their order and end': /./,
};

/** What an attempt needs least. */
const optionalInTheFile = ['reading pasted text', 'list of integrations', 'connected accounts'];
const optionalInTheEngine = ['errors, and what a refusal means', 'options, and checking them'];

/** What the builds consist of: the share of the minified code, and how much smaller the build is without it. */
export async function benchParts(): Promise<Finding[]> {
  const file = `${root}dist/nango-elements.min.js`;
  const [code = '', map = ''] = [file, `${file}.map`].map((path) => readFileSync(path, 'utf8'));
  return [
    ...partsOf('the engine alone', await engine(), ofTheEngine, optionalInTheEngine, bounds.engine),
    ...partsOf('nango-elements.min.js', { code, map }, ofTheFile, optionalInTheFile, bounds.file),
  ];
}

interface Build {
  readonly code: string;
  readonly map: string;
}

async function engine(): Promise<Build> {
  const { outputFiles } = await build({
    entryPoints: [`${root}src/engine/nango.ts`],
    outfile: 'engine.js',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'external',
  });
  const text = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { code: text('.js'), map: text('.map') };
}

function partsOf(
  whole: string,
  { code, map }: Build,
  parts: Parts,
  optional: readonly string[],
  bound: number,
): Finding[] {
  const owners = ownersOf(code, map, parts);
  const without = (...names: readonly string[]): string =>
    Array.from(code)
      .filter((_, index) => !names.includes(owners[index] ?? ''))
      .join('');
  const all = zipped(code);
  const shares = Object.keys(parts).map((part) => {
    const rest = without(part);
    const share = Math.round((1 - rest.length / owners.length) * 100);
    return { what: `${whole}: ${part}`, value: `${share} %, ${kB(all - zipped(rest))} kB gzip`, holds: true };
  });
  const least = zipped(without(...optional));
  return [
    ...shares,
    {
      what: `${whole} without these: ${optional.join('; ')}`,
      value: `${kB(least)} kB gzip`,
      bound: `${bound} kB gzip`,
      holds: least <= bound * 1000,
    },
  ];
}

/** The part that each character belongs to. */
function ownersOf(code: string, map: string, parts: Parts): string[] {
  const sources = new SourceMap({ file: '', sourceRoot: '', sourcesContent: [], ...sourceMap.parse(JSON.parse(map)) });
  return code.split('\n').flatMap((line, row) =>
    Array.from(`${line}\n`, (_, column) => {
      const entry = sources.findEntry(row, column);
      const source = 'originalSource' in entry ? entry.originalSource : '';
      return Object.keys(parts).find((part) => parts[part]?.test(`/${source}`)) ?? '';
    }),
  );
}

const zipped = (text: string): number => gzipSync(text, { level: 9 }).length;
