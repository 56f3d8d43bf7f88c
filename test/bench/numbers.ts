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

/**
 * What is left of something that was done many times: nothing but heap may be.
 * @param left how many of each kind
 * @param bytes how much more heap is in use
 * @param bound of `bytes`
 */
export function leftovers(what: string, left: Readonly<Record<string, number>>, bytes: number, bound: number): Finding {
  const megabytes = (number: number, digits: number): string => `${(number / 1e6).toFixed(digits)} MB of heap`;
  const counts = Object.entries(left)
    .filter(([, number]) => number !== 0)
    .map(([kind, number]) => `${number} ${kind}`);
  return {
    what,
    value: [...counts, megabytes(bytes, 2)].join(', '),
    bound: megabytes(bound, 1),
    holds: counts.length === 0 && bytes <= bound,
  };
}
