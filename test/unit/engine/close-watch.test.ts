import fc from 'fast-check';
import { closeWatch } from '../../../src/engine/close-watch.js';
import type { CloseVerdict } from '../../../src/engine/close-watch.js';
import { describe, expect, it } from 'vitest';

type Gain = [at: number, type: 'focus' | 'visibilitychange'];

/** What happens around a popup, in ms. It opens at 0; the page looks at it every 50 ms. */
interface Story {
  /** When it is sent on, which makes its blank page say farewell. */
  sentAt?: number;
  /** Farewells of the blank page after that. */
  farewells?: number[];
  /** When another origin's page comes up. */
  foreignFrom?: number;
  /** When `closed` begins to read true, whyever. */
  end: number;
  /** This page gets the focus back, or is shown again. */
  gains?: Gain[];
  /** This page loses the focus again. */
  blurredAt?: number;
  /** The user presses something in this page. */
  inputs?: number[];
  /** How far looks are apart. */
  every?: number;
  /** Nobody looks from here to there. */
  pause?: [from: number, to: number];
}

/** Tells the story to a watch as an attempt would: looks every 50 ms, at each gain, and closely after it. */
function tell({ sentAt = Infinity, farewells = [], foreignFrom = Infinity, end, gains = [], ...more }: Story) {
  const { blurredAt = Infinity, inputs = [], every = 50, pause: [pauseFrom, pauseTo] = [0, 0] } = more;
  const watch = closeWatch();
  const moments: [at: number, act: () => void][] = [];
  const look = (at: number) => {
    const focused = at < blurredAt && gains.some(([gained]) => gained < at);
    verdict ??= watch.read({ at, closed: at >= end, foreign: at >= foreignFrom, focused });
    if (verdict) decidedAt ??= at;
  };
  let verdict: CloseVerdict | undefined;
  let decidedAt: number | undefined;
  if (sentAt < end) {
    moments.push([sentAt, () => watch.navigations++], [sentAt, () => watch.beforeUnload(sentAt)]);
  }
  for (const at of farewells) moments.push([at, () => watch.beforeUnload(at)]);
  for (const at of inputs) moments.push([at, () => (watch.inputAt = at)]);
  for (const [at, type] of gains) {
    moments.push([at, () => look(at)], [at, () => watch.gain(at, type)]);
    for (const later of [15, 40, 80, 140, 200]) moments.push([at + later, () => look(at + later)]);
  }
  for (let at = 0; at <= end + 1_000; at += every)
    if (at <= pauseFrom || at >= pauseTo) moments.push([at, () => look(at)]);
  for (const [, act] of moments.sort(([one], [other]) => one - other)) act();
  return { verdict, after: (decidedAt ?? Infinity) - end };
}

/** A popup that has been on a foreign page for two seconds. */
const there: Story = { sentAt: 200, foreignFrom: 1_000, end: 3_000 };

