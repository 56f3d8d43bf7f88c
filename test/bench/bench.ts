// npm run bench [-- speed field many elements sizes parts]: how fast a click becomes a connection, beside @nangohq/frontend,
// and how fast a form; what 1,000 attempts leave behind; what elements cost beside bare buttons; sizes beside others,
// and what they consist of.
// Ratios and counts where they can be had, as times depend on the machine. They write docs/benchmarks.md; those that
// are named write their sections alone.
import { chromium } from 'playwright-core';
import { playwrightArgs, ensureBrowsers } from '../../scripts/browsers.mjs';
import { startMockProvider } from '../support/mock-provider.js';
import { benchElements } from './elements.js';
import { benchField } from './field.js';
import { benchMany } from './many.js';
import { benchParts } from './parts.js';
import { startSite } from './site.js';
import { benchSizes } from './sizes.js';
import { benchSpeed } from './speed.js';
import { updateReport, writeReport } from './report.js';
import type { Finding } from './numbers.js';

const benches = {
  speed: benchSpeed,
  field: benchField,
  many: benchMany,
  elements: benchElements,
  sizes: benchSizes,
  parts: benchParts,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in benches));
if (unknown !== undefined) throw new Error(`'${unknown}' is none of ${Object.keys(benches).join(', ')}`);

const { chromium: executablePath = '' } = ensureBrowsers(['chromium']);
const browser = await chromium.launch({ executablePath, args: [...playwrightArgs] });
const provider = await startMockProvider();
const site = await startSite();
const found: Record<string, Finding[]> = {};
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const lines = await bench({ browser, provider, site });
    for (const { what, value, bound = 'none', holds } of lines) {
      console.log(`${holds ? 'ok  ' : 'OVER'} ${what}: ${value}; bound: ${bound}`);
    }
    found[name] = lines;
    if (lines.some(({ holds }) => !holds)) process.exitCode = 1;
  }
  if (asked.length === 0) await writeReport(found, browser.version());
  else await updateReport(found, browser.version());
} finally {
  await browser.close();
  await provider.close();
  site.close();
}
