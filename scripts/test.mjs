// npm test: everything that must hold; `npm test -- frameworks` builds and drives an app of each framework too. A failing
// step doesn't keep the later ones from running; the last line counts all tests of all runners, and a step without tests of
// its own as one.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { chdir } from 'node:process';
import { fileURLToPath } from 'node:url';

chdir(fileURLToPath(new URL('..', import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'nango-elements-test-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const attw = [
  'attw --pack . --profile esm-only --no-definitely-typed',
  // Files for a <script> and for tools, which aren't imported.
  '--exclude-entrypoints ./nango-elements.min.js ./nango-elements-testing.js ./custom-elements.json',
  './vscode.html-custom-data.json ./vscode.css-custom-data.json ./web-types.json ./integrity.json',
].join(' ');

const preparation = [
  check('Browsers', 'node scripts/browsers.mjs'),
  // The build writes the manifest, which must be as committed.
  upToDate('Build', 'npm run build', 'custom-elements.json'),
];
// Of the sources alone, and the build doesn't use the second processor.
const besideBuild = [check('Types', 'npm run types')];
const inNode = [
  check('Lint', 'npm run lint'),
  check('Package: publint', 'publint --strict'),
  // Packed without scripts: `prepack` would build again.
  check('Package: types for importers', attw, { npm_config_ignore_scripts: 'true' }),
  vitest('Tests in Node', ['unit', 'sandbox', 'backend', 'testing', 'react', 'package']),
];
const inBrowsers = [browsers('Tests in browsers'), vitest('End-to-end tests', ['e2e *'])];
const inFrameworks = process.argv.includes('frameworks') ? [vitest('Apps of each framework', ['frameworks'])] : [];

const total = { passed: 0, failed: 0 };
const failures = [];
const seconds = [];

const prepared = inOrder(preparation);
const typesChecked = inOrder(besideBuild);
await prepared;
// The browsers mostly wait, so the other tests can run at the same time.
await Promise.all([typesChecked.then(() => inOrder(inNode)), inOrder(inBrowsers)]);
await inOrder(inFrameworks);

console.log(`\n${seconds.join('\n')}`);
if (failures.length) console.log(`\nFailed:\n  ${failures.join('\n  ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function inOrder(steps) {
  for (const { name, run } of steps) {
    const start = performance.now();
    const { output, passed, failed, failures: why = [] } = await run();
    total.passed += passed;
    total.failed += failed;
    if (failed) failures.push(...(why.length ? why : [`${name}: ${lastLines(output)}`]));
    const took = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
    seconds.push(`${took} s  ${name}${failed ? ': FAILED' : ''}`);
    console.log(`\n=== ${name}\n${output}=== ${name}: ${failed ? 'FAILED' : 'ok'}, ${took.trim()} s`);
  }
}

/** The last lines of a step's output, if it doesn't name what failed. */
function lastLines(output) {
  const lines = output.split('\n').filter((line) => line.trim());
  return lines.slice(-15).join('\n    ');
}

/** A step that is one check. */
function check(name, command, environment) {
  return {
    name,
    async run() {
      const { code, output } = await execute(command, environment);
      return { output, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
    },
  };
}

/** A step that must leave a committed file as it is. */
function upToDate(name, command, file) {
  return {
    name,
    async run() {
      const before = readFileSync(file, 'utf8');
      const { code, output } = await execute(command);
      const changed = readFileSync(file, 'utf8') !== before;
      // A check that repairs would pass the second time.
      writeFileSync(file, before);
      const why = changed ? [`${file} is out of date: run '${command}' and commit it`] : [];
      const failed = code !== 0 || changed ? 1 : 0;
      return { output, passed: 1 - failed, failed, failures: why };
    },
  };
}

function vitest(name, projects) {
  const file = join(folder, `${projects[0].split(' ')[0]}.json`);
  const options = projects.map((project) => `--project '${project}'`).join(' ');
  return {
    name,
    async run() {
      const { code, output } = await execute(
        `vitest run ${options} --reporter=default --reporter=json --outputFile.json=${file}`,
      );
      const { numPassedTests: passed = 0, numFailedTests = 0, testResults = [] } = read(file);
      const why = testResults.flatMap(({ name: path, message, assertionResults }) => {
        const failed = assertionResults.filter(({ status }) => status === 'failed');
        const lines = failed.map(({ ancestorTitles, title, failureMessages: [reason = ''] }) =>
          [...ancestorTitles, title].join(' > ').concat(': ', reason.split('\n')[0]),
        );
        return [...(message && !lines.length ? [message] : []), ...lines].map(
          (line) => `${relative('.', path)}: ${line}`,
        );
      });
      return counted({ code, output, passed, failed: numFailedTests, failures: why });
    },
  };
}

function browsers(name) {
  const file = join(folder, 'browsers.json');
  return {
    name,
    async run() {
      const { code, output } = await execute('node scripts/wtr.mjs', {
        BROWSERS: process.env.BROWSERS || 'chromium,firefox,webkit',
        WTR_RESULTS: file,
      });
      const { passed = 0, failed = 0, failures: why = [] } = read(file);
      return counted({ code, output, passed, failed, failures: why });
    },
  };
}

/** What a runner counted. One that failed without a failing test, or ran none at all, counts as a failure. */
function counted({ code, failed, passed, ...rest }) {
  const silent = failed === 0 && (code !== 0 || passed === 0);
  return { ...rest, passed, failed: silent ? 1 : failed };
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Runs a command of a package's or of the system, and keeps what it prints. */
function execute(command, environment = {}) {
  const path = `${join('node_modules', '.bin')}:${process.env.PATH}`;
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: path, ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const stop = () => {
    child.kill();
    process.exit(1);
  };
  process.once('SIGTERM', stop);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      process.off('SIGTERM', stop);
      resolve({ code: code ?? 1, output });
    });
  });
}
