/**
 * What a popup's `closed` means when it reads true.
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
const minAliveMs = 400; // A severed popup may look alive for a moment: only a longer life counts.
const maxGapMs = 160; // Readings further apart than this prove nothing about what was between them.
const waitMs = 120; // The focus may come back a little after the window went.
const unloadMs = 300; // From the blank page's last `beforeunload` to the end of the window.
/** How long before the end this page may have come back, by the type of the event, … */
const gainBeforeMs: Readonly<Record<string, number>> = { focus: 40, visibilitychange: 220 };
const gainAfterMs = 80; // … and how long after.
const clickMs = 150; // A gain beside a click in this page is the click's, not the window's end.

/**
 * Tells a closed popup from a severed one. A state machine without a clock or a window: it takes readings and events,
 * and gives at most one verdict, after which no reading is needed.
 */
export function closeWatch() {
  let unloads = 0;
  let unloadedAt = 0;
  let aliveSince = Infinity;
  let openAt = -Infinity;
  let closedAt: number | undefined;
  const gains: [at: number, early: number][] = [];

  const watch = {
    /** How often the popup was sent to an address. */
    navigations: 0,
    /** When the user last pressed something in this page. */
    inputAt: -Infinity,

    /** The blank page's `beforeunload`: each navigation causes one; one more means that the user closes it. */
    beforeUnload(at: number): void {
      unloads++;
      unloadedAt = at;
    },

    /** This page came back. @param type of the event that said so */
    gain(at: number, type: string): void {
      gains.push([at, gainBeforeMs[type] ?? -Infinity]);
    },

    /** @returns the verdict, when there is one */
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
