// Run through scripts/wtr.mjs, which loads TypeScript: the sandbox runs inside this process.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { ensureBrowsers, puppeteerOptions, wantedBrowsers, webKitCapabilities } from './scripts/browsers.mjs';
import { startWebKitDriver } from './scripts/webkit-driver.mjs';
import { providersPlugin } from './test/support/providers-plugin.ts';
import { sandboxPlugin } from './test/support/sandbox-plugin.ts';

const wanted = wantedBrowsers();
const paths = ensureBrowsers(wanted);

// Child processes end with this one on 'exit', which a signal alone doesn't cause.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
process.on('exit', () => browsers.forEach(killGroup));

const launchers = {
  chromium: () => puppeteerLauncher('Chromium', puppeteerOptions.chromium(paths)),
  firefox: () => puppeteerLauncher('Firefox', puppeteerOptions.firefox(paths)),
  async webkit() {
    const { port } = await startWebKitDriver(paths);
    const launcher = webdriverLauncher({
      hostname: '127.0.0.1',
      port,
      path: '/',
      capabilities: webKitCapabilities(paths),
    });
    // Its own name for itself is MiniBrowser, which tells a reader little.
    const initialize = launcher.initialize.bind(launcher);
    launcher.initialize = async (config) => {
      await initialize(config);
      launcher.name = 'WebKitGTK';
    };
    return launcher;
  },
};

function puppeteerLauncher(name, launchOptions) {
  let own;
  const launcher = chromeLauncher({
    launchOptions,
    createPage: async ({ context }) => (own = await context.newPage()),
  });
  return Object.assign(launcher, {
    name,
    /** Back to one window, with the focus: a page of a test can't close what its provider has cut off. */
    async closeOtherWindows() {
      const pages = await own.browserContext().pages();
      await Promise.all(pages.filter((page) => page !== own).map((page) => page.close()));
      await own.bringToFront();
    },
  });
}

/** Puppeteer, when it drives two browsers, forgets the second one as the process exits. */
function killGroup({ browser }) {
  const pid = browser?.process?.()?.pid;
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}

const browsers = await Promise.all(wanted.map((name) => launchers[name]()));

/** Adds the rule that an unhandled rejection fails its test; on the same line, so that line numbers stay true. */
const strictPlugin = {
  name: 'strict',
  transform({ path, body }) {
    if (/^\/test\/.*\.test\.ts$/.test(path)) return { body: `import '/test/browser-support/strict.ts';${body}` };
  },
};

/** The command `close-windows`, with which every file begins. */
const windowsPlugin = {
  name: 'windows',
  async executeCommand({ command, session }) {
    if (command !== 'close-windows') return undefined;
    await session.browser.closeOtherWindows?.();
    return { done: true };
  },
};

/**
 * Prints how many tests passed and failed in each browser, and writes their sum, and what failed and why, to the file
 * that `WTR_RESULTS` names.
 */
const countReporter = {
  onTestRunFinished({ sessions }) {
    const total = { passed: 0, failed: 0, failures: [...sessions].flatMap(failuresOf) };
    for (const { name } of browsers) {
      const counts = [...sessions].filter(({ browser }) => browser.name === name).map(countsOf);
      const passed = counts.reduce((sum, one) => sum + one.passed, 0);
      const failed = counts.reduce((sum, one) => sum + one.failed, 0);
      console.log(`${name}: ${passed} passed, ${failed} failed`);
      total.passed += passed;
      total.failed += failed;
    }
    if (process.env.WTR_RESULTS) writeFileSync(process.env.WTR_RESULTS, JSON.stringify(total));
  },
};

function countsOf({ passed, testResults }) {
  const tests = testsOf(testResults).filter((test) => !test.skipped);
  const failed = tests.filter((test) => !test.passed).length;
  // A file that could not be loaded, or hung, has no test to blame.
  return { passed: tests.length - failed, failed: passed ? failed : Math.max(failed, 1) };
}

function failuresOf({ browser, testFile, errors, testResults }) {
  const tests = testsOf(testResults).filter(({ error }) => error);
  const told = [
    ...errors.map(({ message }) => message),
    ...tests.map(({ name, error }) => `${name}: ${error.message}`),
  ];
  const file = relative(process.cwd(), testFile);
  return told.map((one) => `${browser.name}: ${file}: ${one}`);
}

function testsOf(suite) {
  return suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : [];
}

export default {
  files: ['test/engine/**/*.test.ts', 'test/elements/**/*.test.ts'],
  browsers,
  // Real clicks and focus need the page to be alone in its browser.
  concurrency: 1,
  // More at once only take the processor from each other.
  concurrentBrowsers: 2,
  // Generous, for machines that are slow or busy: nothing waits for these limits but what hangs.
  browserStartTimeout: 120_000,
  testsStartTimeout: 90_000,
  testsFinishTimeout: 400_000,
  // Three browsers and a server share the machine.
  testFramework: { config: { timeout: 30_000 } },
  nodeResolve: { exportConditions: ['production', 'default'] },
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
    strictPlugin,
    windowsPlugin,
    sandboxPlugin(),
    providersPlugin(),
  ],
  // Without a terminal, every step of a progress bar would stay in the log.
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY === true }), countReporter],
};
