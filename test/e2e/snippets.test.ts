import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import express from 'express';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { describe, it } from 'vitest';
import { backend } from '../../demo/backend.js';
import type { Choices } from '../../demo/snippets/choices.js';
import { contentSecurityPolicy, snippet } from '../../demo/snippets/snippet.js';
import { close, listenOnLoopback, serve } from '../../sandbox/listen.js';
import type { Sandbox } from '../../sandbox/sandbox.js';
import { choicesFor } from '../support/snippet-choices.js';
import { violations } from './support/axe.js';
import { usePlayground, type OpenOptions } from './support/playground.js';
import { connectionsOf, decide, popupOf, signIn } from './support/steps.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const hashes = z.record(z.string(), z.string());

/** A site with a snippet as it was copied: its files, its policy, the package's files beside it, and the backend. */
async function site(choices: Choices, sandbox: Sandbox) {
  const { servers, port } = await listenOnLoopback(0);
  const app = express();
  app.use('/api/nango', backend(sandbox));
  for (const { name, text } of snippet(choices).files) {
    app.get(name === 'index.html' ? '/' : `/${name}`, (_request, response) => {
      response.set('Content-Security-Policy', contentSecurityPolicy(choices)).type(name).send(text);
    });
  }
  app.use(express.static(dist));
  serve(servers, app);
  return { url: `http://localhost:${port}`, close: () => close(servers) };
}

describe('A generated page of plain HTML', { timeout: 200_000 }, () => {
  const playground = usePlayground();

  for (const token of ['backend', 'session-url', 'function'] as const) {
    it(`connects an account under its own policy, with the token from: ${token}`, async () => {
      const before = await connectionsOf(playground.sandbox, 'github');
      const integrity = hashes.parse(JSON.parse(await readFile(`${dist}/integrity.json`, 'utf8')));
      const choices = choicesFor({
        token,
        host: playground.sandbox.url,
        integrity: integrity['nango-elements.min.js'] ?? '',
        brand: '#0a7d5c',
        lang: 'de',
      });
      const { url, close: stop } = await site(choices, playground.sandbox);
      const page = await playground.open({ at: '/demo/playground/icon.svg' });
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      await page.goto(url, { waitUntil: 'networkidle' });
      const button = page.getByRole('button', { name: 'Connect GitHub' });
      assert.equal(await button.evaluate((one) => getComputedStyle(one).backgroundColor), 'rgb(10, 125, 92)');
      const popup = await popupOf(page, button);
      await signIn(popup);
      await decide(popup, 'Allow');
      await page.locator('nango-connect:state(connected)').waitFor();
      const ids = (await connectionsOf(playground.sandbox, 'github')).filter((id) => !before.includes(id));
      assert.equal(ids.length, 1);
      assert.ok(said.includes(`Connected: ${ids[0]}`), said.join('\n'));
      await stop();
    });
  }
});

describe('A generated page under its own policy', { timeout: 200_000 }, () => {
  const playground = usePlayground();

  for (const [integrationId, shape] of [
    ['openai', 'form'],
    ['perimeter81', 'button'],
    ['clicksend', 'inline'],
  ] as const) {
    it(`connects ${integrationId} with the shape: ${shape}`, async () => {
      const choices = choicesFor({ integrationId, shape, label: 'Connect it', host: playground.sandbox.url });
      const { url, close: stop } = await site(choices, playground.sandbox);
      const page = await playground.open({ at: '/demo/playground/icon.svg' });
      await page.goto(url, { waitUntil: 'networkidle' });
      if (shape === 'button') await page.getByRole('button', { name: 'Connect it' }).click();
      const fields = page.getByRole('textbox');
      await fields.first().fill('good');
      if ((await fields.count()) > 1) await fields.last().fill('pass');
      await page.keyboard.press('Enter');
      await page.locator(':state(connected)').first().waitFor();
      await stop();
    });
  }

  it('lists the integrations with their logos', async () => {
    const choices = choicesFor({ integrationId: '', shape: 'inline', host: playground.sandbox.url });
    const { url, close: stop } = await site(choices, playground.sandbox);
    const page = await playground.open({ at: '/demo/playground/icon.svg' });
    await page.goto(url, { waitUntil: 'networkidle' });
    const logo = page.getByRole('option', { name: 'Algolia' }).locator('img');
    await page.waitForFunction(
      (image) => image instanceof HTMLImageElement && image.naturalWidth > 0,
      await logo.elementHandle(),
    );
    await stop();
  });
});

