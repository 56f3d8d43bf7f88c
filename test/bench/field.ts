import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox } from '../../sandbox/sandbox.js';
import { contractConfig } from '../support/contract-config.js';
import { median, type Finding, type Ground } from './numbers.js';
import { startPlainBrowser } from './plain-browser.js';
import { startSlowProxy } from './slow-proxy.js';
import { newToken } from './token.js';

const runs = 12;
/** What the hosted Connect UI was measured to take, in ms: behind 100 ms of round trip, and without. */
const theirs = { far: 1340, near: 470 };

/** From a click to the first field usable, where the page has been open for two seconds, and where it is clicked at once. */
export async function benchField({ provider, site }: Ground): Promise<Finding[]> {
  const proxy = await startSlowProxy(0);
  const host = `http://localhost:${proxy.port}`;
  const sandbox = await startSandbox({ ...contractConfig(provider.url), hosts: [`localhost:${proxy.port}`] });
  proxy.target = sandbox.port;
  const browser = await startPlainBrowser();

  const run = async (rest: number): Promise<number> => {
    const query = new URLSearchParams({ host, token: await newToken(sandbox) });
    const ready = site.report();
    await browser.mouse('mouseMoved', 500, 400);
    await browser.open(`${site.url}/field?${query}`);
    await ready;
    await wait(rest);
    const reported = site.report();
    await browser.mouse('mouseMoved', 130, 115);
    await browser.mouse('mousePressed', 130, 115);
    await wait(80);
    await browser.mouse('mouseReleased', 130, 115);
    return (await reported).took ?? NaN;
  };
  const measure = async (what: string, oneWay: number, rest: number, reference: number): Promise<Finding> => {
    proxy.ms = oneWay;
    const took: number[] = [];
    for (let count = 0; count <= runs; count++) took.push(await run(rest));
    took.shift(); // The first is for the browser to warm up.
    const middle = median(took);
    const [least, greatest] = [Math.min(...took), Math.max(...took)].map(Math.round);
    const value = `${(middle / reference).toFixed(2)} of ${reference} ms: ${Math.round(middle)} ms (${least} to ${greatest} in ${runs} runs)`;
    const bound = rest ? 'a fifth' : undefined;
    return { what: `click to the first field, ${what}`, value, bound, holds: !bound || middle <= reference / 5 };
  };

  try {
    return [
      await measure('100 ms of round trip, page open for 2 s', 50, 2000, theirs.far),
      await measure('no delay, page open for 2 s', 0, 2000, theirs.near),
      await measure('100 ms of round trip, clicked as the page comes up', 50, 0, theirs.far),
    ];
  } finally {
    await browser.close();
    await sandbox.close();
    proxy.close();
  }
}
