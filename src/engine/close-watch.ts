/**
 * What `popup.closed` means when it is true.
 * `closed`: the user closed it, for certain. `probably-closed`: it was alive on another site, and this page got the
 * focus back as it closed. `detached`: a page's Cross-Origin-Opener-Policy cut it off; it may well be open.
 */
export type CloseVerdict = 'closed' | 'probably-closed' | 'detached';

/** One reading of the popup and of this page. Times are in ms, all from the same clock. */
export interface Reading {
  at: number;
  /** `popup.closed` */
  closed: boolean;
  /** The popup is on another origin: its location can't be read. */
  foreign: boolean;
  /** This page has the focus. */
  focused: boolean;
}

// Measured over 850 runs in three engines.
const minAliveMs = 400; // A severed popup may look alive for a moment: only a longer time counts.
const maxGapMs = 160; // Readings further apart than this prove nothing about the time between them.
const waitMs = 120; // The focus may come back shortly after the window has closed.
const unloadMs = 300; // From the blank page's last `beforeunload` until the window has closed.
/** How long before the popup closes this page may have got the focus, by event type … */
const gainBeforeMs: Readonly<Record<string, number>> = { focus: 40, visibilitychange: 220 };
const gainAfterMs = 80; // … and how long after.
const clickMs = 150; // If the user clicks in this page at that time, the focus comes from the click.

/**
 * Tells a closed popup from a severed one. A state machine without a clock or a window: it takes readings and events, and
 * returns at most one verdict, after which no more readings are needed.
 */
export function closeWatch() {
  let unloads = 0;
  let unloadedAt = 0;
  let aliveSince = Infinity;
  let openAt = -Infinity;
  let closedAt: number | undefined;
  const gains: [at: number, early: number][] = [];

  const watch = {
    /** How many times the popup was navigated. */
    navigations: 0,
    /** When the user last clicked or pressed a key in this page. */
    inputAt: -Infinity,

    /** `beforeunload` of the blank page: each navigation causes one; another one means that the user closes the popup. */
    beforeUnload(at: number): void {
      unloads++;
      unloadedAt = at;
    },

    /** This page got the focus or became visible. @param type of the event */
    gain(at: number, type: string): void {
      gains.push([at, gainBeforeMs[type] ?? -Infinity]);
    },

    /** Takes one reading. @returns the verdict, if there is one */
    read({ at, closed, foreign, focused }: Reading): CloseVerdict | undefined {
      const gap = at - openAt;
      if (!closed) {
        if (!foreign) aliveSince = Infinity;
        else if (gap > maxGapMs || aliveSince > at) aliveSince = at;
        openAt = at;
        return undefined;
      }
      if (closedAt === undefined) {
        closedAt = at;
        if (!watch.navigations) return 'closed';
        if (unloads > watch.navigations && at - unloadedAt <= unloadMs) return 'closed';
        if (openAt - aliveSince < minAliveMs || gap > maxGapMs) return 'detached';
      }
      const end = closedAt;
      if (at - end < waitMs) return undefined;
      const explained = gains.some(
        ([gained, early]) =>
          end - gained <= early && gained - end <= gainAfterMs && Math.abs(watch.inputAt - gained) > clickMs,
      );
      return focused && explained ? 'probably-closed' : 'detached';
    },
  };
  return watch;
}
