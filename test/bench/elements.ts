import { ratio, type Finding, type Ground } from './numbers.js';

const runs = 12;

/** 1,000 <nango-connect> upgraded and painted, against 1,000 bare Lit buttons. */
export async function benchElements({ browser, site }: Ground): Promise<Finding[]> {
  const context = await browser.newContext();
  // Without its page the bench would wait for ever.
  context.on('weberror', (event) => {
    throw event.error();
  });
  const page = await context.newPage();
  await page.goto(`${site.url}/elements`);
  const took: Record<string, number>[] = [];
  try {
    for (let run = 0; run <= runs; run++) {
      const reported = site.report();
      await page.evaluate((hash) => (location.hash = hash), String(run));
      const times = await reported;
      if (run > 0) took.push(times); // The first is for the browser to warm up.
    }
    const of = (name: string) => took.map((times) => times[name] ?? NaN);
    return [
      ratio('1,000 <nango-connect auth-mode> upgraded and painted', of('popup'), of('bare'), 1.5),
      ratio('1,000 <nango-connect session-url> upgraded and painted', of('unknown'), of('bare'), 1.5),
    ];
  } finally {
    await context.close();
  }
}
