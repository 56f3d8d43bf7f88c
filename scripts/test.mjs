// npm test: everything that must hold. A failing step doesn't keep the later ones from
// running; the last line counts all tests of all runners, and a step without tests of its own as one.
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chdir } from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureBrowsers } from './browsers.mjs';

chdir(fileURLToPath(new URL('..', import.meta.url)));
const results = mkdtempSync(join(tmpdir(), 'nango-elements-test-'));
process.on('exit', () => rmSync(results, { recursive: true, force: true }));
const manifest = 'custom-elements.json';
const committedManifest = read(manifest);

const attwOptions = [
  '--profile',
  'esm-only',
  '--no-definitely-typed',
  // Files for a <script> and for tools, which nobody imports.
  '--exclude-entrypoints',
  './nango-elements.min.js',
  './custom-elements.json',
];

const preparation = [
  ['Browsers', () => single(() => void ensureBrowsers())],
  ['Build', () => command('npm', 'run', 'build')],
  ['Manifest', () => single(checkManifest)],
];
const checks = [
  ['Lint', () => command('npm', 'run', 'lint')],
  ['Types of the browser code', () => command('npx', 'tsc', '--noEmit')],
  ['Types of the Node code', () => command('npx', 'tsc', '--noEmit', '-p', 'tsconfig.node.json')],
  ['Package: publint', () => command('npx', 'publint', '--strict')],
  // Packed as it is: packing would build it anew.
  [
    'Package: types for importers',
    () => command('env', 'npm_config_ignore_scripts=true', 'npx', 'attw', '--pack', '.', ...attwOptions),
  ],
  ['Node tests', () => nodeTests(['test/package', 'sandbox/test'])],
];
// In browsers of their own: what they leave to `@nangohq/frontend` stays with them.
const engine = [['Browser tests of the engine', () => browserTests('engine')]];
const wholes = [
  ['Browser tests of the elements', () => browserTests('elements')],
  ['End-to-end tests', () => nodeTests(['test/e2e'], '--test-concurrency=1')],
];

const total = { passed: 0, failed: 0 };
const failedSteps = [];
/** Where the output of the step goes that is on, when others are on beside it. */
const buffer = new AsyncLocalStorage();

await inOrder(preparation);
// The checks need the processor, and the engine's tests mostly wait.
await Promise.all([inOrder(checks, true), inOrder(engine, true)]);
await inOrder(wholes);

for (const [name, ...failures] of failedSteps) console.log([`\nFailed: ${name}`, ...failures].join('\n  '));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** @param beside whether other steps run at the same time: then the output comes in one piece, at the end */
async function inOrder(steps, beside = false) {
  for (const [name, step] of steps) {
    const output = [];
    if (!beside) console.log(`\n=== ${name}`);
    const start = performance.now();
    const { passed, failed, failures = [] } = await (beside ? buffer.run(output, step) : step());
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) failedSteps.push([name, ...failures]);
    if (beside) console.log(`\n=== ${name}\n${output.join('')}`);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`=== ${name}: ${failed > 0 ? 'FAILED' : 'ok'}, ${seconds} s`);
  }
}

/** A step that is one check. */
async function single(check) {
  try {
    await check();
    return { passed: 1, failed: 0 };
  } catch (error) {
    const output = buffer.getStore();
    if (output) output.push(`${error.message}\n`);
    else console.error(error.message);
    return { passed: 0, failed: 1 };
  }
}

function command(...line) {
  return single(async () => {
    const code = await run(line);
    if (code !== 0) throw new Error(`'${line.join(' ')}' ended with code ${code}`);
  });
}

async function checkManifest() {
  const code = await run(['npm', 'run', 'manifest']);
  if (code !== 0) throw new Error(`'npm run manifest' ended with code ${code}`);
  if (read(manifest) === committedManifest) return;
  // Left as it was found: a check that repairs would pass the second time.
  if (committedManifest) writeFileSync(manifest, committedManifest);
  else rmSync(manifest);
  throw new Error(`${manifest} is out of date: run 'npm run manifest' and commit it`);
}

async function nodeTests(folders, ...options) {
  const files = folders.flatMap((folder) => testFiles(folder));
  if (files.length === 0) return { passed: 0, failed: 0 };
  const counts = join(results, `${folders[0].replaceAll('/', '-')}.json`);
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  const counting = ['--test-reporter=./scripts/count-reporter.mjs', `--test-reporter-destination=${counts}`];
  const code = await run(['node', '--import', 'tsx', '--test', ...reporters, ...counting, ...options, ...files]);
  return counted(code, counts);
}

async function browserTests(folder) {
  const counts = join(results, `browsers-${folder}.json`);
  const code = await run(['node', 'scripts/wtr.mjs', '--files', `test/${folder}/**/*.test.ts`], {
    WTR_RESULTS: counts,
  });
  return counted(code, counts);
}

/** What a runner counted. One that failed without a failing test, or ran none at all, counts as a failure. */
function counted(code, file) {
  const counts = JSON.parse(read(file) || '{"passed":0,"failed":0}');
  const silent = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}

function testFiles(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.ts'));
  return names.map((name) => join(folder, name)).sort();
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** @returns the exit code */
function run([program, ...args], environment = {}) {
  const output = buffer.getStore();
  const stdio = output ? ['inherit', 'pipe', 'pipe'] : 'inherit';
  const child = spawn(program, args, { stdio, env: { ...process.env, ...environment } });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => output.push(text));
  const stop = () => {
    child.kill();
    process.exit(1);
  };
  process.once('SIGTERM', stop);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}
