import { ratio, type Finding, type Ground } from './numbers.js';

const runs = 12;

/** 1,000 <nango-connect> upgraded and painted, against 1,000 bare Lit buttons. */
export async function benchElements({ browser, site }: Ground): Promise<Finding[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/elements`);
  const ours: number[] = [];
  const bare: number[] = [];
  try {
    for (let run = 0; run <= runs; run++) {
      const reported = site.report();
      await page.evaluate((hash) => (location.hash = hash), String(run));
      const took = await reported;
      if (run === 0) continue; // For the browser to warm up.
      ours.push(took.ours ?? NaN);
      bare.push(took.bare ?? NaN);
    }
    return [ratio('1,000 <nango-connect> upgraded and painted', ours, bare, 1.5)];
  } finally {
    await context.close();
  }
}
