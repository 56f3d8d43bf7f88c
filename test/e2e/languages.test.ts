import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { useBrowser } from '../support/browser.js';

/** What `npm run build` made. */
const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The label that an element gives its button where the page gives none. */
const button = '<nango-connect auth-mode="OAUTH2"></nango-connect>';

describe('The languages of the single file', { timeout: 400_000 }, () => {
  let server: Server;
  let port: number;
  const pages = new Map<string, string>();
  const requests: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? '/';
      requests.push(path);
      const page = pages.get(path);
      if (page !== undefined) return response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
      if (!path.startsWith('/assets/nango/')) return response.writeHead(404).end();
      // As a CDN does, for pages of other origins.
      response.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/javascript');
      readFile(dist + path.slice('/assets/nango/'.length)).then(
        (code) => response.end(code),
        () => response.writeHead(404).end(),
      );
    });
    port = await new Promise((resolve, reject) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('The server has no port'));
      });
    });
  });

  afterEach(() => {
    requests.length = 0;
    pages.clear();
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const browser = useBrowser();

  /** A new page, and what goes wrong in it. */
  async function newPage(): Promise<{ page: Page; errors: string[] }> {
    const page = await (await browser().newContext()).newPage();
    page.setDefaultTimeout(40_000);
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    return { page, errors };
  }

  async function show(page: Page, body: string, language: string): Promise<void> {
    pages.set('/app/deep/', `<!doctype html><html lang="${language}"><title>Page</title><body>${body}`);
    await page.goto(`http://localhost:${port}/app/deep/`);
  }

  const languagesAsked = (): string[] => requests.filter((path) => path.includes('/locales/'));

  for (const kind of ['', ' type="module"']) {
    it(`are found from a script tag${kind} in another folder, with one request`, async () => {
      const { page, errors } = await newPage();
      await show(page, `<script${kind} src="/assets/nango/nango-elements.min.js"></script>${button}${button}`, 'de');
      await page.getByRole('button', { name: 'Verbinden', exact: true }).nth(1).waitFor();
      assert.deepEqual(languagesAsked(), ['/assets/nango/locales/de.js']);
      assert.deepEqual(errors, []);
    });
  }

  it('are found on another origin, by a script that is loaded with crossorigin', async () => {
    const script = `<script crossorigin src="http://127.0.0.1:${port}/assets/nango/nango-elements.min.js"></script>`;
    const { page, errors } = await newPage();
    await show(page, script + button, 'ja');
    await page.getByRole('button', { name: '接続', exact: true }).waitFor();
    assert.deepEqual(languagesAsked(), ['/assets/nango/locales/ja.js']);
    assert.deepEqual(errors, []);
  });

  it('are not asked for in an English page', async () => {
    const { page, errors } = await newPage();
    await show(page, `<script src="/assets/nango/nango-elements.min.js"></script>${button}`, 'en');
    await page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(languagesAsked(), []);
    assert.deepEqual(errors, []);
  });

  it('give way to English where the folder is not there', async () => {
    const { page, errors } = await newPage();
    const debug = page.waitForEvent('console', (message) => message.text().startsWith('[nango] no fr texts'));
    // As servers of applications answer for files that they do not have.
    pages.set('/assets/nango/locales/fr.js', '<!doctype html><title>Page</title>');
    await show(
      page,
      `<script src="/assets/nango/nango-elements.min.js"></script>${button.replace(' ', ' debug ')}`,
      'fr',
    );
    await debug;
    await page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
    assert.deepEqual(languagesAsked(), ['/assets/nango/locales/fr.js']);
    assert.deepEqual(errors, []);
  });

  it('are taken with the hash that an import map names, and not with another', async () => {
    const hashes = z.record(z.string(), z.string()).parse(JSON.parse(await readFile(`${dist}integrity.json`, 'utf8')));
    const script = '<script src="/assets/nango/nango-elements.min.js"></script>';
    const map = (hash = '') => {
      const integrity = { [`http://localhost:${port}/assets/nango/locales/de.js`]: hash };
      return `<script type="importmap">${JSON.stringify({ integrity })}</script>`;
    };
    const { page, errors } = await newPage();
    await show(page, map(hashes['locales/de.js']) + script + button, 'de');
    await page.getByRole('button', { name: 'Verbinden', exact: true }).waitFor();
    const refused = page.waitForEvent('console', (message) => message.text().startsWith('[nango] no de texts'));
    await show(page, map(hashes['locales/fr.js']) + script + button.replace(' ', ' debug '), 'de');
    await refused;
    await page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
    assert.deepEqual(errors, []);
  });
});
