import { setTimeout as pause } from 'node:timers/promises';
import { Page } from 'puppeteer-core';
import type { BrowserName } from '../../scripts/browsers.mjs';
import type { Tab, Visit } from '../e2e/support/engines.js';
import { until } from '../support/wait.js';
import type { CellInPage } from './cell.js';
import type { Lane } from './lane.js';
import type { CellState } from './site.js';

/** What a page's or a popup's fault is made with. */
export interface Scene {
  readonly engine: BrowserName;
  readonly siteUrl: string;
  readonly visit: Visit;
  readonly tab: Tab;
  readonly inPage: CellInPage;
  readonly lane: Lane;
  readonly state: CellState;
  popup(): Promise<Tab>;
}

export interface PageFault {
  readonly name: string;
  /** The endings that are right, by route; a route that is missing has no such fault. */
  readonly popup?: readonly string[];
  readonly confirmed?: readonly string[];
  readonly post?: readonly string[];
  /** Why it can't be made in an engine. */
  readonly notIn?: Partial<Readonly<Record<BrowserName, string>>>;
  /** The page begins by itself, without a click. */
  readonly withoutClick?: true;
  /** The popup stays blank. */
  readonly staysBlank?: true;
  readonly severs?: true;
  /** The user has ended it by what they did. */
  readonly byUser?: true;
  /** Runs before the click, in the page. */
  readonly script?: string;
  /** Runs while the attempt is under way: the popup is at the provider, the post at the server. @returns why it could not be made */
  act?(scene: Scene): Promise<string | undefined>;
}

const connected = ['success'];
const gone = ['gone with its page'];
const anyway = { popup: connected, confirmed: connected, post: connected };
const blocked = { popup: ['blocked_by_browser failed'], confirmed: ['blocked_by_browser failed'] };
const closed = { popup: ['window_closed unknown'], confirmed: ['window_closed unknown'] };
const noDevtools = 'its driver has no command for it';

const release = ({ state }: Scene): undefined => void (state.released = true);
/** `Date` of the page, as where the system's clock is set. */
const jump = (ms: number): string => `(() => {
  const Real = Date;
  const now = () => Real.now() + ${ms};
  globalThis.Date = class extends Real {
    constructor(...args) { super(...(args.length ? args : [now()])); }
    static now = now;
  };
})()`;
const comeBack = `window.dispatchEvent(new Event('focus'))`;

async function hide({ visit, tab, siteUrl, inPage }: Scene): Promise<string | undefined> {
  if (!(tab.id instanceof Page)) return noDevtools;
  const other = await tab.id.browserContext().newPage();
  await other.goto(`${siteUrl}/elsewhere`);
  await other.bringToFront();
  await pause(300);
  const { visibility } = await inPage.see();
  if (visibility === 'hidden') return undefined;
  await other.close();
  void visit;
  return 'without a screen, a page behind another one stays visible';
}

async function show({ tab }: Scene): Promise<void> {
  if (!(tab.id instanceof Page)) return;
  for (const page of await tab.id.browserContext().pages()) if (page.url().endsWith('/elsewhere')) await page.close();
  await tab.id.bringToFront();
}

async function freeze({ tab }: Scene, state: 'frozen' | 'active'): Promise<void> {
  if (!(tab.id instanceof Page)) throw new Error('Only where there are devtools');
  const session = await tab.id.createCDPSession();
  await session.send('Page.setWebLifecycleState', { state });
  await session.detach();
}

async function goOffline({ tab }: Scene, isOffline: boolean): Promise<string | undefined> {
  if (!(tab.id instanceof Page)) return noDevtools;
  return tab.id.setOfflineMode(isOffline).then(
    () => undefined,
    (error: unknown) => `its driver refuses: ${error instanceof Error ? error.message : String(error)}`,
  );
}

const isDone = ({ lane }: Scene) =>
  until('the callback', () => Promise.resolve(lane.wasAsked('/oauth/callback') || undefined), 8000);

