import { AuthError, Nango } from '../../../src/engine/nango.js';
import { begin, connected, Fate, publicKey, sentOn, severed, underway } from '../support/fake-attempts.js';
import { FakeSocket } from '../support/fake-parts.js';
import { expectNothingLeft, fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

describe('An attempt by popup ends', () => {
  useFakes();

  const failsToStart: [string, () => Fate, string][] = [
    ['without key or token', () => begin({}, {}).fate, 'missing_auth_token: failed'],
    [
      'when reconnecting without a token',
      () => new Fate(new Nango({ publicKey }).reconnect('github')),
      'missing_connect_session_token: failed',
    ],
    [
      'with credentials that fit no mode',
      () => begin({ credentials: { secret: 'x' } }).fate,
      'missing_credentials: failed',
    ],
    [
      'with a signal that is aborted already',
      () => begin({ signal: AbortSignal.abort() }).fate,
      'authorization_cancelled: cancelled',
    ],
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

  it('when opening a popup throws, as in some in-app browsers', async () => {
    window.open = () => {
      throw new DOMException('no');
    };
    const { fate } = begin();
    await settle();
    expect(fate.end).to.equal('blocked_by_browser: failed');
  });

  it('when no ack has come for 10 s', async () => {
    const { fate } = begin();
    await fakes.pass(9_990);
    expect(fate.end).to.equal('pending');
    await fakes.pass(20);
    expect(fate.end).to.equal('connection_timeout: failed');
    expect(fakes.popup.onScreen).to.equal(false);
    expect(fakes.popup.visited).to.be.empty;
  });

  it('and closes its window once the first page is there: a browser forgets it before', async () => {
    const { fate, nango } = await sentOn();
    nango.clear();
    await fakes.pass(200);
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    expect(fakes.popup.onScreen).to.equal(true);
    fakes.popup.load();
    await fakes.pass(60);
    expect(fakes.popup.onScreen).to.equal(false);
  });

  it('and closes its window after a second where the first page does not come', async () => {
    const { nango } = await sentOn();
    nango.clear();
    await fakes.pass(950);
    expect(fakes.popup.onScreen).to.equal(true);
    await fakes.pass(100);
    expect(fakes.popup.onScreen).to.equal(false);
  });

  it('and closes its window in the next second where this page is in the background, with slow timers', async () => {
    const { nango } = await sentOn();
    fakes.throttled = true;
    nango.clear();
    await fakes.pass(2_000);
    expect(fakes.popup.onScreen).to.equal(false);
    expectNothingLeft();
  });

  it('and closes its window at once where this page goes away', async () => {
    const { nango } = await sentOn();
    await fakes.hear(new PageTransitionEvent('pagehide'));
    nango.clear();
    expect(fakes.popup.onScreen).to.equal(false);
  });

  it('and closes its window 250 ms after the socket’s result: a browser forgets it as the callback page arrives', async () => {
    const { fate } = await underway();
    fakes.socket.success();
    await settle();
    expect([fate.end, fakes.popup.onScreen]).to.deep.equal(['success', true]);
    await fakes.pass(249);
    expect(fakes.popup.onScreen).to.equal(true);
    await fakes.pass(1);
    expect(fakes.popup.onScreen).to.equal(false);
    expectNothingLeft();
  });

  it('and closes its window at once where the page leaves when it hears the result', async () => {
    await underway();
    fakes.socket.success();
    await settle();
    await fakes.hear(new PageTransitionEvent('pagehide'));
    expect(fakes.popup.onScreen).to.equal(false);
    await fakes.pass(60);
    expectNothingLeft();
  });

  it('and closes its window at once where no page is on its way', async () => {
    const { nango } = await underway();
    nango.clear();
    expect(fakes.popup.onScreen).to.equal(false);
  });

  it('when the token function has not answered in 30 s', async () => {
    const { fate } = begin({}, { connectSessionToken: () => new Promise(() => undefined) });
    fakes.socket.ack();
    await fakes.pass(29_900);
    expect(fate.end).to.equal('pending');
    await fakes.pass(200);
    expect(fate.end).to.equal('session_token_error: failed');
    expect(fate.error.retryable).to.equal(true);
    expect(fakes.popup.onScreen).to.equal(false);
  });

  it('after the page’s own timeout as failed, while nothing was sent', async () => {
    const silent = { connectSessionToken: () => new Promise<string>(() => undefined) };
    const fates = [
      begin({ timeout: 5_000 }).fate,
      begin({ timeout: 5_000 }, silent).fate,
      begin({ timeout: 5_000, credentials: { apiKey: 'k' } }, silent).fate,
    ];
    await fakes.pass(5_000);
    expect(fates.map(({ end }) => end)).to.deep.equal(Array(3).fill('connection_timeout: failed'));
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

  it('when all that the socket says first is unreadable, which is no ack', async () => {
    const { fate } = begin();
    fakes.socket.frame('<html>');
    fakes.socket.frame('<html>');
    await fakes.pass(9_990);
    expect(fate.end).to.equal('pending');
    await fakes.pass(20);
    expect(fate.end).to.equal('connection_timeout: failed');
    expect(fakes.sockets).to.have.length(1);
  });

  it('with what the server refuses it for', async () => {
    const { fate } = await underway();
    fakes.socket.error('callback_err', 'The provider sent no code');
    await settle();
    expect(fate.end).to.equal('callback_err: failed');
    expect(fate.error.message).to.equal('The provider sent no code');
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
