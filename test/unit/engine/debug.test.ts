import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { begin, publicKey, sentOn, severed, underway } from '../support/fake-attempts.js';
import { fakes, settle, useFakes } from '../support/fakes.js';

describe('With debug, the console shows each step of an attempt', () => {
  useFakes();
  const { debug } = console;
  let lines: string[] = [];
  beforeEach(() => {
    lines = [];
    console.debug = (line: string) => lines.push(line);
  });
  afterEach(() => (console.debug = debug));

  const config = { publicKey, debug: true };
  /** The steps, without their times. */
  const steps = () => lines.map((line) => line.replace(/^\[nango] github \+\d+ ms: /, ''));

  it('with its time since the start', async () => {
    await underway({}, config);
    await fakes.pass(4_000);
    fakes.socket.success();
    await settle();
    expect(lines[0]).to.equal('[nango] github +0 ms: popup opened');
    expect(lines.at(-1)).to.equal('[nango] github +5000 ms: success');
  });

  it('to its success', async () => {
    await underway({}, config);
    fakes.socket.success();
    await settle();
    expect(steps()).to.deep.equal(['popup opened', 'popup sent on', 'success']);
  });

  it('over the callback page, to its error', async () => {
    const { fate } = await underway({}, config);
    await fakes.message({ type: 'nango_oauth_callback_error', payload: { message: 'No' } });
    await fakes.pass(10_000);
    expect(fate.pending).to.equal(false);
    expect(steps()).to.deep.equal(['popup opened', 'popup sent on', 'callback page: error', 'callback_err']);
  });

  it('as far as a lost channel, told once', async () => {
    const reasons: string[] = [];
    const { nango } = await severed({ onWaiting: (reason) => reasons.push(reason) }, config);
    fakes.socket.drop();
    await fakes.hear(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(steps()).to.deep.equal(['popup opened', 'popup sent on', 'detached', 'lost']);
    expect(reasons).to.deep.equal(['detached', 'lost']);
    nango.clear();
    await settle();
  });

  it('and nothing without it', async () => {
    const { nango } = await sentOn();
    nango.clear();
    await settle();
    begin().nango.clear();
    await settle();
    expect(lines).to.deep.equal([]);
  });
});
