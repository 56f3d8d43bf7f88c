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
    why: 'a popup that was severed on its first page may not close itself, and no page can close it: its last page says that it can be closed.',
  },
  {
    browser: 'firefox',
    fault: 'half-open: the handshake is never answered',
    problem: 'left: 1 requests or sockets at the server',
    why: 'it keeps the connection of a handshake that is never answered after the page has closed the socket.',
  },
];

/** The problems of a cell that are not its engine's. */
export const problemsOf = (name: BrowserName, { fault, problems }: Pick<Row, 'fault' | 'problems'>): string[] =>
  problems.filter(
    (problem) =>
      !limits.some((limit) => limit.browser === name && fault.includes(limit.fault) && limit.problem === problem),
  );