/** Until the page shows a snippet: it asks for the hash and the recipes first. */
const drawn = (page: Page): Promise<void> => page.getByRole('heading', { name: 'What you need' }).waitFor();

describe('The page of snippets', { timeout: 200_000 }, () => {
  const playground = usePlayground();
  const open = async (options: OpenOptions = {}): Promise<Page> => {
    const page = await playground.open({ at: '/snippets', ...options });
    await drawn(page);
    return page;
  };

  it('writes for each place, with hash, policy and backend, and copies', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    assert.match(await page.getByRole('region', { name: 'index.html' }).innerText(), /integrity="sha384-/);
    assert.match(await page.getByRole('region', { name: 'express.ts' }).innerText(), /connectBackend/);
    await page.getByRole('radio', { name: 'Next.js' }).check();
    await page.getByLabel('Integration', { exact: true }).fill('zendesk');
    await page.getByRole('button', { name: 'Copy app/ConnectAccount.tsx' }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    assert.match(
      await page.evaluate(() => navigator.clipboard.readText()),
      /^'use client';[^]*integrationId="zendesk"/,
    );
    assert.match(await page.getByRole('region', { name: 'next.ts' }).innerText(), /export function POST/);
    assert.match(await page.getByRole('region', { name: 'Content-Security-Policy' }).innerText(), /api\.nango\.dev/);
  });

  it('says that the browser doesn’t let it copy, and selects the code', async () => {
    const page = await open();
    const button = page.getByRole('button', { name: 'Copy index.html' });
    await button.click();
    await page.getByRole('status').getByText('Not copied').waitFor();
    assert.equal(await button.innerText(), 'Not copied');
    const code = await page.getByRole('region', { name: 'index.html' }).innerText();
    assert.equal((await page.evaluate(() => String(getSelection()))).trim(), code.trim());
    await page.locator('[data-done]').waitFor({ state: 'detached' });
    assert.equal(await button.innerText(), 'Copy');
  });

  it('leaves out what can’t be used and says so, and is led back by its address', async () => {
    const page = await open();
    for (const [id, text] of [
      ['host', 'nango'],
      ['host', 'javascript:alert(1)'],
      ['brand', 'red; } body { display: none'],
      ['brand', 'var(--x, "</style>")'],
      ['radius', '-2em'],
      ['backend', ''],
      ['script', 'https://'],
    ] as const) {
      const before = await page.locator('#answer').innerText();
      const first = await page.locator(`#${id}`).inputValue();
      await page.locator(`#${id}`).fill(text);
      assert.match(await page.locator(`#${id}-about`).innerText(), /^This isn’t/, text);
      assert.equal(await page.locator('#answer').innerText(), before, text);
      await page.locator(`#${id}`).fill(first);
    }
    await page.getByRole('radio', { name: 'Svelte' }).check();
    await page.getByLabel('Integration', { exact: true }).fill('a "b" </script> 💥');
    await page.getByLabel('Your server').selectOption('hono');
    await page.getByLabel('Theme', { exact: true }).last().selectOption('dark');
    const before = await page.locator('#answer').innerText();
    await page.reload();
    await drawn(page);
    assert.equal(await page.locator('#answer').innerText(), before);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'auto');
  });

  it('offers no piece of a backend as a server, and no policy where none can be set', async () => {
    const page = await open();
    const servers = await page.getByLabel('Your server').locator('option').allInnerTexts();
    assert.ok(servers.includes('Hono'));
    assert.deepEqual(
      servers.filter((name) => /webhook|login/.test(name)),
      [],
    );
    await page.getByRole('radio', { name: 'Webflow' }).check();
    assert.equal(await page.getByText('Content Security Policy').count(), 0);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`passes axe in ${colorScheme}, and fits a phone`, async () => {
      const page = await open({ colorScheme, viewport: { width: 320, height: 900 } });
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    });
  }
});
