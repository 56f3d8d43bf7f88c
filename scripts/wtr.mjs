// Runs the tests in browsers; arguments are passed to the runner:
// node scripts/wtr.mjs --watch --files test/browser/elements/theme.test.ts
// BROWSERS=chromium,firefox,webkit runs the cross-browser tests in each of these; without it, all tests run in Chromium.
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
