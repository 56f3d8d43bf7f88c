// Runs the browser tests; arguments go on to the runner: node scripts/wtr.mjs --files test/engine/url.test.ts
// BROWSERS=chromium runs them in one browser.
import { register } from 'tsx/esm/api';
import { startTestRunner } from '@web/test-runner';
import { ensureBrowsers } from './browsers.mjs';

try {
  ensureBrowsers();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
register();
await startTestRunner();
