import { connected, hook, publicKey, token, underway } from '../support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it, vi } from 'vitest';

const pageSaysYes = { type: 'nango_oauth_callback_success' };
const pageSaysNo = {
  type: 'nango_oauth_callback_error',
  payload: { message: 'access_denied', errorType: 'connection_validation_failed' },
};

describe('The callback page', () => {
  useFakes();

  it('is answered once, to the origin of the host, so that it closes', async () => {
    const { nango } = await underway({}, { publicKey, host: `${host}/prefix/` });
    await fakes.message(pageSaysYes);
    await fakes.message(pageSaysYes);
    await fakes.message(pageSaysNo);
    expect(fakes.popup.posted).to.deep.equal([[{ type: 'nango_oauth_callback_ack' }, host]]);
    nango.clear();
  });

  it('that says "error" leaves the socket 1.5 s for a better word, then its text counts', async () => {
    const { fate } = await underway();
    await fakes.message(pageSaysNo);
    await fakes.pass(1_490);
    expect(fate.end).to.equal('pending');
    await fakes.pass(20);
    expect(fate.end).to.equal('callback_err: cancelled');
    expect(fate.error.message).to.equal('access_denied');
  });

  it('that says "error" without a text gives ours', async () => {
    const { fate } = await underway();
    await fakes.message({ type: pageSaysNo.type });
    await fakes.pass(1_500);
    expect(fate.end).to.equal('callback_err: unknown');
    expect(fate.error.message).to.contain('callback_err');
  });

  it('is heard also where it can’t be answered', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue();
    const { fate } = await underway();
    const refused = new Error('A window without postMessage');
    fakes.popup.postMessage = () => {
      throw refused;
    };
    await fakes.message(pageSaysNo);
    await fakes.pass(1_500);
    expect(fate.end).to.equal('callback_err: cancelled');
    expect(told.mock.calls).to.deep.equal([[refused]]);
    told.mockRestore();
  });

  it('is overruled by the socket’s success', async () => {
    const { fate } = await underway();
    await fakes.message(pageSaysNo);
    await fakes.pass(1_400);
    fakes.socket.success();
    await settle();
    expect(fate.result).to.deep.equal(connected);
  });

  it('is overruled by the socket’s error', async () => {
    const { fate } = await underway();
    await fakes.message(pageSaysYes);
    await fakes.pass(1_000);
    fakes.socket.error('connection_validation_failed', 'Not you');
    await settle();
    expect(fate.end).to.equal('connection_validation_failed: failed');
  });

  it('that says "success" has no id to give: the socket has 30 s for it, then the end is unknown', async () => {
    const { fate } = await underway();
    await fakes.message(pageSaysYes);
    await fakes.pass(29_990);
    expect(fate.end).to.equal('pending');
    await fakes.pass(20);
    expect(fate.end).to.equal('connection_lost: unknown');
  });

  it('that says "success" has the page asked for the id, once the socket had its time', async () => {
    const { confirm, times } = hook(() => Promise.resolve(connected));
    const { fate } = await underway({ confirm });
    await fakes.message(pageSaysYes);
    await fakes.pass(30_000);
    expect(fate.result).to.deep.equal(connected);
    expect(times).to.have.length(1);
  });

  for (const late of [2_000, 5_000, 29_000]) {
    it(`that says "success" is followed by the socket’s word, even ${late} ms later`, async () => {
      const { fate } = await underway();
      await fakes.message(pageSaysYes);
      fakes.popup.leave();
      await fakes.pass(late);
      fakes.socket.success();
      await settle();
      expect(fate.result).to.deep.equal(connected);
    });
  }

  it('that says "success" has its time also where the token was refused before, or the popup has gone', async () => {
    const { fate } = await underway({}, { connectSessionToken: token });
    fakes.request.answer(401, { error: { code: 'unknown_connect_session_token' } });
    await fakes.pass(19_000);
    await fakes.message(pageSaysYes);
    await fakes.pass(5_000);
    fakes.socket.success();
    await settle();
    expect(fate.result).to.deep.equal(connected);

    const closed = await underway();
    fakes.popup.leave();
    await fakes.focus();
    await fakes.pass(2_000);
    await fakes.message(pageSaysYes);
    await fakes.pass(5_000);
    fakes.socket.success();
    await settle();
    expect(closed.fate.result).to.deep.equal(connected);
  });

  it('that says "success" as the page wakes up leaves a socket that still lives its time', async () => {
    const { fate } = await underway();
    fakes.freeze(200_000);
    await fakes.focus();
    await fakes.message(pageSaysYes);
    await fakes.pass(100);
    fakes.socket.success();
    await settle();
    expect(fate.result).to.deep.equal(connected);
  });

  it('that says "success" is the last word when the socket is gone: the page is asked at once', async () => {
    for (const lost of ['before', 'after']) {
      const { confirm, startCounting, times } = hook(() => Promise.resolve(connected));
      const { fate } = await underway({ confirm });
      if (lost === 'before') fakes.socket.drop();
      startCounting();
      await fakes.message(pageSaysYes);
      if (lost === 'after') fakes.socket.drop();
      await settle();
      expect(fate.result, lost).to.deep.equal(connected);
      expect(times, lost).to.deep.equal([0]);
    }
  });

  it('that says "success" with the socket gone and nobody to ask leaves it unknown', async () => {
    const { fate } = await underway();
    fakes.socket.drop();
    await fakes.message(pageSaysYes);
    await settle();
    expect(fate.end).to.equal('connection_lost: unknown');
  });

  it('that says "error" is no proof: the page is asked before', async () => {
    const { confirm } = hook(() => Promise.resolve(connected));
    const { fate } = await underway({ confirm });
    await fakes.message(pageSaysNo);
    await fakes.pass(1_500);
    expect(fate.result).to.deep.equal(connected);
  });

  it('that says "error" is no proof without the socket', async () => {
    const { fate } = await underway();
    fakes.socket.drop();
    await fakes.message(pageSaysNo);
    await fakes.pass(1_500);
    expect(fate.end).to.equal('callback_err: cancelled');
  });

  it('may close itself while the socket has its time', async () => {
    const reasons: string[] = [];
    const { fate } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    await fakes.message(pageSaysYes);
    fakes.popup.leave();
    await fakes.pass(30_000);
    expect([fate.end, ...reasons]).to.deep.equal(['connection_lost: unknown']);
  });

  const notHeard: [string, unknown, Parameters<typeof fakes.message>[1]?][] = [
    ['from another origin', pageSaysNo, { origin: 'https://evil.test' }],
    ['from an origin that begins alike', pageSaysNo, { origin: `${host}.evil.test` }],
    ['from the page itself', pageSaysNo, { source: window }],
    ['from nowhere', pageSaysNo, { source: {} }],
    ['of another type', { type: 'nango_oauth_callback_ack' }],
    ['that is text', 'nango_oauth_callback_error'],
    ['that is null', null],
    ['that is a list', [pageSaysNo]],
  ];
  for (const [name, data, from] of notHeard) {
    it(`is not what speaks in a message ${name}`, async () => {
      const { fate } = await underway();
      await fakes.message(data, from);
      await fakes.pass(2_000);
      expect(fate.end).to.equal('pending');
      expect(fakes.popup.posted).to.be.empty;
      fakes.socket.success();
      await settle();
    });
  }

  it('of another attempt is not heard', async () => {
    const { fate } = await underway();
    const { popup, socket } = fakes;
    const other = await underway();
    await fakes.message(pageSaysNo);
    await fakes.pass(1_500);
    expect([fate.end, other.fate.end]).to.deep.equal(['pending', 'callback_err: cancelled']);
    expect(popup.posted).to.be.empty;
    socket.success();
    await settle();
  });
});
