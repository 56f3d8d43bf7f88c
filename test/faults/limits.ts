import type { BrowserName } from '../../scripts/browsers.mjs';
import type { Row } from './records.js';

/** What an engine does that no page can change. */
interface Limit {
  readonly browser: BrowserName;
  /** A part of the fault's name. */
  readonly fault: string;
  /** The problem that is none of ours. */
  readonly problem: string;
  readonly why: string;
}

export const limits: readonly Limit[] = [
  {
    browser: 'webkit',
    fault: 'popup severed by Cross-Origin-Opener-Policy',
    problem: 'the popup is open',
    why: 'here, where the provider goes on by script, the callback page does not close itself, and no other page can close a severed popup. Where the user goes on by a form it does (test/e2e/cross-browser/recoveries.test.ts). Why is not known.',
  },
  {
    browser: 'firefox',
    fault: 'half-open: the handshake is never answered',
    problem: 'left: 1 requests or sockets at the server',
    why: 'it keeps the TCP connection after the page has closed the socket, in a page without this package too, for more than 30 s.',
  },
];

/** The problems of a cell that are not its engine's. */
export const problemsOf = (name: BrowserName, { fault, problems }: Pick<Row, 'fault' | 'problems'>): string[] =>
  problems.filter(
    (problem) =>
      !limits.some((limit) => limit.browser === name && fault.includes(limit.fault) && limit.problem === problem),
  );
