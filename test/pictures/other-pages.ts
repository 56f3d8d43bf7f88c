// npm run pictures: in reports/other-pages, a page that hides what is around an open dialog, one whose styles would come
// in, one whose buttons would be pushed away, and a field whose pattern is out of date.
import assert from 'node:assert/strict';
import { buttonOf, popupOf } from '../e2e/support/steps.js';
import { showInEachLook } from './looks.js';

/** What is inherited, and would come into the elements. */
const inherited =
  'white-space: pre; -webkit-text-fill-color: red; text-indent: 3em; text-transform: uppercase; letter-spacing: 0.5em; ' +
  'word-spacing: 1em; text-shadow: 2px 2px red; writing-mode: vertical-rl; word-break: break-all; cursor: wait';

const page = (host: string): string => {
  const tag = (id: string, integration: string): string =>
    `<nango-connect id="${id}" integration-id="${integration}" host="${host}" backend="/api/nango"></nango-connect>`;
  return `<style>
  body { font: 16px system-ui; margin: 24px; display: flex; flex-wrap: wrap; gap: 16px; align-items: start }
  details, .odd { border: 1px solid gray; padding: 8px }
  .odd { ${inherited} }
</style>
<details open><summary>Menu</summary>${tag('menu', 'openai')}</details>
<div class="odd">${tag('odd', 'openai')}</div>
${tag('popup', 'github')} <button>A neighbor</button> <button>Another one</button>
<p>The text below the buttons.</p>
${tag('pattern', 'xai')}`;
};

await showInEachLook('other-pages', { width: 720, height: 560 }, page, async ({ page, at, name, picture }, demo) => {
  demo.sandbox.addIntegration({ unique_key: 'xai', provider: 'xai' });
  const positions = () =>
    page.locator('body > *').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));

  await page.goto(at, { waitUntil: 'networkidle' });
  await buttonOf(page, 'menu').click();
  await page.locator('#menu dialog').waitFor();
  await picture('1a-dialog-in-a-menu');
  await page.locator('details').evaluate((menu) => menu.removeAttribute('open'));
  await picture('1b-the-menu-is-hidden');
  await page.locator('details').evaluate((menu) => menu.setAttribute('open', ''));
  await page.locator('#menu dialog:modal').waitFor();
  await page.keyboard.press('Escape');

  await buttonOf(page, 'odd').click();
  await page.locator('#odd dialog').waitFor();
  await picture('5-styles-of-the-page');
  await page.keyboard.press('Escape');

  const before = await positions();
  const popup = await popupOf(page, buttonOf(page, 'popup'));
  await page.locator('#popup [part=note]').waitFor();
  await picture('8-a-note-over-the-page');
  assert.deepEqual(await positions(), before, 'nothing moves');
  await popup.close();
  await page.locator('#popup [part=cancel]').click();

  await buttonOf(page, 'pattern').click();
  const key = page.locator('#pattern input').first();
  await key.fill('a-new-kind-of-key');
  await page.keyboard.press('Enter');
  await page.locator('#pattern [aria-invalid=true]').waitFor();
  await picture('14-a-pattern-that-is-out-of-date');
  await Promise.all([page.waitForRequest(/api-auth/), page.keyboard.press('Enter')]);
  console.log(`${name}: 5 pictures; the second Enter sends it`);
});
