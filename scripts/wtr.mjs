// Runs the tests in browsers; arguments go on to the runner:
// node scripts/wtr.mjs --watch --files test/browser/elements/theme.test.ts
// BROWSERS=chromium,firefox,webkit runs what differs by engine in each of these; without it, all runs in Chromium.
import { register } from 'tsx/esm/api';
import { startTestRunner } from '@web/test-runner';
import { ensureBrowsers, wantedBrowsers } from './browsers.mjs';

process.env.BROWSERS ||= 'chromium';
try {
  ensureBrowsers(wantedBrowsers());
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
register();
await startTestRunner();
