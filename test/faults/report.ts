import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import type { BrowserName } from '../../scripts/browsers.mjs';
import { engineNames } from '../e2e/support/engines.js';
import { httpFaults } from './http-faults.js';
import { pageFaultPlans, popupPlans, quietPlans, type Plan } from './plans.js';
import { limits, problemsOf } from './limits.js';
import { conditionsOf, recordsOf, type Row } from './records.js';

const target = new URL('../../docs/faults.md', import.meta.url);
const browsers: readonly BrowserName[] = ['chromium', 'firefox', 'webkit'];

type Records = Readonly<Record<BrowserName, readonly Row[]>>;

/** Writes docs/faults.md from what was measured, and from the plans, which say what was not. */
export async function writeReport(): Promise<void> {
  const read = async (name: BrowserName): Promise<Row[]> =>
    (await recordsOf(name)).map((row) => ({ ...row, problems: problemsOf(name, row) }));
  const [chromium, firefox, webkit] = await Promise.all([read('chromium'), read('firefox'), read('webkit')]);
  const text = report({ chromium, firefox, webkit }, await conditions());
  const options = await resolveConfig(target);
  await writeFile(target, await format(text, { ...options, parser: 'markdown' }));
}

async function conditions(): Promise<string> {
  const known = await conditionsOf();
  const lines = browsers.map((name) => {
    const one = known[name];
    return `- ${engineNames[name]}: ${one ? `${one.version}, headless, ${one.date}, ${one.machine}` : 'not measured yet'}`;
  });
  return lines.join('\n');
}

function report(records: Records, notes: string): string {
  const plans = [...quietPlans(), ...popupPlans(), ...pageFaultPlans()];
  const known = new Set(plans.map(keyOf));
  const rows = browsers.flatMap((name) => records[name].filter((row) => known.has(keyOf(row))));
  const made = rows.filter((row) => !isNotMade(row));
  const wrong = rows.filter(({ problems }) => problems.length > 0);
  const missing = plans.length * browsers.length - rows.length;
  return [
    '# Faults',
    '',
    '<!-- Written by `npm run faults`. -->',
    '',
    'Every fault on every route, caused by a proxy between a page and the [sandbox](../sandbox/README.md), by the page itself, or by',
    'the browser: `npm run faults`. In each cell, one element makes one attempt. It must end exactly once, with the right outcome: never',
    '`failed` if the server has made the connection, never a success that the server doesn’t know, and never with a spinner, a popup, a',
    'timer, a listener, a socket or a request left over.',
    '',
    `**${rows.length} cells** in ${browsers.map((name) => engineNames[name]).join(', ')}: ${made.length} measured, ` +
      `${rows.length - made.length} can't be made there, ${wrong.length} wrong${missing ? `, ${missing} not run yet` : ''}.`,
    '',
    '## Conditions',
    '',
    notes,
    '',
    'The browsers are automated, without a desktop: windows don’t get the focus as they do with a user, so a closed popup looks like a',
    'severed one, and the page asks the user. `npm run test:windowed` tests with a desktop.',
    '',
    '## What can go wrong between a page and its server',
    '',
    'The route is the one request or socket with the fault; all others work. "Connection made" means that the server made the connection',
    'before its answer failed. In cells marked ¹, the popup shows the error; the user closes it, and says so when the page asks. All',
    'engines agree unless a cell names them.',
    '',
    ...sections(plans, records),
    '## Not applicable',
    '',
    '- A refusal (4xx except 408) after the connection was made: no client can detect a server that contradicts itself.',
    '- Faults of the socket and of the popup for POSTs, which have neither.',
    `- ${httpFaults.find(({ name }) => name.startsWith('refused'))?.name ?? ''}, for \`session-url\`: the page itself comes from there.`,
    '- Frames of a TCP connection arrive in order; "out of order" means that a server or a proxy sends them so.',
    '',
    '## Limits of the engines',
    '',
    ...limits.map(({ browser, fault, why }) => `- ${engineNames[browser]}, ${fault}: ${why}`),
    '',
    ...wrongRows(wrong, records),
  ].join('\n');
}

