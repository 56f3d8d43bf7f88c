/**
 * What a popup's `closed` means when it reads true.
 * `closed`: the user closed it, for certain. `probably-closed`: it was alive elsewhere and this page got the focus back
 * as it went. `detached`: a page's Cross-Origin-Opener-Policy cut it off; it may well be open.
 */
export type CloseVerdict = 'closed' | 'probably-closed' | 'detached';

/** One look at the popup, and at this page. Times are in ms, from any one clock. */
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
const settles = 400; // A severing may look alive for a moment: only a longer life counts.
const sparse = 160; // Readings further apart than this prove nothing about what was between them.
const wait = 120; // The focus may come back a little after the window went.
const redirecting = 300; // From the blank page's last farewell to the end of the window.
/** How long before the end this page may have come back, by the event that told it, … */
const before: Readonly<Record<string, number>> = { focus: 40, visibilitychange: 220 };
const after = 80; // … and how long after.
const clicked = 150; // A gain beside a click in this page is the click's, not the window's end.

/**
 * Tells a closed popup from a severed one. A state machine without a clock or a window: it is fed with readings and
 * events and says at most one verdict, after which no reading is needed.
 */
export function closeWatch() {
  let farewells = 0;
  let farewellAt = 0;
  let aliveSince = Infinity;
  let openAt = -Infinity;
  let closedAt: number | undefined;
  const gains: [at: number, early: number][] = [];

  const watch = {
    /** How often the popup was sent on to the server. */
    sent: 0,
    /** When the user last pressed something in this page. */
    inputAt: -Infinity,

    /** The blank page's `beforeunload`: one is ours for each sending; one more is the user's, by closing it. */
    farewell(at: number): void {
      farewells++;
      farewellAt = at;
    },

    /** This page came back. @param type of the event that told it */
    gain(at: number, type: string): void {
      gains.push([at, before[type] ?? -Infinity]);
    },

    /** @returns the verdict, when there is one */
    read({ at, closed, foreign, focused }: Reading): CloseVerdict | undefined {
      const gap = at - openAt;
      if (!closed) {
        if (!foreign) aliveSince = Infinity;
        else if (gap > sparse || aliveSince > at) aliveSince = at;
        openAt = at;
        return undefined;
      }
      if (closedAt === undefined) {
        closedAt = at;
        if (!watch.sent || (farewells > watch.sent && at - farewellAt <= redirecting)) return 'closed';
        if (openAt - aliveSince < settles || gap > sparse) return 'detached';
      }
      const end = closedAt;
      if (at - end < wait) return undefined;
      const explained = gains.some(
        ([gained, early]) =>
          end - gained <= early && gained - end <= after && Math.abs(watch.inputAt - gained) > clicked,
      );
      return focused && explained ? 'probably-closed' : 'detached';
    },
  };
  return watch;
}
