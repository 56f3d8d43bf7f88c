import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { startDemo } from '../../demo/server.js';
import { listen } from '../../sandbox/listen.js';
import { ensureBrowsers, playwrightArgs } from '../../scripts/browsers.mjs';
import { describe, it } from 'vitest';

function start(...options: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'demo/start.ts', '--no-open', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function firstLine(child: ChildProcess, from: 'stdout' | 'stderr'): Promise<string> {
  const stream = child[from];
  assert.ok(stream);
  for await (const line of createInterface(stream)) return line;
  return '';
}

/** Its code; nothing where a signal ended it. */
function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

describe('npm start', { timeout: 400_000 }, () => {
  it('goes to the next free port and says so, serves the page, and ends with Ctrl+C', async () => {
    const other = createServer();
    const port = await listen(other, 0, '127.0.0.1');
    const child = start('--port', String(port));
    const line = await firstLine(child, 'stdout');
    const [, url = '', reason] = /^The playground is at (\S+) \((.*)\)$/.exec(line) ?? [];
    assert.equal(reason, `port ${port} is in use`);
    assert.ok(Number(new URL(url).port) > port);

    const page = await fetch(url);
    assert.match(await page.text(), /<nango-connect/);
    // The page's backend gives a token, and asks for JSON as pages of other sites can't send it.
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/nango/session`, {
      method: 'POST',
      headers,
      body: '{"integrationId":"github"}',
    });
    assert.match(await answer.text(), /^\{"token":"nango_connect_session_/);
    const plain = await fetch(`${url}/api/nango/session`, { method: 'POST', body: '{"integrationId":"github"}' });
    assert.equal(plain.status, 415);

    const exit = exitOf(child);
    child.kill('SIGINT');
    assert.equal(await exit, 0);
    other.close();
  });

  it('says what is wrong with its options', async () => {
    const child = start('--port', 'eighty');
    const exit = exitOf(child);
    assert.equal(await firstLine(child, 'stderr'), "'eighty' is no port");
    assert.equal(await exit, 1);
  });

  it('reloads open pages once it is started again', async () => {
    const browser = await chromium.launch({
      executablePath: ensureBrowsers(['chromium']).headlessChromium,
      args: [...playwrightArgs],
    });
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    const first = await startDemo({ port: 0, sandboxPort: 0, watch: true });
    await page.goto(`${first.url}/forms`, { waitUntil: 'networkidle' });
    await page.evaluate(() => (document.title = 'Before'));
    await first.close();
    const second = await startDemo({ port: Number(new URL(first.url).port), sandboxPort: 0, watch: true });
    assert.equal(second.url, first.url);
    await page.waitForFunction(() => document.title !== 'Before');
    assert.deepEqual(complaints, []);
    await browser.close();
    await second.close();
  });
});
