import { startSandbox } from '../../sandbox/sandbox.js';
import { contractConfig } from '../support/contract-config.js';
import type { Finding, Ground } from './numbers.js';
import { newToken } from './token.js';

/** What is there once is not left behind: the first attempts fill caches. */
const first = 20;
const attempts = 1000;
const bound = 1_000_000;

/** What 1,000 attempts one after another leave: timers, listeners, sockets, bytes. */
export async function benchMany({ browser, provider, site }: Ground): Promise<Finding[]> {
  const sandbox = await startSandbox({ ...contractConfig(provider.url), rateLimit: 1_000_000 });
  const context = await browser.newContext();
  // Without its page the bench would wait for ever.
  context.on('weberror', (event) => {
    throw event.error();
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);

  const count = async () => {
    const done = site.report();
    await done;
    for (let round = 0; round < 5; round++) await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const counted = site.report();
    await page.evaluate((hash) => (location.hash = hash), String(Math.random()));
    return { bytes: usedSize, ...(await counted) };
  };

  try {
    const query = new URLSearchParams({
      host: sandbox.url,
      token: await newToken(sandbox),
      first: `${first}`,
      rest: `${attempts}`,
    });
    const begun = count();
    await page.goto(`${site.url}/many?${query}`);
    const before: Record<string, number> = await begun;
    const after: Record<string, number> = await count();
    const kinds = ['timers', 'listeners', 'sockets'].map((kind) => ({
      what: `${kind} left after ${attempts} attempts`,
      value: `${after[kind]} (${before[kind]} after the first ${first})`,
      bound: '0',
      holds: after[kind] === 0,
    }));
    const grown = (after.bytes ?? NaN) - (before.bytes ?? NaN);
    const heap = {
      what: `heap after ${attempts} attempts`,
      value: `${(grown / 1e6).toFixed(2)} MB more`,
      bound: '1 MB',
      holds: grown <= bound,
    };
    const open = {
      what: 'sockets open at the server',
      value: `${sandbox.openSockets}`,
      bound: '0',
      holds: sandbox.openSockets === 0,
    };
    return [...kinds, open, heap];
  } finally {
    await context.close();
    await sandbox.close();
  }
}
