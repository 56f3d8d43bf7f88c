// npm run pictures: docs/images, the product page in action, from the demo as it is.
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startDemo } from '../../demo/server.js';
import { playwrightArgs, ensureBrowsers } from '../../scripts/browsers.mjs';
import { buttonOf, decide, fieldOf, nextEvent, popupOf, signIn } from '../e2e/support/steps.js';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const largest = 150_000;

mkdirSync(folder, { recursive: true });
const demo = await startDemo({ port: 0, sandboxPort: 0 });
const browser = await chromium.launch({
  executablePath: ensureBrowsers(['chromium']).chromium,
  args: [...playwrightArgs, '--font-render-hinting=none'],
});
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: 1280, height: 690 },
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.goto(demo.url, { waitUntil: 'networkidle' });

    // One account is connected, and the key of another is being pasted.
    const success = await nextEvent(page, 'nango-success');
    const popup = await popupOf(page, buttonOf(page, 'github'));
    await signIn(popup);
    await decide(popup, 'Allow');
    await success();
    await buttonOf(page, 'openai').click();
    const key = fieldOf(page, 'openai', 'API key');
    await key.waitFor();
    await page.evaluate(() => navigator.clipboard.writeText('Authorization: Bearer good-key-4f9c27'));
    await key.press('Control+V');
    await page.evaluate(() => scrollTo(0, 0));
    const path = `${folder}product-page-${colorScheme}.png`;
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    const { size } = statSync(path);
    console.log(`${path}: ${Math.round(size / 1000)} kB`);
    if (size > largest) throw new Error(`${path} is above ${largest / 1000} kB`);
    await context.close();
  }
} finally {
  await browser.close();
  await demo.close();
}
