// npm run walk: a new user's path, with a picture of each step in reports/new-user. The page and the backend at the end are
// what the Studio gave and the recipe of the guide, as they are.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { chromium, type Page } from 'playwright-core';
import { sessions } from '../../docs/recipes/backend/your-login.js';
import { playwrightArgs, ensureBrowsers } from '../../scripts/browsers.mjs';
import { decide, nextEvent, popupOf, signIn } from '../e2e/support/steps.js';
import { within } from '../support/wait.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const album = `${root}reports/new-user/`;
const brand = '#0a7d5c';
const folder = mkdtempSync(join(tmpdir(), 'nango-elements-walk-'));
const children = new Set<ChildProcess>();
let server: Server | undefined;
let step = 0;

/** Runs a command of the README. @returns what it says, once a line fits */
async function run(script: string, options: readonly string[], ...lines: readonly RegExp[]): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...options], { cwd: root });
  children.add(child);
  const said: string[] = [];
  const found = lines.map(
    (wanted) =>
      new Promise<string>((resolve) => {
        for (const stream of [child.stdout, child.stderr])
          createInterface(stream).on('line', (line) => {
            said.push(line);
            const match = wanted.exec(line);
            if (match) resolve(match[1] ?? '');
          });
      }),
  );
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${script} has ended: ${said.join('\n')}`);
  });
  return within(script, Promise.race([Promise.all(found), ended]), 60_000);
}

async function stop(): Promise<void> {
  for (const child of children) {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
  }
  children.clear();
}

async function picture(page: Page, name: string): Promise<void> {
  step += 1;
  await page.screenshot({ path: `${album}${step}-${name}.png`, animations: 'disabled' });
  console.log(`${step}. ${name}`);
}

/** Clicks, signs in and agrees. */
async function connect(page: Page, name: string): Promise<void> {
  const success = await nextEvent(page, 'nango-success');
  const popup = await popupOf(page, page.getByRole('button', { name, exact: true }).first());
  await picture(popup, 'the-window-of-the-provider');
  await signIn(popup);
  await decide(popup, 'Allow');
  await success();
}

/** What the button puts on the clipboard. */
async function copied(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: `Copy ${name}` }).click();
  await page.getByRole('status').getByText('Copied').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

rmSync(album, { recursive: true, force: true });
mkdirSync(album, { recursive: true });
const browser = await chromium.launch({
  executablePath: ensureBrowsers(['chromium']).chromium,
  args: [...playwrightArgs],
});
try {
  const [site = ''] = await run('demo/start.ts', ['--no-open', '--port', '0'], /^The playground is at (\S+)/);
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(site, { waitUntil: 'networkidle' });
  await picture(page, 'the-product-page');
  await connect(page, 'Connect GitHub');
  await picture(page, 'connected');

  await page.getByRole('link', { name: 'Studio' }).click();
  await page.getByLabel('--nango-brand', { exact: true }).fill(brand);
  await picture(page, 'the-studio-in-another-color');
  const html = await copied(page, 'HTML');
  const css = await copied(page, 'CSS');
  await stop();

  // Their own page: what was copied, the file beside it, and the backend of the guide before a Nango server.
  const port = Number(new URL(/ host="([^"]+)"/.exec(html)?.[1] ?? '').port);
  writeFileSync(join(folder, 'sandbox.json'), JSON.stringify({ port }));
  const [nango = '', secretKey = ''] = await run(
    'sandbox/main.ts',
    ['--config', join(folder, 'sandbox.json')],
    /^sandbox listening on (\S+)/,
    /^secret key (\S+)/,
  );
  writeFileSync(join(folder, 'nango-elements.min.js'), readFileSync(`${root}dist/nango-elements.min.js`));
  writeFileSync(join(folder, 'page.css'), css);
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>My page</title>
    <link rel="stylesheet" href="page.css">
    <script src="nango-elements.min.js"></script>
  </head>
  <body>
    <h1>My page</h1>
    ${html}
  </body>
</html>
`,
  );
  Object.assign(process.env, { NANGO_HOST: nango, NANGO_SECRET_KEY: secretKey });
  sessions.set('my-session', { id: 'a-new-user' });
  const { app } = await import('../../docs/recipes/backend/express.js');
  server = app.use(express.static(folder)).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'string' || !address) throw new Error('The page has no port');
  const url = `http://localhost:${address.port}`;
  await context.addCookies([{ name: 'session', value: 'my-session', url }]);
  await page.goto(url, { waitUntil: 'networkidle' });
  await picture(page, 'a-bare-page-with-it');
  await connect(page, 'Connect GitHub');
  await picture(page, 'connected-from-there');
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByText('GitHub is connected').first().waitFor();
  await picture(page, 'known-after-a-reload');
  console.log(`The pictures are in ${album}`);
} finally {
  await browser.close();
  await stop();
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true });
}
