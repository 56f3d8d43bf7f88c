import { startSandbox } from '../../sandbox/sandbox.js';
import { contractConfig } from '../support/contract-config.js';
import { endings } from './endings.js';
import { leftovers, type Finding, type Ground } from './numbers.js';
import { startPlainBrowser } from './plain-browser.js';
import { startSite } from './site.js';
import { newToken } from './token.js';

/** What is there once is not left behind: the first attempts fill caches. */
const first = 20;
const times = 1000;
const bound = 1_000_000;
/** How many endings are made at once, each in a browser of its own: a page waits while its popup opens and closes. */
const atOnce = 2;

/** What many attempts one after another leave, of each ending: timers, listeners, sockets, bytes. */
export async function benchMany(ground: Ground): Promise<Finding[]> {
  const rest = Object.keys(endings).entries();
  const findings: Finding[] = [];
  const work = async (): Promise<void> => {
    for (const [index, ending] of rest) findings[index] = await leftAfter(ending, ground);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return findings;
}

async function leftAfter(ending: string, { provider }: Ground): Promise<Finding> {
  const sandbox = await startSandbox({ ...contractConfig(provider.url), rateLimit: 1_000_000 });
  sandbox.addIntegration({
    unique_key: 'mock-oauth2-cut',
    provider: 'mock-oauth2',
    client_id: 'mock-client',
    client_secret: 'mock-secret',
    fault: 'drop-socket',
  });
  const site = await startSite();
  // The page opens its popups without a click.
  const browser = await startPlainBrowser('headlessChromium', '--disable-popup-blocking');
  const query = new URLSearchParams({
    host: sandbox.url,
    unreachable: 'http://localhost:1',
    token: await newToken(sandbox),
    ending,
    first: `${first}`,
    rest: `${times}`,
  });
  const page = `${site.url}/many?${query}`;

  /** Opens the page, or goes on in it; then says what is there. */
  const count = async (address: string): Promise<Record<string, number>> => {
    const done = site.report();
    await browser.open(address);
    await done;
    const bytes = await browser.heap();
    const counted = site.report();
    await browser.open(`${address}#count`);
    return { bytes, ...(await counted) };
  };

  try {
    const { bytes: before = NaN } = await count(page);
    const { bytes: after = NaN, ...left } = await count(`${page}#rest`);
    return leftovers(
      `${times} × ${ending}`,
      { ...left, 'sockets at the server': sandbox.openSockets },
      after - before,
      bound,
    );
  } finally {
    await browser.close();
    site.close();
    await sandbox.close();
  }
}
