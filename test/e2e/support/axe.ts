import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Rules {
  /** WCAG 2.2 AA alone, without axe's own advice for whole pages. Default: all. */
  wcagOnly?: boolean;
  /** Contrast takes most of the time. Default: true. */
  contrast?: boolean;
}

/** What axe finds, each with where. */
export async function violations(page: Page, { wcagOnly = false, contrast = true }: Rules = {}): Promise<string[]> {
  const options = {
    resultTypes: ['violations'],
    rules: { 'color-contrast': { enabled: contrast } },
    ...(wcagOnly && { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
  };
  // While a color changes slowly, it is neither the old one nor the new one.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // Through the debugger: the page's policy lets no other script in.
  await page.evaluate(axe);
  const found = await page.evaluate(`axe.run(${JSON.stringify(options)}).then((result) => result.violations)`);
  return z
    .array(
      z.object({
        id: z.string(),
        nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() })),
      }),
    )
    .parse(found)
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    );
}
