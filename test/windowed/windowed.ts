// npm run test:windowed [-- chromium firefox]: close detection in plain browsers, with real windows and a real focus,
// which drivers do not have. Needs Xvfb, openbox and xdotool; the windows are on a screen of their own.
import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox } from '../../sandbox/sandbox.js';
import { newToken } from '../bench/token.js';
import { contractConfig } from '../support/contract-config.js';
import { startMockProvider } from '../support/mock-provider.js';
import { until } from '../support/wait.js';
import { startDesktop, type BrowserName } from './desktop.js';
import { scenarios, type Scenario } from './scenarios.js';
import { startSite } from './site.js';

const repeats = Number(process.env.REPEATS ?? 3);
const patience = 60_000; // A browser's first start may take long.
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['chromium', 'firefox'];
const isBrowser = (name: string): name is BrowserName => name === 'chromium' || name === 'firefox';
const browsers = wanted.filter(isBrowser);
if (browsers.length < wanted.length) throw new Error('Name chromium, firefox, or both');

const provider = await startMockProvider();
const sandbox = await startSandbox(contractConfig(provider.url));
const site = await startSite();
const desktop = await startDesktop();
// The windows end with this process, which a signal alone does not cause.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const failures: string[] = [];

/** @returns what went otherwise than it should, or nothing */
async function play(scenario: Scenario, repeat: number): Promise<string | undefined> {
  const { name, closes, expected, within } = scenario;
  site.next({ ...scenario, host: sandbox.url, token: await newToken(sandbox) });
  await until(`${name}: the page`, () => site.said.find(({ event }) => event === 'ready'), patience);
  const opener = await desktop.window('Windowed test');
  const known = await desktop.windows();
  await desktop.click(opener);
  let closedAt = 0;
  if (closes) {
    const popup = await desktop.window(closes, [opener]);
    await wait(1000); // A person looks before closing.
    closedAt = Date.now();
    // Both ways in turn: the browser's key and the window manager's.
    await desktop.press(popup, repeat % 2 ? 'alt+F4' : 'ctrl+w');
  }
  const events = () => site.said.filter(({ event }) => event !== 'ready');
  const ending = () => events().find(({ event }) => !event.startsWith('waiting'));
  await until(`${name}: the end of the attempt`, ending, patience);
  const heard = events().map(({ event }) => event);
  for (const left of (await desktop.windows()).filter((id) => !known.includes(id))) await desktop.remove(left);
  if (heard.join() !== expected.join()) return `${name}: expected ${expected.join(', ')}; heard ${heard.join(', ')}`;
  const took = (events().at(-1)?.at ?? 0) - closedAt;
  if (within && (took < within[0] || took > within[1])) return `${name}: ended ${took} ms after the closing`;
  return undefined;
}

try {
  console.log(`${''.padEnd(30)}${browsers.map((name) => name.padEnd(12)).join('')}`);
  const passed = new Map<string, number>();
  for (const browser of browsers) {
    const quit = desktop.browse(browser, site.url);
    for (const scenario of scenarios) {
      for (let repeat = 0; repeat < repeats; repeat++) {
        const failure = await play(scenario, repeat);
        if (failure) failures.push(`${browser}: ${failure}`);
        else passed.set(browser + scenario.name, (passed.get(browser + scenario.name) ?? 0) + 1);
      }
    }
    await quit();
    await until(`the end of ${browser}`, () => (site.asked ? undefined : true), patience);
  }
  for (const { name } of scenarios) {
    const cells = browsers.map((browser) => `${passed.get(browser + name) ?? 0} of ${repeats}`.padEnd(12));
    console.log(`${name.padEnd(30)}${cells.join('')}`);
  }
  for (const failure of failures) console.error(failure);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  desktop.close();
  site.close();
  await Promise.all([sandbox.close(), provider.close()]);
}
