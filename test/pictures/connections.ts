// npm run pictures: in reports/connections, what a page with `backend` shows before anything is connected, once it is,
// after a reload and after a disconnect.
import assert from 'node:assert/strict';
import { buttonOf, decide, nextEvent, popupOf, signIn } from '../e2e/support/steps.js';
import { showInEachLook } from './looks.js';

const names = ['GitHub', 'OpenAI', 'Zendesk', 'Twitter'];

/** Two integrations at a time side by side, as on most integrations pages. */
const fourTags = (host: string): string => `<style>
  body { font: 16px system-ui; margin: 24px; display: grid; grid-template-columns: repeat(auto-fit, minmax(280px, 1fr)); gap: 24px }
  section { border: 1px solid gray; border-radius: 12px; padding: 16px }
</style>
${names
  .map((name) => {
    const id = name.toLowerCase();
    return `<section><h2>${name}</h2><nango-connect id="${id}" integration-id="${id}" host="${host}" backend="/api/nango"></nango-connect></section>`;
  })
  .join('\n')}`;

await showInEachLook('connections', { width: 720, height: 360 }, fourTags, async ({ page, at, name, picture }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  const asked = (): number => requests.filter((path) => path === '/api/nango/status').length;
  const connected = page.locator('#github:state(connected)');

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
  await connected.waitFor();
  assert.equal(asked(), 2, 'four tags ask once more');
  await picture('3-after-a-reload');
  await page.locator('#github [part=disconnect]').click();
  const confirm = page.locator('#github [part=actions] button').first();
  await confirm.waitFor();
  await picture('4-asks-before-it-disconnects');
  await confirm.click();
  await connected.waitFor({ state: 'detached' });
  await picture('5-disconnected');
  console.log(`${name}: 5 pictures; four tags asked for the status ${asked()} times in 2 loads`);
});
