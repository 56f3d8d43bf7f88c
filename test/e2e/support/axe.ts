import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { Locator, Page } from 'playwright-core';

declare const axe: typeof import('axe-core');

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Rules {
  /** WCAG 2.2 AA alone, without axe's own advice for whole pages. Default: all. */
  wcagOnly?: boolean;
  /** Contrast takes most of the time. Default: true. */
  contrast?: boolean;
}

/**
 * What axe finds, each with where.
 * @param place the whole page, or one element in it
 */
export async function violations(
  place: Page | Locator,
  { wcagOnly = false, contrast = true }: Rules = {},
): Promise<string[]> {
  const element = 'page' in place ? place : place.locator(':root');
  const page = element.page();
  const options: RunOptions = {
    resultTypes: ['violations'],
    rules: { 'color-contrast': { enabled: contrast } },
    ...(wcagOnly && { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
  };
  // While a color changes slowly, it is neither the old one nor the new one.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // Through the debugger: the page's policy lets no other script in.
  await page.evaluate(source);
  const { violations: found } = await element.evaluate((start, asked) => axe.run(start, asked), options);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
}