const keyOf = ({ route, fault }: Pick<Plan, 'route' | 'fault'>): string => `${route}: ${fault}`;
const isNotMade = ({ ending }: Row): boolean => ending.startsWith('not made');

/** A table of faults by routes, for routes that share their faults. */
function sections(plans: readonly Plan[], records: Records): string[] {
  const isPage = ({ page }: Plan): boolean => !!page;
  const isSocket = ({ wrong, page }: Plan): boolean => !!wrong.socket && !wrong.http && !page;
  const isRead = ({ route }: Plan): boolean => /^(GET|POST) /.test(route);
  const isPost = ({ route, page }: Plan): boolean => route.startsWith('post ') && !page;
  const isPopup = (plan: Plan): boolean => ![isPage, isSocket, isRead, isPost].some((is) => is(plan));
  const tables: readonly [string, (plan: Plan) => boolean][] = [
    ['The socket', isSocket],
    ['Requests of the popup, and beside it', isPopup],
    ['Posts', isPost],
    ['Requests of the elements, and the page’s own backend', isRead],
    ['The page, the popup and the machine', isPage],
  ];
  return tables.flatMap(([title, is]) => [`### ${title}`, '', ...table(plans.filter(is), records), '']);
}

function table(plans: readonly Plan[], records: Records): string[] {
  const faults = [...new Set(plans.map(({ fault }) => fault))];
  const routes = [...new Set(plans.map(({ route }) => route))];
  // Modes whose posts end alike are one column.
  const columns = new Map<string, string[]>();
  for (const route of routes) {
    const cells = faults.map((fault) => cellOf({ route, fault }, records)).join('|');
    const key = route.startsWith('post ') ? cells : route;
    columns.set(key, [...(columns.get(key) ?? []), route]);
  }
  const heads = [...columns.values()].map((names) => shortened(names));
  return [
    `| fault | ${heads.join(' | ')} |`,
    `| --- | ${heads.map(() => '---').join(' | ')} |`,
    ...faults.map((fault) => {
      const cells = [...columns.values()].map(([route = '']) => cellOf({ route, fault }, records));
      return `| ${fault} | ${cells.join(' | ')} |`;
    }),
  ];
}

/** `post A, x` and `post B, x` are `post A, B, x`. */
function shortened(names: readonly string[]): string {
  const [first = ''] = names;
  const tail = /^post \w+(.*)$/.exec(first)?.[1] ?? '';
  if (names.length === 1 || !first.startsWith('post ')) return names.join('; ');
  return `post ${names.map((name) => /^post (\w+)/.exec(name)?.[1] ?? name).join(', ')}${tail}`;
}

function cellOf(cell: Pick<Plan, 'route' | 'fault'>, records: Records): string {
  const found = browsers.flatMap((name) => {
    const row = records[name].find((one) => keyOf(one) === keyOf(cell));
    return row ? [{ name: engineNames[name], said: said(row) }] : [];
  });
  if (found.length === 0) return '–';
  const distinct = [...new Set(found.map((one) => one.said))];
  if (distinct.length === 1) return distinct[0] ?? '';
  return distinct
    .map((one) => {
      const names = found.filter(({ said: text }) => text === one).map(({ name }) => name);
      return `${names.join(', ')}: ${one}`;
    })
    .join('; ');
}

function said(row: Row): string {
  const { ending, by, problems } = row;
  const [type = '', outcome] = ending.split(' ');
  const words = isNotMade(row) || ending.startsWith('gone') || !outcome ? ending : `\`${type}\`, ${outcome}`;
  return `${problems.length > 0 ? '**wrong** ' : ''}${words}${by === 'user' && !ending.startsWith('gone') ? ' ¹' : ''}`;
}

function wrongRows(wrong: readonly Row[], records: Records): string[] {
  if (wrong.length === 0) return [];
  const lines = wrong.map((row) => {
    const name = browsers.find((one) => records[one].includes(row)) ?? 'chromium';
    return `- ${engineNames[name]}, ${row.route}, ${row.fault}: ${row.ending}: ${row.problems.join('; ')}`;
  });
  return ['## Wrong', '', ...new Set(lines), ''];
}
