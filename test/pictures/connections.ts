// npm run pictures: in reports/connections, what a page with `backend` shows before anything is connected, once it is,
// after a reload and after a disconnect; in light, dark, on a phone and from right to left.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { startDemo } from '../../demo/server.js';
import { chromiumArgs, ensureBrowsers } from '../../scripts/browsers.mjs';
import { buttonOf, decide, nextEvent, popupOf, signIn } from '../e2e/support/steps.js';

const folder = fileURLToPath(new URL('../../reports/connections/', import.meta.url));
const wide = { width: 720, height: 360 };
const looks = [
  { name: 'light', html: 'lang="en"', viewport: wide },
  { name: 'dark', html: 'lang="en" style="color-scheme: dark"', viewport: wide },
  { name: 'phone', html: 'lang="en"', viewport: { width: 360, height: 480 } },
  { name: 'right-to-left', html: 'lang="ar" dir="rtl"', viewport: wide },
];
const names = ['GitHub', 'OpenAI', 'Zendesk', 'Twitter'];

/** A page of four tags: two integrations at a time side by side, as on most integrations pages. */
const pageWith = (html: string, host: string): string => `<!doctype html>
<html ${html}>
<meta name="viewport" content="width=device-width" />
<title>Integrations</title>
<link rel="icon" href="data:," />
<style>
  body { font: 16px system-ui; margin: 24px; display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 24px }
  section { border: 1px solid gray; border-radius: 12px; padding: 16px }
</style>
<script type="module" src="/src/define.ts"></script>
<script type="module" src="/src/locales.ts"></script>
${names
  .map((name) => {
    const id = name.toLowerCase();
    return `<section><h2>${name}</h2><nango-connect id="${id}" integration-id="${id}" host="${host}" backend="/api/nango"></nango-connect></section>`;
  })
  .join('\n')}
</html>`;

const connected = (page: Page) => page.locator('#github:state(connected)');

/** One look at all four moments. */
async function show(page: Page, name: string, at: string): Promise<void> {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  const asked = (): number => requests.filter((path) => path === '/api/nango/status').length;
  const picture = (moment: string) =>
    page.screenshot({ path: `${folder}${name}-${moment}.png`, animations: 'disabled', caret: 'hide' });

  await page.goto(at, { waitUntil: 'networkidle' });
  assert.equal(asked(), 1, 'four tags ask once');
  await picture('1-before');
  const success = await nextEvent(page, 'nango-success');
  const popup = await popupOf(page, buttonOf(page, 'github'));
  await signIn(popup);
  await decide(popup, 'Allow');
  await success();
  await picture('2-connected');
  await page.reload({ waitUntil: 'networkidle' });
  await connected(page).waitFor();
  assert.equal(asked(), 2, 'four tags ask once more');
  await picture('3-after-a-reload');
  await page.locator('#github [part=disconnect]').click();
  const confirm = page.locator('#github [part=actions] button').first();
  await confirm.waitFor();
  await picture('4-asks-before-it-disconnects');
  await confirm.click();
  await connected(page).waitFor({ state: 'detached' });
  await picture('5-disconnected');
  console.log(`${name}: 5 pictures; four tags asked for the status ${asked()} times in 2 loads`);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const demo = await startDemo({ port: 0, sandboxPort: 0 });
const browser = await chromium.launch({
  executablePath: ensureBrowsers(['chromium']).chromium,
  // A page that is put in by a route counts as one of the public internet, which may not ask a server on loopback.
  args: [...chromiumArgs, '--font-render-hinting=none', '--disable-features=LocalNetworkAccessChecks'],
});
try {
  for (const { name, html, viewport } of looks) {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    const at = `${demo.url}/four-tags`;
    await context.route(at, (route) =>
      route.fulfill({ contentType: 'text/html', body: pageWith(html, demo.sandbox.url) }),
    );
    await show(await context.newPage(), name, at);
    await context.close();
  }
  console.log(`The pictures are in ${folder}`);
} finally {
  await browser.close();
  await demo.close();
}
