import { expect } from '@open-wc/testing';
import { AuthError, Nango } from '../../src/engine/nango.js';
import type { AuthOptions } from '../../src/engine/nango.js';
import { begin, connected, Fate, publicKey, severed, token, underway } from '../browser-support/fake-attempts.js';
import { CountingTarget, FakeSocket } from '../browser-support/fake-parts.js';
import { expectNothingLeft, fakes, host, settle, useFakes } from '../browser-support/fakes.js';

/** The function of a page that never knows, and counts how often it is asked. */
function askedTimes() {
  const confirm = () => {
    asked.times++;
    return Promise.resolve(undefined);
  };
  const asked = { times: 0, confirm };
  return asked;
}

describe('An attempt by popup ends', () => {
  useFakes();

  const failsToStart: [string, () => Fate, string][] = [
    ['without key or token', () => begin({}, {}).fate, 'missing_auth_token: failed'],
    ['when reconnecting without a token', () => new Fate(new Nango({ publicKey }).reconnect('github')), 'missing_connect_session_token: failed'],
    ['with credentials that fit no mode', () => begin({ credentials: { secret: 'x' } }).fate, 'missing_credentials: failed'],
    ['with a signal that is aborted already', () => begin({ signal: AbortSignal.abort() }).fate, 'authorization_cancelled: cancelled'],
  ];
  for (const [name, start, end] of failsToStart) {
    it(`${name}, before anything opens`, async () => {
      const fate = start();
      await settle();
      expect(fate.end).to.equal(end);
      expect([fakes.popups.length, fakes.sockets.length, fakes.requests.length]).to.deep.equal([0, 0, 0]);
    });
  }

  it('when the browser lets no popup open', async () => {
    fakes.popupsBlocked = true;
    const { fate } = begin();
    await settle();
    expect(fate.end).to.equal('blocked_by_browser: failed');
    expect(fate.error.retryable).to.equal(true);
    expect(fakes.sockets).to.be.empty;
  });

  it('when no ack has come for 10 s', async () => {
    const { fate } = begin();
    await fakes.pass(9_990);
    expect(fate.end).to.equal('pending');
    await fakes.pass(20);
    expect(fate.error.type).to.equal('connection_timeout');
    expect(fakes.popup.onScreen).to.equal(false);
    expect(fakes.popup.visited).to.be.empty;
  });

  it('when the token function has not answered in 10 minutes', async () => {
    const { fate } = begin({}, { connectSessionToken: () => new Promise(() => undefined) });
    fakes.socket.ack();
    await fakes.pass(599_000);
    expect(fate.end).to.equal('pending');
    await fakes.pass(1_100);
    expect(fate.end).to.equal('connection_timeout: unknown');
  });

  it('when the socket breaks twice before the popup is on its way', async () => {
    const { fate } = begin();
    fakes.socket.drop();
    await settle();
    expect(fate.end).to.equal('pending');
    expect(fakes.sockets).to.have.length(2);
    fakes.socket.drop();
    await settle();
    expect(fate.end).to.equal('network_error: failed');
  });

  it('when the browser allows no socket', async () => {
    FakeSocket.forbidden = true;
    const { fate } = begin();
    await settle();
    expect(fate.end).to.equal('network_error: failed');
  });

  it('when all that the socket says first is unreadable', async () => {
    const { fate } = begin();
    fakes.socket.frame('<html>');
    await settle();
    fakes.socket.frame('<html>');
    await settle();
    expect(fate.end).to.equal('invalid_response: failed');
  });

  it('with what the server refuses it for', async () => {
    const { fate } = await underway();
    fakes.socket.error('callback_err', 'The user denied access');
    await settle();
    expect(fate.end).to.equal('callback_err: failed');
    expect(fate.error.message).to.equal('The user denied access');
  });

  it('with a code of the server that nobody knows', async () => {
    const { fate } = await underway();
    fakes.socket.error('brand_new_err');
    await settle();
    expect(fate.end).to.equal('brand_new_err: failed');
    expect(fate.error.message).to.contain('brand_new_err');
  });

  it('after 10 minutes, and what became of the connection is not known', async () => {
    const { fate } = await underway();
    await fakes.pass(598_990);
    expect(fate.end).to.equal('pending');
    await fakes.pass(20);
    expect(fate.end).to.equal('connection_timeout: unknown');
  });

  it('after the page’s own timeout', async () => {
    const { fate } = await underway({ timeout: 5_000 });
    await fakes.pass(5_000);
    expect(fate.end).to.equal('connection_timeout: unknown');
    expect(fate.took).to.equal(5_000);
  });

  it('not at once with a timeout that is longer than timers can be', async () => {
    const { fate, nango } = await underway({ timeout: 2 ** 40 });
    await fakes.pass(60_000);
    expect(fate.end).to.equal('pending');
    nango.clear();
  });

  it('when the page aborts its signal', async () => {
    const controller = new AbortController();
    const { fate } = await underway({ signal: controller.signal });
    controller.abort('left the page');
    await settle();
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    expect(fate.error.cause).to.equal('left the page');
  });

  it('with the AuthError that the page aborts its signal with', async () => {
    const controller = new AbortController();
    const { fate } = await underway({ signal: controller.signal });
    const reason = new AuthError('superseded');
    controller.abort(reason);
    await settle();
    expect(fate.error).to.equal(reason);
    expect(fate.end).to.equal('superseded: cancelled');
  });

  it('for all attempts at clear()', async () => {
    const nango = new Nango({ host, publicKey });
    const fates = [new Fate(nango.auth('github')), new Fate(nango.auth('slack')), new Fate(nango.create('plain'))];
    await fakes.pass(100);
    nango.clear();
    await settle();
    expect(fates.map(({ end }) => end)).to.deep.equal(Array(3).fill('authorization_cancelled: cancelled'));
  });

  it('when the user closes the blank popup', async () => {
    const { fate } = begin();
    await fakes.pass(100);
    fakes.popup.leave();
    await fakes.pass(60);
    expect(fate.end).to.equal('window_closed: cancelled');
  });

  it('when the user closes the popup on its way to the server', async () => {
    const { fate } = begin();
    fakes.socket.ack();
    await fakes.pass(100);
    fakes.popup.leave();
    await fakes.pass(60);
    expect(fate.end).to.equal('window_closed: cancelled');
  });

  it('3 s after the popup has probably been closed, for a result may be on its way', async () => {
    const { fate } = await underway();
    fakes.popup.leave();
    await fakes.focus();
    await fakes.pass(3_000);
    expect(fate.end).to.equal('pending');
    await fakes.pass(250);
    expect(fate.end).to.equal('window_closed: unknown');
  });

  it('with the result that comes within these 3 s', async () => {
    const { fate } = await underway();
    fakes.popup.leave();
    await fakes.focus();
    await fakes.pass(2_900);
    fakes.socket.success();
    await settle();
    expect(fate.result).to.deep.equal(connected);
  });

  it('never by itself when a page has severed the popup', async () => {
    const { fate } = await severed();
    await fakes.focus();
    await fakes.pass(300_000);
    expect(fate.end).to.equal('pending');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('once, whatever comes after it', async () => {
    const { fate, nango } = await underway();
    const { socket, popup } = fakes;
    socket.success();
    socket.error('unknown_err');
    await fakes.message({ type: 'nango_oauth_callback_error' }, { source: popup });
    nango.clear();
    await fakes.pass(20_000);
    expect(fate.end).to.equal('success');
    expect(popup.posted).to.be.empty;
  });
});

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
    const options: AuthOptions = { signal: controller.signal, detectClosedAuthWindow: true, onWaiting: () => controller.abort() };
    const { fate } = await severed(options);
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    expectNothingLeft();
  });

  it('when the page ends it from within confirm', async () => {
    const controller = new AbortController();
    const confirm = () => {
      controller.abort();
      return Promise.resolve(connected);
    };
    const { fate } = await severed({ signal: controller.signal, confirm });
    fakes.socket.drop();
    await fakes.pass(100);
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    expectNothingLeft();
  });

  it('when a post is cancelled: the page is not asked', async () => {
    const controller = new AbortController();
    const asked = askedTimes();
    const { fate } = begin({ credentials: { apiKey: 'x' }, signal: controller.signal, confirm: asked.confirm });
    await settle();
    controller.abort();
    await settle();
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    expect(asked.times).to.equal(0);
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

describe('Attempts at the same time', () => {
  useFakes();

  it('have a socket and a popup each, and end by themselves', async () => {
    const nango = new Nango({ host, publicKey });
    const fates = [new Fate(nango.auth('github')), new Fate(nango.auth('slack'))];
    fakes.sockets.forEach((socket) => socket.ack());
    await fakes.pass(100);
    expect(fakes.popups.map(({ visited }) => new URL(visited[0] ?? '').searchParams.get('ws_client_id'))).to.deep.equal([
      'socket-1',
      'socket-2',
    ]);
    fakes.sockets[1]?.error('unknown_err');
    await settle();
    expect(fates.map(({ end }) => end)).to.deep.equal(['pending', 'unknown_err: failed']);
    expect(fakes.popups.map(({ onScreen }) => onScreen)).to.deep.equal([true, false]);
    fakes.sockets[0]?.success();
    await settle();
    expect(fates[0]?.result).to.deep.equal(connected);
  });

  it('are brought to the front by focus(), the latest first', async () => {
    const nango = new Nango({ host, publicKey });
    void new Fate(nango.auth('github'));
    void new Fate(nango.auth('slack'));
    void new Fate(nango.create('plain'));
    nango.focus();
    expect(fakes.popups.map(({ focused }) => focused)).to.deep.equal([0, 1]);
    nango.clear();
    await settle();
    nango.focus();
    expect(fakes.popups.map(({ focused }) => focused)).to.deep.equal([0, 1]);
  });
});

describe('Many attempts in a row', () => {
  useFakes();

  it('leave nothing behind', async () => {
    for (let round = 0; round < 200; round++) {
      const { fate } = begin({ timeout: 1_000 }, { connectSessionToken: token });
      if (round % 4) fakes.socket.ack();
      await fakes.pass(20);
      if (round % 4 > 1) fakes.socket.success();
      if (round % 4 === 1) fakes.popup.leave();
      await fakes.pass(1_000);
      expect(fate.end).to.not.equal('pending');
      expectNothingLeft();
    }
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
