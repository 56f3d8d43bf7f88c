import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox } from '../../demo/sandbox/sandbox.js';
import { contractConfig } from '../support/contract-config.js';
import { ratio, type Finding, type Ground } from './numbers.js';
import { startSlowProxy } from './slow-proxy.js';
import { newToken } from './token.js';

const oneWay = 50;
const hover = 150;
const press = 80;
const runs = 12;

interface Times {
  request: number;
  result: number;
}

/** From a click to the popup's request at the server, and to the result, with a far server and a person's hand. */
export async function benchSpeed({ browser, provider, site }: Ground): Promise<Finding[]> {
  const proxy = await startSlowProxy(oneWay);
  const host = `http://localhost:${proxy.port}`;
  const callbackUrl = `${host}/oauth/callback`;
  const sandbox = await startSandbox({ ...contractConfig(provider.url), callbackUrl });
  proxy.target = sandbox.port;
  const context = await browser.newContext();
  const page = await context.newPage();

  const run = async (whose: string): Promise<Times> => {
    const query = new URLSearchParams({ host, token: await newToken(sandbox) });
    await page.mouse.move(500, 500);
    await page.goto(`${site.url}/${whose}?${query}`);
    await page.waitForSelector('html[data-ready]');
    const arrived = proxy.arrival('GET /oauth/connect/');
    const reported = site.report();
    await page.mouse.move(200, 130, { steps: 5 });
    await wait(hover);
    await page.mouse.down();
    await wait(press);
    await page.mouse.up();
    const { clickedAt, result } = await reported;
    if (clickedAt === undefined || result === undefined) throw new Error(`The attempt of ${whose} failed`);
    return { request: (await arrived) - clickedAt, result };
  };

  try {
    const found: Record<'ours' | 'theirs', Times[]> = { ours: [], theirs: [] };
    // The first of each is for the browser to warm up.
    for (let count = 0; count <= runs; count++) {
      for (const whose of count % 2 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const)) {
        const times = await run(whose);
        if (count > 0) found[whose].push(times);
      }
    }
    const { ours, theirs } = found;
    if (process.env.BENCH_TIMES) console.log(JSON.stringify(found));
    return [
      ratio('click to the popup\'s request at the server', ours.map((t) => t.request), theirs.map((t) => t.request), 0.55),
      ratio('click to the result', ours.map((t) => t.result), theirs.map((t) => t.result), 0.8),
    ];
  } finally {
    await context.close();
    proxy.close();
    await sandbox.close();
  }
}
