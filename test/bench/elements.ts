import type { CDPSession, Page } from 'playwright-core';
import { leftovers, median, ratio, type Finding, type Ground } from './numbers.js';

type Kind = Parameters<Window['bench']['mount']>[0];

/** How often each number of elements is put into a page. */
const runs = { 1: 12, 100: 12, 1000: 12, 5000: 8 };
const kinds: Readonly<Record<Exclude<Kind, 'bare' | 'control'>, string>> = {
  popup: '<nango-connect auth-mode>',
  unknown: '<nango-connect session-url>',
};
const mounts = 1000;

/**
 * What elements cost at rest: time of the page's main thread, and memory, beside Lit buttons with the same sheet and
 * slots; and what is left of them.
 */
export async function benchElements({ browser, site }: Ground): Promise<Finding[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  // Of the processor: a busy machine lets a page wait.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`${site.url}/elements`);
  await page.waitForFunction(() => 'bench' in window);
  const findings: Finding[] = [];
  try {
    for (const [count, times] of Object.entries(runs)) {
      const took: Record<Kind, number[]> = { bare: [], control: [], popup: [], unknown: [] };
      for (let run = 0; run <= times; run++) {
        for (const kind of ['bare', 'control', 'popup', 'unknown'] as const) {
          const cpu = await cpuOfMount(page, devtools, kind, Number(count));
          if (run > 0) took[kind].push(cpu); // The first is for the browser to warm up.
        }
      }
      const control = `main thread for ${count} Lit buttons that are form controls beside ${count} that aren’t`;
      if (Number(count) >= 1000) findings.push(ratio(control, took.control, took.bare));
      for (const kind of ['popup', 'unknown'] as const) {
        const plural = count === '1' ? '' : 's';
        const what = `main thread for ${count} ${kinds[kind]}${plural} beside ${count} Lit button${plural}`;
        // A single one costs less than what the clock can tell.
        const bound = Number(count) >= 1000 ? 1.3 : undefined;
        findings.push(ratio(what, took[kind], took.bare, bound));
      }
    }
    for (const kind of ['popup', 'unknown'] as const) findings.push(await memory(page, devtools, kind));
    findings.push(await leftAfterMounts(page, devtools));
    return findings;
  } finally {
    await context.close();
  }
}

/** Seconds of the page's main thread until the elements are painted. */
async function cpuOfMount(page: Page, devtools: CDPSession, kind: Kind, count: number): Promise<number> {
  const before = await taskSeconds(devtools);
  await page.evaluate(([each, many]) => window.bench.mount(each, many), [kind, count] as const);
  const after = await taskSeconds(devtools);
  await page.evaluate(() => window.bench.clear());
  return after - before;
}

async function taskSeconds(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
}

async function heap(devtools: CDPSession): Promise<number> {
  for (let round = 0; round < 5; round++) await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

/** What one more element takes of the script's heap. */
async function memory(page: Page, devtools: CDPSession, kind: keyof typeof kinds): Promise<Finding> {
  const bytes: number[] = [];
  for (let run = 0; run < 5; run++) {
    const before = await heap(devtools);
    await page.evaluate(([each, many]) => window.bench.mount(each, many), [kind, mounts] as const);
    bytes.push(((await heap(devtools)) - before) / mounts);
    await page.evaluate(() => window.bench.clear());
  }
  const kB = (value: number): string => (value / 1000).toFixed(2);
  return {
    what: `heap of a ${kinds[kind]} at rest`,
    value: `${kB(median(bytes))} kB (${kB(Math.min(...bytes))} to ${kB(Math.max(...bytes))} in ${bytes.length} runs)`,
    bound: '1.5 kB',
    holds: median(bytes) <= 1500,
  };
}

async function leftAfterMounts(page: Page, devtools: CDPSession): Promise<Finding> {
  const before = await heap(devtools);
  const left = await page.evaluate((times) => window.bench.comeAndGo(times), mounts);
  return leftovers(`${mounts} elements came and went`, { ...left }, (await heap(devtools)) - before, 100_000);
}
