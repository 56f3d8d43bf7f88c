import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBrowsers } from '../../scripts/browsers.mjs';
import { close, listenOnLoopback, serve } from '../../sandbox/listen.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const config = 'test/e2e/support/recipe/playwright.config.ts';
let site: Awaited<ReturnType<typeof listenOnLoopback>>;
let output: string;

beforeAll(async () => {
  site = await listenOnLoopback(0);
  // Pages and scripts alone: whoever asked a backend or Nango would hear 404.
  const app = express()
    .use(express.static(`${root}test/e2e/support/recipe`))
    .use(express.static(`${root}dist`));
  serve(site.servers, app);
  output = mkdtempSync(join(tmpdir(), 'nango-elements-recipe-'));
});
afterAll(async () => {
  await close(site.servers);
  rmSync(output, { recursive: true });
});

test('the recipe for Playwright passes in a browser, with nothing but the page behind it', async () => {
  const child = spawn('npx', ['playwright', 'test', '--config', config], {
    cwd: root,
    env: {
      ...process.env,
      RECIPE_URL: `http://localhost:${site.port}`,
      RECIPE_CHROMIUM: ensureBrowsers(['chromium']).headlessChromium,
      RECIPE_OUTPUT: output,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code, said).toBe(0);
  assert.match(said, /4 passed/);
});
