// Run through scripts/wtr.mjs, which loads TypeScript: the sandbox runs inside this process.
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { wantedBrowsers } from './scripts/browsers.mjs';
import { launchersFor } from './test/support/wtr/launchers.mjs';
import { loopbackMiddleware, loopbackPlugin } from './test/support/wtr/loopback.ts';
import { providersPlugin } from './test/support/wtr/providers-plugin.ts';
import { resultsReporter } from './test/support/wtr/results-reporter.mjs';
import { sandboxPlugin } from './test/support/wtr/sandbox-plugin.ts';
import { strictPlugin } from './test/support/wtr/strict-plugin.mjs';
import { wheelPlugin } from './test/support/wtr/wheel-plugin.mjs';
import { windowsPlugin } from './test/support/wtr/windows-plugin.mjs';

// Child processes end with this one on 'exit', which a signal alone doesn't cause.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const browsers = await launchersFor(wantedBrowsers());
const chromium = browsers.filter(({ name }) => name === 'Chromium');

export default {
  browsers,
  // What differs by engine runs in each; the rest runs in Chromium. `--files` chooses by itself.
  ...(!process.argv.includes('--files') && {
    groups: [
      { name: 'cross-browser', files: 'test/cross-browser/**/*.test.ts' },
      ...(chromium.length ? [{ name: 'browser', files: 'test/browser/**/*.test.ts', browsers: chromium }] : []),
    ],
  }),
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
  middleware: [loopbackMiddleware(import.meta.dirname)],
  plugins: [
    loopbackPlugin,
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
    strictPlugin,
    windowsPlugin,
    wheelPlugin,
    sandboxPlugin(),
    providersPlugin(),
  ],
  // Without a terminal, every step of a progress bar would stay in the log.
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY === true }), resultsReporter],
};