describe('A popup whose `closed` reads true', () => {
  const stories: [name: string, CloseVerdict, Story][] = [
    // The popup is still on our own blank page.
    ['while it is blank was closed', 'closed', { end: 120 }],
    ['while it is blank and this page has the focus was closed', 'closed', { end: 120, gains: [[125, 'focus']] }],
    ['on its way, after a second farewell, was closed', 'closed', { sentAt: 200, farewells: [460], end: 470 }],
    ['on its way, 300 ms after a second farewell, was closed', 'closed', { sentAt: 200, farewells: [450], end: 750 }],
    ['on its way, with no second farewell, was severed', 'detached', { sentAt: 200, end: 470 }],
    ['long after a second farewell was severed', 'detached', { sentAt: 200, farewells: [450], end: 801 }],
    // Severed by the first page that came up.
    ['by the first page was severed', 'detached', { sentAt: 200, foreignFrom: 700, end: 700 }],
    [
      'by the first page as the user comes back was severed',
      'detached',
      { sentAt: 200, foreignFrom: 700, end: 700, gains: [[690, 'focus']] },
    ],
    [
      'by the first page as its tab is left was severed',
      'detached',
      { sentAt: 200, foreignFrom: 700, end: 700, gains: [[600, 'visibilitychange']] },
    ],
    [
      'that looked alive for one look was severed',
      'detached',
      { sentAt: 200, foreignFrom: 640, end: 700, gains: [[705, 'focus']] },
    ],
    [
      'that looked alive for 350 ms was severed',
      'detached',
      { sentAt: 200, foreignFrom: 1_000, end: 1_351, gains: [[1_360, 'focus']] },
    ],
    [
      'that looked alive to a slowed-down page was severed',
      'detached',
      { sentAt: 200, foreignFrom: 700, end: 2_000, every: 500, gains: [[2_010, 'visibilitychange']] },
    ],
    // Nobody saw what was between two looks.
    [
      'while nobody looked was severed',
      'detached',
      { ...there, end: 2_950, gains: [[2_990, 'focus']], pause: [2_700, 3_000] },
    ],
    [
      'that was seen alive for 150 ms since nobody looked was severed',
      'detached',
      { ...there, end: 1_750, gains: [[1_760, 'focus']], pause: [1_200, 1_600] },
    ],
    // It was alive elsewhere.
    [
      'after 450 ms elsewhere, as the focus comes back, was probably closed',
      'probably-closed',
      { ...there, end: 1_470, gains: [[1_480, 'focus']] },
    ],
    ['as the focus comes back was probably closed', 'probably-closed', { ...there, gains: [[3_000, 'focus']] }],
    ['40 ms after the focus came back was probably closed', 'probably-closed', { ...there, gains: [[2_960, 'focus']] }],
    ['45 ms after the focus came back was severed', 'detached', { ...there, gains: [[2_955, 'focus']] }],
    [
      '80 ms before the focus comes back was probably closed',
      'probably-closed',
      { ...there, gains: [[3_080, 'focus']] },
    ],
    ['85 ms before the focus comes back was severed', 'detached', { ...there, gains: [[3_085, 'focus']] }],
    [
      '160 ms after this tab was shown was probably closed',
      'probably-closed',
      {
        ...there,
        gains: [
          [2_840, 'visibilitychange'],
          [2_850, 'focus'],
        ],
      },
    ],
    [
      '220 ms after this tab was shown was probably closed',
      'probably-closed',
      { ...there, gains: [[2_780, 'visibilitychange']] },
    ],
    ['230 ms after this tab was shown was severed', 'detached', { ...there, gains: [[2_770, 'visibilitychange']] }],
    ['while the user is in another app was severed', 'detached', there],
    ['while this page has had the focus for long was severed', 'detached', { ...there, gains: [[1_500, 'focus']] }],
    [
      'as the focus comes back for a moment was severed',
      'detached',
      { ...there, gains: [[3_000, 'focus']], blurredAt: 3_100 },
    ],
    [
      'as the user clicks in this page was severed',
      'detached',
      { ...there, gains: [[2_990, 'focus']], inputs: [3_010] },
    ],
    [
      'as the user comes back by a key was severed',
      'detached',
      { ...there, gains: [[2_990, 'focus']], inputs: [2_850] },
    ],
    [
      'long after a click in this page was probably closed',
      'probably-closed',
      { ...there, gains: [[2_990, 'focus']], inputs: [2_800] },
    ],
    [
      'after a pause in which nobody looked was severed',
      'detached',
      { ...there, every: 400, end: 3_001, gains: [[3_010, 'focus']] },
    ],
    ['by a page after the login page was severed', 'detached', { ...there, end: 2_400 }],
  ];
  for (const [name, expected, story] of stories) {
    it(name, () => expect(tell(story).verdict).to.equal(expected));
  }

  it('is judged at once where it is certain', () => {
    expect(tell({ end: 120 }).after).to.be.at.most(50);
    expect(tell({ sentAt: 200, end: 470 }).after).to.be.at.most(50);
  });

  it('is judged 120 to 200 ms later where the focus counts', () => {
    for (const gains of [[], [[3_020, 'focus']] satisfies Gain[]]) {
      expect(tell({ ...there, gains }).after).to.be.within(120, 200);
    }
  });

  const times = (from: number, to: number, maxLength: number) =>
    fc.array(fc.integer({ min: from, max: to }), { maxLength });

  it('is never taken for closed when a page severed it, whatever else happens', () => {
    const severing = fc.record({
      sentAt: fc.integer({ min: 0, max: 1_000 }),
      foreignFrom: fc.integer({ min: 1_001, max: 3_000 }),
      end: fc.integer({ min: 1_001, max: 4_000 }),
      gains: fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.constantFrom('focus', 'visibilitychange')), {
        maxLength: 5,
      }),
      inputs: times(0, 5_000, 5),
      every: fc.constantFrom(50, 100, 500, 1_000),
    });
    fc.assert(fc.property(severing, (story) => tell(story).verdict !== 'closed'));
  });

  it('is never taken for probably closed when this page got nothing back around it', () => {
    const unnoticed = fc.record({
      sentAt: fc.integer({ min: 0, max: 500 }),
      foreignFrom: fc.integer({ min: 501, max: 1_500 }),
      end: fc.integer({ min: 2_000, max: 4_000 }),
      gains: fc.array(fc.tuple(fc.integer({ min: 0, max: 1_700 }), fc.constantFrom('focus', 'visibilitychange')), {
        maxLength: 5,
      }),
      inputs: times(0, 5_000, 5),
    });
    fc.assert(fc.property(unnoticed, (story) => tell(story).verdict === 'detached'));
  });
});
