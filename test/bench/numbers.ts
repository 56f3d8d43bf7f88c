import type { Browser } from 'playwright-core';
import type { MockProvider } from '../support/mock-provider.js';
import type { Site } from './site.js';

/** What a bench works with. */
export interface Ground {
  readonly browser: Browser;
  readonly provider: MockProvider;
  readonly site: Site;
}

/** One finding, and whether it keeps its bound. */
export interface Finding {
  readonly what: string;
  readonly value: string;
  /** What it must not exceed, if anything. */
  readonly bound?: string | undefined;
  readonly holds: boolean;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

/** The ratio of two medians, with the least and the greatest of the runs that were made in turn. */
export function ratio(what: string, ours: readonly number[], theirs: readonly number[], bound?: number): Finding {
  const each = ours.map((value, run) => value / (theirs[run] ?? NaN));
  const found = median(ours) / median(theirs);
  const [least, greatest] = [Math.min(...each), Math.max(...each)].map((one) => one.toFixed(2));
  return {
    what,
    value: `${found.toFixed(2)} (${least} to ${greatest} in ${ours.length} runs in turn)`,
    bound: bound ? `${bound}` : undefined,
    holds: !bound || found <= bound,
  };
}