/** Each is one fault of the page, of its popup, or of the machine. */
export const pageFaults: readonly PageFault[] = [
  { name: 'popup blocked: there was no click', ...blocked, withoutClick: true },
  { name: 'popup blocked: window.open gives null', ...blocked, script: 'window.open = () => null' },
  { name: 'popup blocked: window.open gives something else', ...blocked, script: 'window.open = () => ({})' },
  { name: 'popup blocked: window.open throws', ...blocked, script: `window.open = () => { throw new Error('no') }` },
  {
    name: 'popup closed while it is blank',
    popup: ['window_closed cancelled'],
    confirmed: ['window_closed cancelled'],
    staysBlank: true,
    act: async ({ popup }) => void (await (await popup()).close()),
  },
  { name: 'popup closed at the provider', ...closed, act: async ({ popup }) => void (await (await popup()).close()) },
  {
    name: 'popup closed before the callback page shows',
    popup: connected,
    confirmed: connected,
    async act(scene) {
      release(scene);
      await isDone(scene);
      for (const tab of await scene.visit.tabs()) if (tab.id !== scene.tab.id) await tab.close().catch(() => undefined);
      return undefined;
    },
  },
  {
    name: 'popup severed by Cross-Origin-Opener-Policy',
    popup: connected,
    confirmed: connected,
    severs: true,
    async act(scene) {
      await pause(1000);
      return release(scene);
    },
  },
  {
    name: 'popup severed, then closed',
    ...closed,
    severs: true,
    async act({ popup }) {
      await pause(1000);
      await (await popup()).close();
      return undefined;
    },
  },
  {
    name: 'popup navigated away, then closed',
    ...closed,
    async act({ popup, siteUrl }) {
      const tab = await popup();
      await tab.goto(`${siteUrl}/elsewhere`);
      await pause(500);
      await tab.close();
      return undefined;
    },
  },
  {
    name: 'popup navigated away and back',
    popup: connected,
    confirmed: connected,
    async act(scene) {
      const tab = await scene.popup();
      const before = await tab.evaluate('location.href');
      await tab.goto(`${scene.siteUrl}/elsewhere`);
      await pause(500);
      await tab.goto(String(before));
      return release(scene);
    },
  },
  {
    name: 'page hidden',
    ...anyway,
    async act(scene) {
      const why = await hide(scene);
      if (why) return why;
      release(scene);
      await pause(2500);
      await show(scene);
      return undefined;
    },
  },
  {
    name: 'page frozen for 3 s',
    ...anyway,
    // Chromium closes the sockets of a page that it freezes.
    popup: ['connection_lost unknown'],
    notIn: { firefox: 'it freezes no page', webkit: noDevtools },
    async act(scene) {
      await freeze(scene, 'frozen');
      release(scene);
      await pause(3000);
      await freeze(scene, 'active');
      return undefined;
    },
  },
  {
    name: 'page reloaded',
    popup: gone,
    confirmed: gone,
    post: gone,
    act: async ({ tab }) => void (await tab.reload()),
  },
  {
    name: 'page left and come back to, from the back/forward cache where it is kept',
    popup: [...gone, 'authorization_cancelled cancelled'],
    confirmed: [...gone, 'authorization_cancelled cancelled'],
    // WebKit gives up a request of a page that is left, before it says so.
    post: [...gone, 'authorization_cancelled cancelled', 'network_error unknown'],
    byUser: true,
    async act({ tab, siteUrl }) {
      await tab.goto(`${siteUrl}/elsewhere`);
      await pause(500);
      await tab.evaluate('void setTimeout(() => history.back(), 50)');
      await pause(1500);
      return undefined;
    },
  },
  {
    name: 'offline for 3 s',
    popup: [...connected, 'connection_lost unknown'],
    confirmed: connected,
    post: [...connected, 'network_error unknown'],
    async act(scene) {
      const why = await goOffline(scene, true);
      if (why) return why;
      release(scene);
      await pause(3000);
      return goOffline(scene, false);
    },
  },
  {
    name: 'clock jumped an hour ahead',
    ...anyway,
    async act(scene) {
      await scene.tab.evaluate(jump(3_600_000));
      return release(scene);
    },
  },
  {
    name: 'clock jumped an hour back',
    ...anyway,
    async act(scene) {
      await scene.tab.evaluate(jump(-3_600_000));
      return release(scene);
    },
  },
  {
    name: 'clock jumped an hour ahead, and the page came back',
    ...anyway,
    async act(scene) {
      await scene.tab.evaluate(jump(3_600_000));
      await scene.tab.evaluate(comeBack);
      return release(scene);
    },
  },
];
