import { describe, expect, it } from 'vitest';
import { LatestTask } from '../../../src/elements/dom/latest-task.js';

/** Something to wait for, and what it is told. */
function task(latest: LatestTask, log: string[], name: string) {
  let resolve: () => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => ([resolve, reject] = [yes, no]));
  const ended = latest.run(
    () => promise,
    () => log.push(`${name} done`),
    (thrown) => log.push(`${name} failed: ${String(thrown)}`),
  );
  return { resolve, reject, ended };
}

describe('Of several tasks', () => {
  it('the latest counts, whichever ends first', async () => {
    const log: string[] = [];
    const latest = new LatestTask();
    const first = task(latest, log, 'first');
    const second = task(latest, log, 'second');
    second.resolve();
    await second.ended;
    first.resolve();
    await first.ended;
    expect(log).to.deep.equal(['second done']);
  });

  it('the failure of an older one is nothing', async () => {
    const log: string[] = [];
    const latest = new LatestTask();
    const first = task(latest, log, 'first');
    const second = task(latest, log, 'second');
    first.reject('late');
    await first.ended;
    second.reject('wrong');
    await second.ended;
    expect(log).to.deep.equal(['second failed: wrong']);
  });

  it('none counts after cancel()', async () => {
    const log: string[] = [];
    const latest = new LatestTask();
    const only = task(latest, log, 'only');
    latest.cancel();
    only.resolve();
    await only.ended;
    expect(log).to.deep.equal([]);
  });
});
