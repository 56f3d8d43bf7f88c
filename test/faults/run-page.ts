import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserName } from '../../scripts/browsers.mjs';
import type { Engine, Tab, Visit } from '../e2e/support/engines.js';
import { Person } from '../e2e/support/person.js';
import { until } from '../support/wait.js';
import { CellInPage, connectionsOf, notMade, type Measured } from './cell.js';
import type { PageFault, Scene } from './page-faults.js';
import type { Plan } from './plans.js';
import { endByUser, leftOf, measured, prepare, type Ground, type Prepared } from './run.js';

/** A cell whose fault is the page's, the popup's or the machine's. */
export async function runPageFault(
  name: BrowserName,
  engine: Engine,
  ground: Ground,
  plan: Plan & { readonly page: PageFault },
): Promise<Measured> {
  const { page: fault } = plan;
  const prepared = await prepare(ground, plan);
  const { id, lane, state, cell } = prepared;
  const visit = await engine.visit();
  try {
    const tab = await visit.open(`${ground.site.url}/${fault.withoutClick ? `?${beginsItself(prepared)}` : ''}`);
    const inPage = new CellInPage(tab, id);
    const startedAt = Date.now();
    // To look into a page counts as the user's gesture: what must have none is left alone for a while.
    if (fault.withoutClick) await pause(2000);
    else {
      if (fault.script) await tab.evaluate(`void (${fault.script})`);
      await inPage.begin(cell);
      if (!plan.values) await new Person(tab).click('[part=button]');
    }
    const scene: Scene = {
      ...{ engine: name, siteUrl: ground.site.url, visit, tab, inPage, lane, state },
      popup: () => popupOf(visit, tab),
    };
    if (fault.act) {
      await underWay(prepared, visit);
      const why = await fault.act(scene);
      if (why) return notMade(why);
    }
    if (!(await isThere(tab, id))) return await goneWithPage(ground, prepared, inPage, visit, tab, startedAt);
    const byItself = await inPage.ended(plan.patience);
    const end = byItself ?? (await endByUser(inPage, visit, tab));
    const seconds = (Date.now() - startedAt) / 1000;
    const problems = await leftOf(prepared, inPage, visit);
    // Who leaves a page, or closes a popup, has ended the attempt.
    return measured(
      end,
      connectionsOf(ground.sandbox, id),
      byItself && !fault.byUser ? 'itself' : 'user',
      seconds,
      problems,
    );
  } finally {
    await visit.close();
    await lane.close();
  }
}

/** Until the attempt is where its fault finds it. */
async function underWay({ plan, state, lane }: Prepared, visit: Visit): Promise<void> {
  const met = async () => {
    if (plan.values) return lane.hits > 0;
    if (plan.page?.staysBlank) return (await visit.tabs()).length > 1;
    return state.arrived;
  };
  await until('the attempt under way', async () => (await met()) || undefined);
  // The popup's page is there, and was seen to be elsewhere.
  if (!plan.values) await pause(700);
}

async function popupOf(visit: Visit, own: Tab): Promise<Tab> {
  return until('the popup', async () => (await visit.tabs()).find(({ id }) => id !== own.id));
}

const beginsItself = ({ cell }: Prepared): string =>
  new URLSearchParams({ begin: JSON.stringify({ ...cell, values: {} }) }).toString();

const isThere = async (tab: Tab, id: string): Promise<boolean> =>
  (await until(
    'the page',
    async () =>
      String(await tab.evaluate(`globalThis.ready && faults.has(${JSON.stringify(id)})`)).replace('undefined', '') ||
      undefined,
  )) === 'true';

/** The attempt has ended with its page. Nothing of it is left, and the page's next one works. */
async function goneWithPage(
  ground: Ground,
  prepared: Prepared,
  inPage: CellInPage,
  visit: Visit,
  tab: Tab,
  startedAt: number,
): Promise<Measured> {
  const { id, lane, state, cell, plan } = prepared;
  const idle = async () => ((await visit.tabs()).length === 1 && lane.open === 0 ? '' : undefined);
  const left = await until('nothing left', idle, 8000).catch(() => 'the popup or a request outlives its page');
  const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
  const connected = connectionsOf(ground.sandbox, id).length > 0;
  state.released = true;
  await inPage.begin(cell);
  if (!plan.values) await new Person(tab).click('[part=button]');
  const again = await inPage.ended(plan.patience);
  const works = again?.ends[0]?.event === 'success' ? '' : 'the next attempt fails';
  const problems = [left, works, ...(await leftOf(prepared, inPage, visit))].filter(Boolean);
  return { ending: 'gone with its page', by: 'user', seconds, connected, problems };
}
