import { defaultIntegrations } from '../../sandbox/defaults.js';
import type { Sandbox } from '../../sandbox/sandbox.js';
import type { Engine, Tab, Visit } from '../e2e/support/engines.js';
import { Person } from '../e2e/support/person.js';
import { until } from '../support/wait.js';
import { brokenPromises, CellInPage, connectionsOf, endingOf, openOn, type Measured, type Seen } from './cell.js';
import { startLane, type Lane } from './lane.js';
import type { PageCell } from './page/page.js';
import type { Plan } from './plans.js';
import type { CellState, Site } from './site.js';

/** Where cells are run. */
export interface Ground {
  readonly sandbox: Sandbox;
  readonly site: Site;
}

export interface Prepared {
  readonly id: string;
  readonly plan: Plan;
  readonly lane: Lane;
  readonly state: CellState;
  readonly cell: PageCell;
}

let count = 0;

/** Everything that a cell has for itself: an integration, a way to the server, the attributes of its element. */
export async function prepare({ sandbox, site }: Ground, plan: Plan): Promise<Prepared> {
  const id = `cell-${++count}`;
  const known = defaultIntegrations(sandbox.providerUrl).find(({ unique_key: key }) => key === plan.integration);
  const own = { unique_key: id, provider: 'fault-oauth', client_id: id, client_secret: 'secret' };
  sandbox.addIntegration(known ? { ...known, unique_key: id } : own);
  const lane = await startLane(sandbox.port, plan.wrong);
  const state = site.add(id, {
    callback: `${lane.url}/oauth/callback`,
    holds: plan.holds ?? false,
    severs: plan.severs ?? false,
    sessionFault: plan.sessionFault,
  });
  const attributes = {
    'integration-id': id,
    host: lane.url,
    ...(plan.usesPublicKey ? { 'public-key': sandbox.publicKey } : { 'session-url': `${site.url}/session/${id}` }),
    ...(plan.confirms && { 'confirm-url': `${site.url}/api/nango/confirm` }),
    ...plan.attributes,
  };
  return {
    id,
    plan,
    lane,
    state,
    cell: { id, tag: plan.tag, attributes, ...(plan.values && { values: plan.values }) },
  };
}

/** Cells without a window, all in one page at the same time. */
export async function runTogether(engine: Engine, ground: Ground, plans: readonly Plan[]): Promise<Measured[]> {
  const visit = await engine.visit();
  const prepared = await Promise.all(plans.map((plan) => prepare(ground, plan)));
  try {
    const tab = await visit.open(`${ground.site.url}/`);
    const running = prepared.map((one) => ({ ...one, inPage: new CellInPage(tab, one.id), startedAt: Date.now() }));
    for (const { inPage, cell } of running) await inPage.begin(cell);
    const seen = await Promise.all(
      running.map(async ({ inPage, plan, startedAt }) => {
        const end = await inPage.ended(plan.patience);
        return { end, seconds: (Date.now() - startedAt) / 1000 };
      }),
    );
    // What is left is counted for the page as a whole, once the last one has ended.
    let left = '';
    for (const [index, { inPage }] of running.entries()) {
      left = await inPage.leftAfterRemoval(index === running.length - 1 ? 8000 : 0);
    }
    return await Promise.all(
      running.map(async ({ id, lane, state }, index) => {
        const { end, seconds = 0 } = seen[index] ?? {};
        const open = await openOn(lane, 3000);
        const problems = [left && `left in the page: ${left}`, open && `left: ${open}`, unmet(lane, state)].filter(
          Boolean,
        );
        return measured(end, connectionsOf(ground.sandbox, id), 'itself', seconds, problems);
      }),
    );
  } finally {
    await visit.close();
    await Promise.all(prepared.map(({ lane }) => lane.close()));
  }
}

/** A cell with a window: a page, and a user, for it alone. */
export async function runWithPopup(engine: Engine, ground: Ground, plan: Plan): Promise<Measured> {
  const prepared = await prepare(ground, plan);
  const visit = await engine.visit();
  try {
    const tab = await visit.open(`${ground.site.url}/`);
    const inPage = new CellInPage(tab, prepared.id);
    await inPage.begin(prepared.cell);
    const startedAt = Date.now();
    await new Person(tab).click('[part=button]');
    const byItself = await endByItself(inPage, prepared);
    const end = byItself ?? (plan.cancels ? await cancel(inPage) : await endByUser(inPage, visit, tab));
    const seconds = (Date.now() - startedAt) / 1000;
    const problems = [...(await leftOf(prepared, inPage, visit)), unmet(prepared.lane, prepared.state)].filter(Boolean);
    // What the popup has set going ends with it, or not.
    const made = connectionsOf(ground.sandbox, prepared.id);
    return measured(end, made, byItself ? 'itself' : 'user', seconds, problems);
  } finally {
    await visit.close();
    await prepared.lane.close();
  }
}

async function endByItself(inPage: CellInPage, { plan, lane, state }: Prepared): Promise<Seen | undefined> {
  if (plan.holds) {
    const met = () => Promise.resolve((state.arrived && lane.hits > 0) || undefined);
    await until('the fault', met, plan.patience).catch(() => undefined);
    const end = await inPage.ended(1000);
    if (end) return end;
    state.released = true;
  }
  return inPage.ended(plan.patience);
}

async function cancel(inPage: CellInPage): Promise<Seen | undefined> {
  await inPage.press('cancel');
  return inPage.ended(12_000);
}

/** The user closes the window, and says so where the page asks, or gives up where it goes on without a question. */
export async function endByUser(inPage: CellInPage, visit: Visit, tab: Tab): Promise<Seen | undefined> {
  for (const other of await visit.tabs()) if (other.id !== tab.id) await other.close().catch(() => undefined);
  const answered = async (): Promise<Seen | undefined> => {
    const seen = await inPage.see();
    return seen.ends.length > 0 || seen.buttons.includes('closed-it') ? seen : undefined;
  };
  // A page that thinks it knows waits 3 s for a result before it says so.
  const seen = await until('an end or a question', answered, 6000).catch(() => undefined);
  if (seen && seen.ends.length > 0) return seen;
  await inPage.press(seen ? 'closed-it' : 'cancel');
  return inPage.ended(12_000);
}

/** What is left once the attempt has ended. */
export async function leftOf({ lane }: Prepared, inPage: CellInPage, visit: Visit): Promise<string[]> {
  const alone = async () => ((await visit.tabs()).length === 1 ? '' : undefined);
  const popup = await until('the end of the popup', alone, 4000).catch(() => 'the popup is open');
  // A socket that was opened ahead of the click and not used closes after 10 s.
  const left = await inPage.leftAfterRemoval(13_000);
  // A browser may take its time to end what the page has closed.
  const open = await openOn(lane, 13_000);
  return [popup, left && `left in the page: ${left}`, open && `left: ${open}`].filter(Boolean);
}

/** A cell whose fault was never met says nothing. */
const unmet = (lane: Lane, state: CellState): string => (lane.hits + state.hits > 0 ? '' : 'the fault was not met');

export function measured(
  seen: Seen | undefined,
  made: readonly string[],
  by: Measured['by'],
  seconds: number,
  problems: readonly string[],
): Measured {
  const [end] = seen?.ends ?? [];
  const broken = seen ? brokenPromises(seen, made, by === 'user') : ['it has not ended'];
  return {
    ending: end ? endingOf(end) : 'none',
    by,
    seconds: Math.round(seconds * 10) / 10,
    connected: made.length > 0,
    problems: [...broken, ...problems],
  };
}
