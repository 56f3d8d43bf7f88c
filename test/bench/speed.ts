import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox } from '../../sandbox/sandbox.js';
import { contractConfig } from '../support/contract-config.js';
import { ratio, type Finding, type Ground } from './numbers.js';
import { startPlainBrowser } from './plain-browser.js';
import { startSlowProxy } from './slow-proxy.js';
import { newToken } from './token.js';

/** How much later each byte arrives, in ms. */
const delays = { 'no delay': 0, '100 ms of round trip': 50 };
/** Nothing may be slower than theirs; behind a delay, what was asked for. */
const bounds = { 'no delay': { request: 1, result: 1 }, '100 ms of round trip': { request: 0.5, result: 0.75 } };
const hover = 150;
const press = 80;
const runs = 12;

interface Times {
  request: number;
  result: number;
}

/** From a click to the popup's request at the server, and to the result, with a far server and a person's hand. */
export async function benchSpeed({ provider, site }: Ground): Promise<Finding[]> {
  const proxy = await startSlowProxy(0);
  const host = `http://localhost:${proxy.port}`;
  const callbackUrl = `${host}/oauth/callback`;
  const sandbox = await startSandbox({
    ...contractConfig(provider.url),
    callbackUrl,
    hosts: [`localhost:${proxy.port}`],
  });
  proxy.target = sandbox.port;
  const browser = await startPlainBrowser();

  const run = async (whose: string): Promise<Times> => {
    const query = new URLSearchParams({ host, token: await newToken(sandbox) });
    const ready = site.report();
    await browser.mouse('mouseMoved', 500, 400);
    await browser.open(`${site.url}/${whose}?${query}`);
    await ready;
    const arrived = proxy.arrival('GET /oauth/connect/');
    const reported = site.report();
    await browser.mouse('mouseMoved', 150, 130);
    await browser.mouse('mouseMoved', 200, 130);
    await wait(hover);
    await browser.mouse('mousePressed', 200, 130);
    await wait(press);
    await browser.mouse('mouseReleased', 200, 130);
    const { clickedAt, result } = await reported;
    if (clickedAt === undefined || result === undefined) throw new Error(`The attempt of ${whose} failed`);
    return { request: (await arrived) - clickedAt, result };
  };

  try {
    const findings: Finding[] = [];
    for (const name of ['no delay', '100 ms of round trip'] as const) {
      proxy.ms = delays[name];
      const found: Record<'ours' | 'theirs', Times[]> = { ours: [], theirs: [] };
      // The first of each is for the browser to warm up.
      for (let count = 0; count <= runs; count++) {
        for (const whose of count % 2 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const)) {
          const times = await run(whose);
          if (count > 0) found[whose].push(times);
        }
      }
      const compare = (what: string, of: keyof Times): Finding =>
        ratio(
          `click to ${what}, ${name}`,
          found.ours.map((times) => times[of]),
          found.theirs.map((times) => times[of]),
          bounds[name][of],
        );
      findings.push(compare("the popup's request at the server", 'request'), compare('the result', 'result'));
    }
    return findings;
  } finally {
    await browser.close();
    proxy.close();
    await sandbox.close();
  }
}
