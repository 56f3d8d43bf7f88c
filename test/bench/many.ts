import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { contractConfig } from '../support/contract-config.js';
import { endings } from './endings.js';
import type { Finding, Ground } from './numbers.js';
import { newToken } from './token.js';

/** What is there once is not left behind: the first attempts fill caches. */
const first = 20;
const bound = 1_000_000;

/** What many attempts one after another leave, of each ending: timers, listeners, sockets, bytes. */
export async function benchMany(ground: Ground): Promise<Finding[]> {
  const sandbox = await startSandbox({ ...contractConfig(ground.provider.url), rateLimit: 1_000_000 });
  sandbox.addIntegration({
    unique_key: 'mock-oauth2-cut',
    provider: 'mock-oauth2',
    client_id: 'mock-client',
    client_secret: 'mock-secret',
    fault: 'drop-socket',
  });
  try {
    const findings: Finding[] = [];
    for (const [ending, { times }] of Object.entries(endings))
      findings.push(await leftAfter(ending, times, ground, sandbox));
    return findings;
  } finally {
    await sandbox.close();
  }
}

async function leftAfter(ending: string, times: number, { browser, site }: Ground, sandbox: Sandbox): Promise<Finding> {
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
      unreachable: 'http://localhost:1',
      token: await newToken(sandbox),
      ending,
      first: `${first}`,
      rest: `${times}`,
    });
    const begun = count();
    await page.goto(`${site.url}/many?${query}`);
    const { bytes: before = NaN }: Record<string, number> = await begun;
    const { bytes: after = NaN, ...left }: Record<string, number> = await count();
    const grown = after - before;
    const counts = Object.entries({ ...left, 'sockets at the server': sandbox.openSockets })
      .filter(([, number]) => number !== 0)
      .map(([kind, number]) => `${number} ${kind}`);
    return {
      what: `${times} × ${ending}`,
      value: [...counts, `${(grown / 1e6).toFixed(2)} MB of heap`].join(', '),
      bound: '1 MB of heap',
      holds: counts.length === 0 && grown <= bound,
    };
  } finally {
    await context.close();
  }
}
