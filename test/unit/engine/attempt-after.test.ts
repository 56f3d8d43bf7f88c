import { Nango } from '../../../src/engine/nango.js';
import type { AuthOptions } from '../../../src/engine/nango.js';
import { begin, connected, Fate, hook, publicKey, severed, token, underway } from '../support/fake-attempts.js';
import { CountingTarget } from '../support/fake-parts.js';
import { expectNothingLeft, fakes, host, settle, useFakes } from '../support/fakes.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

describe('An ended attempt does nothing more', () => {
  useFakes();

  it('when the token function fails after the end', async () => {
    let refuse: ((reason: unknown) => void) | undefined;
    const connectSessionToken = () => new Promise<string>((_, reject) => (refuse = reject));
    const { fate, nango } = begin({}, { connectSessionToken });
    nango.clear();
    refuse?.(new Error('502'));
    await fakes.pass(1_000);
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
  });

  it('when the token comes after the end', async () => {
    let give: ((token: string) => void) | undefined;
    const connectSessionToken = () => new Promise<string>((resolve) => (give = resolve));
    const { nango } = begin({}, { connectSessionToken });
    fakes.socket.ack();
    nango.clear();
    give?.(token);
    await settle();
    expect(fakes.popup.visited).to.be.empty;
    expect(fakes.requests).to.be.empty;
  });

  it('when the focus comes back before a look has seen that the blank popup is closed', async () => {
    const { fate } = begin();
    await fakes.pass(110);
    fakes.popup.leave();
    await fakes.focus();
    expect(fate.end).to.equal('window_closed: cancelled');
    expectNothingLeft();
    expect(fakes.sockets).to.have.length(1);
  });

  it('when the ack comes before a look has seen that the blank popup is closed', async () => {
    const { fate } = begin({}, { connectSessionToken: token });
    await fakes.pass(110);
    fakes.popup.leave();
    fakes.socket.ack();
    await fakes.pass(50);
    expect(fate.end).to.equal('window_closed: cancelled');
    expect(fakes.requests).to.be.empty;
  });

  it('when the focus comes back before a look has seen that the popup was closed on its way', async () => {
    const reasons: string[] = [];
    const { fate } = begin({ onWaiting: (reason) => reasons.push(reason) });
    fakes.socket.ack();
    await fakes.pass(110);
    fakes.popup.leave();
    await fakes.focus();
    expect(fate.end).to.equal('window_closed: cancelled');
    expect(reasons).to.be.empty;
    expectNothingLeft();
  });

  it('when the page ends it from within onWaiting', async () => {
    const controller = new AbortController();
    const options: AuthOptions = {
      signal: controller.signal,
      detectClosedAuthWindow: true,
      onWaiting: () => controller.abort(),
    };
    const { fate } = await severed(options);
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    expectNothingLeft();
  });

  for (const which of ['first', 'second']) {
    it(`when the page ends it from within websocketsPath, as its ${which} socket is opened`, async () => {
      let calls = 0;
      const websocketsPath = (): string => {
        calls += 1;
        if (which === 'first' || calls === 2) nango.clear();
        return '/';
      };
      const nango = new Nango({ host, publicKey, websocketsPath });
      const fate = new Fate(nango.auth('github'));
      await settle();
      if (which === 'second') fakes.socket.drop();
      await settle();
      expect(fate.end).to.equal('authorization_cancelled: cancelled');
      expectNothingLeft();
    });
  }

  it('when the page ends it from within confirm, whose answer still counts', async () => {
    const controller = new AbortController();
    const confirm = () => {
      controller.abort();
      return Promise.resolve(connected);
    };
    const { fate } = await severed({ signal: controller.signal, confirm });
    fakes.socket.drop();
    await fakes.pass(100);
    expect(fate.end).to.equal('success');
    expectNothingLeft();
  });

  it('when a post is cancelled before it was sent: the page is not asked', async () => {
    const controller = new AbortController();
    const { confirm, times } = hook();
    const connectSessionToken = () => new Promise<string>(() => undefined);
    const options = { credentials: { apiKey: 'x' }, signal: controller.signal, confirm };
    const { fate } = begin(options, { connectSessionToken });
    await settle();
    controller.abort();
    await settle();
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    expect(times).to.be.empty;
    expectNothingLeft();
  });

  it('when the answer to the session check comes after the end', async () => {
    const { fate } = await underway({}, { connectSessionToken: token });
    fakes.socket.success();
    await settle();
    fakes.request.answer(401, {});
    await fakes.pass(100);
    expect(fate.end).to.equal('success');
  });

  it('and lets go of the page’s signal', async () => {
    const controller = new AbortController();
    const counting = new CountingTarget();
    Object.assign(controller.signal, { addEventListener: counting.add, removeEventListener: counting.remove });
    await underway({ signal: controller.signal });
    expect(counting.count).to.equal(1);
    fakes.socket.success();
    await settle();
    expect(counting.count).to.equal(0);
  });
});

describe('An odd popup', () => {
  useFakes();

  it('that may not be looked into, as in a sandboxed page, is sent on all the same', async () => {
    fakes.sandboxed = true;
    const { fate } = begin();
    await settle();
    fakes.socket.ack();
    await fakes.pass(100);
    expect(fakes.popup.visited).to.have.length(1);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that the user has led elsewhere before the ack is sent on all the same', async () => {
    const { fate } = begin();
    await fakes.pass(100);
    fakes.popup.load();
    fakes.socket.ack();
    await fakes.pass(100);
    expect(fakes.popup.visited).to.have.length(1);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });
});

describe('The timeline of an attempt', () => {
  useFakes();
  const { debug } = console;
  let said: string[] = [];
  beforeEach(() => {
    said = [];
    console.debug = (...all: unknown[]) => said.push(all.join(' '));
  });
  afterEach(() => {
    console.debug = debug;
  });

  it('is printed with debug, step by step, without anything secret', async () => {
    const credentials = { oauth_client_id_override: 'the-id', oauth_client_secret_override: 'the-secret' };
    const options: AuthOptions = { credentials, params: { subdomain: 'the-subdomain' }, hmac: 'the-digest' };
    await underway(options, { connectSessionToken: token, publicKey, debug: true });
    fakes.socket.success('the-connection');
    await settle();
    expect(said).to.have.length.above(2);
    for (const line of said) expect(line).to.match(/^\[nango\] github \+\d+ ms: /);
    expect(said.join()).to.not.match(new RegExp(`the-|${token}|${publicKey}|socket-1`));
  });

  it('is not printed otherwise', async () => {
    await underway();
    fakes.socket.success();
    await settle();
    expect(said).to.be.empty;
  });
});
