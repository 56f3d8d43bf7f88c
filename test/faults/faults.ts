// npm run faults [-- chromium firefox webkit] [-- quiet popup page] [-- --only=<part of a route or a fault>]: every fault
// on every route, made by a proxy in front of the sandbox, in real browsers. What was measured is kept by engine in
// test/faults/measured, and docs/faults.md is written from it.
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { engineNames, startEngine, type Engine } from '../e2e/support/engines.js';
import type { BrowserName } from '../../scripts/browsers.mjs';
import { notMade, type Measured } from './cell.js';
import { pageFaultPlans, popupPlans, quietPlans, type Plan } from './plans.js';
import { problemsOf } from './limits.js';
import { keep, type Row } from './records.js';
import { writeReport } from './report.js';
import { runPageFault } from './run-page.js';
import { runTogether, runWithPopup, type Ground } from './run.js';
import { startSite } from './site.js';

const asked = process.argv.slice(2);
const only = asked.find((word) => word.startsWith('--only='))?.slice('--only='.length) ?? '';
const browsers: readonly BrowserName[] = ['chromium', 'firefox', 'webkit'];
const wanted = browsers.filter((name) => asked.includes(name));
const slices = ['quiet', 'popup', 'page'].filter((name) => asked.includes(name));
const isWanted = ({ route, fault }: Plan): boolean => `${route}: ${fault}`.includes(only);
const runs = (slice: string): boolean => slices.length === 0 || slices.includes(slice);

/** How many cells are in one page at once, and how many pages are in one browser. */
const together = 12;
const pagesAtOnce = 3;
/** The driver of WebKitGTK runs one browser. */
const webkitDrivers = 2;

const sandboxes: Sandbox[] = [];
const site = await startSite(() => {
  const [sandbox] = sandboxes;
  if (!sandbox) throw new Error('The sandbox is not there yet');
  return sandbox;
});
const template = {
  auth_mode: 'OAUTH2',
  authorization_url: `${site.provider}/authorize`,
  token_url: `${site.provider}/token`,
};
const sandbox = await startSandbox({
  port: 0,
  rateLimit: 1_000_000,
  callbackUrl: site.callbackUrl,
  providers: { 'fault-oauth': { ...template, display_name: 'Faults' } },
});
sandboxes.push(sandbox);
const ground: Ground = { sandbox, site };
let wrong = 0;
try {
  for (const name of wanted.length > 0 ? wanted : browsers) {
    const rows = await runIn(name);
    await keep(name, rows);
    const bad = rows.filter((row) => problemsOf(name, row).length > 0);
    wrong += bad.length;
    for (const row of bad)
      console.log(`BAD ${name}, ${row.route}, ${row.fault}: ${row.ending}: ${row.problems.join('; ')}`);
    console.log(`${engineNames[name]}: ${rows.length} cells, ${bad.length} of them wrong`);
  }
  await writeReport();
} finally {
  await Promise.all([site.close(), sandbox.close()]);
}
process.exit(wrong > 0 ? 1 : 0);

async function runIn(name: BrowserName): Promise<Row[]> {
  const engines = await Promise.all(
    Array.from({ length: name === 'webkit' ? webkitDrivers : 1 }, () => startEngine(name)),
  );
  const rows: Row[] = [];
  let saved = Promise.resolve();
  const add = (plan: Plan, measured: Measured): void => {
    const { route, fault, expects } = plan;
    const right = expects.includes(measured.ending) || measured.ending.startsWith('not made');
    const problems = right ? measured.problems : [`expected ${expects.join(' or ')}`, ...measured.problems];
    rows.push({ route, fault, ...measured, problems });
    // A run that is cut short has measured this much.
    if (rows.length % 50 === 0) saved = saved.then(() => keep(name, rows));
  };
  const jobs = [...quietJobs(add), ...popupJobs(name, add), ...pageJobs(name, add)];
  const workers = engines.flatMap((engine) =>
    Array.from({ length: name === 'webkit' ? 1 : pagesAtOnce }, () => engine),
  );
  try {
    await Promise.all(
      workers.map(async (engine) => {
        for (let job = jobs.shift(); job; job = jobs.shift()) await persist(job, engine);
      }),
    );
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
  await saved;
  return rows;
}

/** A browser that is driven hangs now and then: such a cell is made again, and is not measured where that fails too. */
async function persist(job: Job, engine: Engine, tries = 3): Promise<void> {
  try {
    await job(engine);
  } catch (error) {
    if (tries > 1) return persist(job, engine, tries - 1);
    wrong++;
    console.error('Not measured:', error);
  }
}

type Job = (engine: Engine) => Promise<void>;
type Add = (plan: Plan, measured: Measured) => void;

function quietJobs(add: Add): Job[] {
  if (!runs('quiet')) return [];
  // Those that take long wait for each other only.
  const isSlow = ({ fault }: Plan): boolean => fault === 'never answered';
  const plans = quietPlans().filter(isWanted);
  const groups = [
    plans.filter(isSlow),
    ...chunks(
      plans.filter((plan) => !isSlow(plan)),
      together,
    ),
  ];
  return groups
    .filter((group) => group.length > 0)
    .map((group) => async (engine) => {
      const measured = await runTogether(engine, ground, group);
      group.forEach((plan, index) => measured[index] && add(plan, measured[index]));
    });
}

function popupJobs(name: BrowserName, add: Add): Job[] {
  if (!runs('popup')) return [];
  return jobsFor(name, add, popupPlans(), (engine, plan) => runWithPopup(engine, ground, plan));
}

function pageJobs(name: BrowserName, add: Add): Job[] {
  if (!runs('page')) return [];
  return jobsFor(name, add, pageFaultPlans(), (engine, plan) => runPageFault(name, engine, ground, plan));
}

/** One job for each plan; those that the engine can't make are done at once. */
function jobsFor<T extends Plan>(
  name: BrowserName,
  add: Add,
  plans: readonly T[],
  run: (engine: Engine, plan: T) => Promise<Measured>,
): Job[] {
  return plans.filter(isWanted).map((plan) => async (engine) => {
    const why = (plan.notIn ?? plan.page?.notIn)?.[name];
    add(plan, why ? notMade(why) : await run(engine, plan));
  });
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
