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
  /** This page is visible and has the focus. */
  focused: boolean;
}

// Measured over 850 runs in three engines.
const settles = 400; // A severing may look alive for a moment: only a longer life counts.
const sparse = 160; // Readings further apart than this prove nothing about what was between them.
const wait = 120; // The focus may come back a little after the window went.
const redirecting = 300; // From the blank page's second farewell to the end of the window.
const before = { focus: 40, visible: 220 }; // How long before the end this page may have got the focus back, …
const after = 80; // … and how long after.
const clicked = 150; // A gain beside a click in this page is the click's, not the window's end.

/**
 * Tells a closed popup from a severed one. A state machine without a clock or a window: it is fed with readings and
 * events and says at most one verdict, after which no reading is needed.
 */
export class CloseWatch {
  /** The popup was sent on to the server. */
  sent = false;
  /** When the user last pressed something in this page. */
  inputAt = -Infinity;
  #farewells = 0;
  #farewellAt = 0;
  #aliveSince = Infinity;
  #openAt = -Infinity;
  #closedAt: number | undefined;
  readonly #gains: [at: number, kind: 'focus' | 'visible'][] = [];

  /** The blank page's `beforeunload`: the first is ours, by sending it on; a second is the user's, by closing it. */
  farewell(at: number): void {
    this.#farewells++;
    this.#farewellAt = at;
  }

  /** This page got the focus, or became visible. */
  gain(at: number, kind: 'focus' | 'visible'): void {
    this.#gains.push([at, kind]);
  }

  /** @returns the verdict, when there is one */
  read({ at, closed, foreign, focused }: Reading): CloseVerdict | undefined {
    const gap = at - this.#openAt;
    if (!closed) {
      if (!foreign) this.#aliveSince = Infinity;
      else if (gap > sparse || this.#aliveSince > at) this.#aliveSince = at;
      this.#openAt = at;
      return undefined;
    }
    if (this.#closedAt === undefined) {
      this.#closedAt = at;
      if (!this.sent || (this.#farewells > 1 && at - this.#farewellAt <= redirecting)) return 'closed';
      if (this.#openAt - this.#aliveSince < settles || gap > sparse) return 'detached';
    }
    const end = this.#closedAt;
    if (at - end < wait) return undefined;
    const explained = this.#gains.some(
      ([gained, kind]) => end - gained <= before[kind] && gained - end <= after && Math.abs(this.inputAt - gained) > clicked,
    );
    return focused && explained ? 'probably-closed' : 'detached';
  }
}
