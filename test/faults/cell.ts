import { z } from 'zod';
import type { Sandbox } from '../../sandbox/sandbox.js';
import type { Tab } from '../e2e/support/engines.js';
import { until } from '../support/wait.js';
import type { Lane } from './lane.js';
import type { PageCell } from './page/page.js';

/** What was measured in one cell. */
export interface Measured {
  /** How the attempt ended, as in 'success' or 'network_error failed'. */
  readonly ending: string;
  /** Who ended it. */
  readonly by: 'itself' | 'user';
  readonly seconds: number;
  /** The server has made the connection. */
  readonly connected: boolean;
  /** What breaks a promise; empty where all is well. */
  readonly problems: readonly string[];
}

/** The ending of a cell whose fault the engine, or its driver, can't make. */
export const notMade = (why: string): Measured => ({
  ending: `not made: ${why}`,
  by: 'itself',
  seconds: 0,
  connected: false,
  problems: [],
});

const seenSchema = z.object({
  ends: z.array(
    z.object({
      event: z.string(),
      type: z.string().optional(),
      outcome: z.string().optional(),
      connectionId: z.string().optional(),
    }),
  ),
  state: z.string(),
  starts: z.number(),
  clicks: z.number(),
  busy: z.boolean(),
  promise: z.string(),
  buttons: z.array(z.string()),
  uncaught: z.array(z.string()),
  visibility: z.string(),
  restored: z.boolean(),
});
export type Seen = z.output<typeof seenSchema>;
const leftSchema = z.object({ timers: z.number(), listeners: z.number(), sockets: z.number() });

/** One cell in a page: what is done in it and what is seen of it. */
export class CellInPage {
  readonly #tab: Tab;
  readonly id: string;

  constructor(tab: Tab, id: string) {
    this.#tab = tab;
    this.id = id;
  }

  async begin(cell: PageCell): Promise<void> {
    await until('the page', async () =>
      (await this.#tab.evaluate('globalThis.ready === true')) === true ? true : undefined,
    );
    await this.#tab.evaluate(`faults.begin(${JSON.stringify(cell)})`);
  }

  async see(): Promise<Seen> {
    return seenSchema.parse(await this.#tab.evaluate(`faults.see(${JSON.stringify(this.id)})`));
  }

  press(part: string): Promise<unknown> {
    return this.#tab.evaluate(`faults.press(${JSON.stringify(this.id)}, ${JSON.stringify(part)})`);
  }

  connect(): Promise<unknown> {
    return this.#tab.evaluate(`faults.connect(${JSON.stringify(this.id)})`);
  }

  /** Until its attempt has ended; `undefined` where it has not in this time. */
  ended(limit: number): Promise<Seen | undefined> {
    const look = async () => {
      const seen = await this.see();
      return seen.ends.length > 0 ? seen : undefined;
    };
    return until('the end', look, limit).catch(() => undefined);
  }

  /** Takes the element away and waits until nothing is left of it. @returns what is left after all */
  async leftAfterRemoval(limit: number): Promise<string> {
    await this.#tab.evaluate(`faults.remove(${JSON.stringify(this.id)})`);
    let left = '';
    const look = async () => {
      const { timers, listeners, sockets } = leftSchema.parse(await this.#tab.evaluate('faults.left()'));
      left = `${timers} timers, ${listeners} listeners, ${sockets} sockets`;
      return timers + listeners + sockets === 0 ? '' : undefined;
    };
    return until('nothing left', look, limit).catch(() => left);
  }
}

export const endingOf = ({ event, type, outcome }: Seen['ends'][number]): string =>
  event === 'success' ? 'success' : `${type ?? '?'} ${outcome ?? '?'}`;

/** What the end of an attempt must not be, whatever the fault. */
export function brokenPromises(seen: Seen, made: readonly string[], byUser: boolean): string[] {
  const [end, ...more] = seen.ends;
  const problems: string[] = [];
  if (!end) return ['it has not ended'];
  if (more.length > 0) problems.push(`it has ended ${more.length + 1} times`);
  if (end.event === 'success' && !made.includes(end.connectionId ?? '')) problems.push('a success that never was');
  if (made.length > 0 && end.outcome === 'failed') problems.push('"failed", and it is connected');
  if (made.length > 0 && end.outcome === 'cancelled' && !byUser) problems.push('"cancelled", and it is connected');
  // A click gives no promise to the page.
  if (seen.promise !== 'none' && seen.promise !== (end.event === 'success' ? 'resolved' : 'rejected'))
    problems.push(`its promise is ${seen.promise}`);
  if (seen.busy) problems.push('a spinner is left');
  if (['connecting', 'loading', 'waiting'].includes(seen.state))
    problems.push(`its state is ${seen.state}, after ${seen.clicks} clicks and ${seen.starts} starts`);
  return [...problems, ...seen.uncaught.map((message) => `uncaught: ${message}`)];
}

/** The ids of an integration's connections, as the server knows them. */
export const connectionsOf = (sandbox: Sandbox, key: string): string[] =>
  sandbox
    .connections()
    .filter((one) => one.provider_config_key === key)
    .map((one) => one.connection_id);

/** What a lane has still open, once it had time to end. */
export async function openOn(lane: Lane, limit: number): Promise<string> {
  const look = () => Promise.resolve(lane.open === 0 ? '' : undefined);
  return until('no request', look, limit).catch(() => `${lane.open} requests or sockets at the server`);
}
