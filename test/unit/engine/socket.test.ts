import { Nango } from '../../../src/engine/nango.js';
import { begin, connected, Fate, publicKey, tokens, underway } from '../support/fake-attempts.js';
import { FakeSocket } from '../support/fake-parts.js';
import { fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

const success = (integrationId: string) => ({
  message_type: 'success',
  provider_config_key: integrationId,
  connection_id: 'evil',
  is_pending: false,
});

/** Whose result the popup is for. */
const socketOf = (url: string) => new URL(url).searchParams.get('ws_client_id');

describe('The socket', () => {
  useFakes();

  it('has the popup sent on with the ack, at once, and tells the result', async () => {
    const { fate } = begin();
    await settle();
    fakes.socket.ack('id-of-the-socket');
    const [url = ''] = fakes.popup.visited;
    expect(new URL(url).searchParams.get('ws_client_id')).to.equal('id-of-the-socket');
    fakes.socket.success();
    await settle();
    expect(fate.result).to.deep.equal(connected);
    expect(fakes.popup.visited).to.have.length(1);
  });

  it('that acks twice has the popup sent on once', async () => {
    const { nango } = await underway();
    fakes.socket.ack('another');
    await settle();
    expect(fakes.popup.visited).to.have.length(1);
    nango.clear();
  });

  it('that broke before the popup is on its way is replaced once, silently', async () => {
    const reasons: string[] = [];
    const { fate } = begin({ onWaiting: (reason) => reasons.push(reason) });
    fakes.socket.drop();
    await settle();
    fakes.socket.ack();
    expect(new URL(fakes.popup.visited[0] ?? '').searchParams.get('ws_client_id')).to.equal('socket-2');
    fakes.socket.success();
    await settle();
    expect([fate.end, ...reasons]).to.deep.equal(['success']);
  });

  it('that broke after the ack, while the token is still fetched, is replaced too', async () => {
    let give: ((token: string) => void) | undefined;
    const connectSessionToken = () => new Promise<string>((resolve) => (give = resolve));
    const { fate } = begin({}, { connectSessionToken });
    await settle();
    fakes.socket.ack();
    fakes.socket.drop();
    fakes.socket.ack();
    give?.('token');
    await settle();
    expect(new URL(fakes.popup.visited[0] ?? '').searchParams.get('ws_client_id')).to.equal('socket-2');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that takes the place of one that broke has 10 s for its ack, too', async () => {
    for (const [brokenAfter, tokenAfter] of [
      [9_500, 9_600],
      [15_000, 20_000],
    ] as const) {
      const connectSessionToken = () =>
        new Promise<string>((resolve) => setTimeout(() => resolve('token'), tokenAfter));
      const { fate } = begin({}, { connectSessionToken });
      fakes.socket.ack();
      await fakes.pass(brokenAfter);
      fakes.socket.drop();
      await fakes.pass(9_900);
      expect(fate.end).to.equal('pending');
      await fakes.pass(200);
      expect(fate.end).to.equal('connection_timeout: failed');
    }
  });

  it('that a policy of the page blocks is told by Chromium without a close: the end is the same', async () => {
    const { fate } = begin();
    for (let tries = 2; tries; tries--) {
      fakes.socket.block();
      await settle();
    }
    expect([fate.end, fakes.sockets.length]).to.deep.equal(['network_error: failed', 2]);
  });

  it('that breaks later is a lost channel, and no failure', async () => {
    const reasons: string[] = [];
    const { fate, nango } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    fakes.socket.drop();
    await fakes.pass(60_000);
    expect([fate.end, ...reasons]).to.deep.equal(['pending', 'lost']);
    expect(fakes.sockets).to.have.length(1);
    nango.clear();
  });

  it('may leave out which integration was connected', async () => {
    const { fate } = await underway();
    fakes.socket.frame({ message_type: 'success', connection_id: 'connection-1' });
    await settle();
    expect(fate.result).to.deep.equal(connected);
  });

  const foreign: [name: string, frame: unknown][] = [
    ['a ping', '{"type":"ping"}'],
    ['no JSON', '}{'],
    ['nothing', ''],
    ['HTML', '<html>'],
    ['a list', '[]'],
    ['a kind that nobody knows', { message_type: 'maintenance' }],
    ['an ack without an id', { message_type: 'connection_ack' }],
    ['a success without an id', { message_type: 'success', provider_config_key: 'github' }],
    ['another integration’s success', success('slack')],
    [
      'another integration’s error',
      { message_type: 'error', error_type: 'callback_err', provider_config_key: 'slack' },
    ],
    ['a success that is only inherited', `{"__proto__":${JSON.stringify(success('github'))}}`],
    ['an ack that is only inherited', '{"__proto__":{"message_type":"connection_ack","ws_client_id":"evil"}}'],
  ];
  for (const [name, frame] of foreign) {
    it(`may say what is none of ours: ${name}`, async () => {
      const reasons: string[] = [];
      const { fate } = begin({ onWaiting: (reason) => reasons.push(reason) });
      await settle();
      fakes.socket.frame(frame);
      fakes.socket.ack();
      fakes.socket.frame(frame);
      await fakes.pass(500);
      fakes.socket.frame(frame);
      await fakes.pass(500);
      expect([fate.end, ...reasons]).to.deep.equal(['pending']);
      expect(fakes.popup.visited.map(socketOf)).to.deep.equal(['socket-1']);
      expect(fakes.sockets).to.have.length(1);
      fakes.socket.success();
      await settle();
      expect(fate.result).to.deep.equal(connected);
    });

    it(`that was opened ahead may say it too: ${name}`, async () => {
      const nango = new Nango({ host, publicKey });
      nango.prepare();
      fakes.socket.frame(frame);
      fakes.socket.ack();
      fakes.socket.frame(frame);
      const fate = new Fate(nango.auth('github'));
      await settle();
      expect(fakes.popup.visited.map(socketOf)).to.deep.equal(['socket-1']);
      fakes.socket.success();
      await settle();
      expect(fate.result).to.deep.equal(connected);
    });
  }

  it('is ignored with a result while the popup is still blank: nobody can have connected yet', async () => {
    const nango = new Nango({ host, publicKey });
    nango.prepare();
    fakes.socket.ack();
    fakes.socket.success('stale');
    const fate = new Fate(nango.auth('github', { signal: AbortSignal.abort() }));
    const late = new Fate(nango.auth('github'));
    fakes.socket.success('stale');
    fakes.socket.error('callback_err');
    await settle();
    expect([fate.end, late.end]).to.deep.equal(['authorization_cancelled: cancelled', 'pending']);
    fakes.socket.success();
    await settle();
    expect(late.result).to.deep.equal(connected);
  });

  it('has its first ack count, for that is the id which the popup was sent on with', async () => {
    const { fate } = await underway({}, { connectSessionToken: tokens() });
    fakes.socket.ack('another');
    fakes.request.answer(401, { error: { code: 'unknown_connect_session_token' } });
    await fakes.pass(60);
    expect(fakes.popup.visited.map(socketOf)).to.deep.equal(['socket-1', 'socket-1']);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that says what is not for this attempt is told in the timeline', async () => {
    const lines: unknown[] = [];
    const { debug } = console;
    console.debug = (line: unknown) => lines.push(line);
    const { nango } = await underway({}, { publicKey, debug: true });
    fakes.socket.success('other', 'slack');
    nango.clear();
    console.debug = debug;
    expect(lines.join()).to.match(/frame ignored/);
  });

  it('is kept open by a frame every 25 s, until the end', async () => {
    const { nango } = await underway();
    await fakes.pass(75_000);
    expect(fakes.socket.sent).to.deep.equal(['{}', '{}', '{}']);
    nango.clear();
    await fakes.pass(100_000);
    expect(fakes.socket.sent).to.have.length(3);
  });

  it('is sent nothing once it has gone: the browser would complain on the console', async () => {
    const { nango } = await underway({ confirm: () => Promise.resolve(undefined) });
    await fakes.pass(26_000);
    fakes.socket.drop();
    await fakes.pass(100_000);
    expect(fakes.socket.sent).to.deep.equal(['{}']);
    nango.clear();
    await settle();
  });

  it('may have died while the page was frozen, which is noticed when it comes back', async () => {
    const reasons: string[] = [];
    const { fate, nango } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    await fakes.show(false);
    fakes.freeze(300_000);
    await fakes.show();
    expect([fate.end, ...reasons]).to.deep.equal(['pending', 'lost']);
    nango.clear();
  });

  it('is not taken for dead while the page is merely slowed down', async () => {
    const reasons: string[] = [];
    const { nango } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    fakes.freeze(60_000);
    await fakes.focus();
    expect(reasons).to.be.empty;
    nango.clear();
  });

  it('is replaced when the page was frozen before the popup was on its way', async () => {
    const { fate } = begin({}, { connectSessionToken: () => new Promise(() => undefined) });
    fakes.socket.ack();
    fakes.freeze(300_000);
    await fakes.focus();
    expect(fakes.sockets).to.have.length(2);
    await fakes.pass(600_000);
    expect(fate.end).to.equal('connection_timeout: failed');
  });

  it('is lost when the page comes back from the back/forward cache', async () => {
    const reasons: string[] = [];
    const { nango } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    await fakes.hear(new PageTransitionEvent('pageshow', { persisted: false }));
    expect(reasons).to.be.empty;
    await fakes.hear(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(reasons).to.deep.equal(['lost']);
    nango.clear();
  });

  it('can be opened ahead, and is then used', async () => {
    const nango = new Nango({ host, publicKey });
    nango.prepare();
    fakes.socket.ack();
    await fakes.pass(5_000);
    const fate = new Fate(nango.auth('github'));
    await settle();
    expect(fakes.popup.visited).to.have.length(1);
    await fakes.pass(20_000);
    fakes.socket.success();
    await settle();
    expect([fate.end, fakes.sockets.length]).to.deep.equal(['success', 1]);
  });

  it('can be opened ahead also where a page has put its own in its place, without the constants', async () => {
    const Wrapped = function (url: string) {
      return new FakeSocket(url);
    };
    Object.assign(globalThis, { WebSocket: Wrapped });
    const nango = new Nango({ host, publicKey });
    nango.prepare();
    const fate = new Fate(nango.auth('github'));
    await settle();
    fakes.socket.ack();
    await fakes.pass(25_000);
    fakes.popup.load();
    expect([fakes.sockets.length, fakes.socket.sent]).to.deep.equal([1, ['{}']]);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that was opened ahead serves one attempt', async () => {
    const nango = new Nango({ host, publicKey });
    nango.prepare();
    void new Fate(nango.auth('github'));
    void new Fate(nango.auth('slack'));
    expect(fakes.sockets).to.have.length(2);
    fakes.sockets.forEach((socket) => socket.ack());
    await settle();
    expect(fakes.popups.map(({ visited }) => visited.length)).to.deep.equal([1, 1]);
    nango.clear();
  });

  it('that was opened ahead twice is one', () => {
    const nango = new Nango({ host, publicKey });
    nango.prepare();
    nango.prepare();
    expect(fakes.sockets).to.have.length(1);
    nango.clear();
  });

  it('that was opened ahead is closed as the page is left: the back/forward cache would keep it', async () => {
    new Nango({ host, publicKey }).prepare();
    await fakes.hear(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(fakes.socket.readyState).to.equal(WebSocket.CLOSED);
  });

  it('that was opened ahead and broke is replaced by the attempt', async () => {
    const nango = new Nango({ host, publicKey });
    nango.prepare();
    fakes.socket.drop();
    const fate = new Fate(nango.auth('github'));
    await fakes.pass(10);
    fakes.socket.ack();
    fakes.socket.success();
    await fakes.pass(10_000);
    expect([fate.end, fakes.sockets.length]).to.deep.equal(['success', 2]);
  });

  it('that was opened ahead and is not used closes after 10 s', async () => {
    new Nango({ host, publicKey }).prepare();
    await fakes.pass(9_900);
    expect(fakes.left.sockets).to.equal(1);
    await fakes.pass(200);
    expect(fakes.left).to.include({ sockets: 0, timers: 0 });
  });
});

describe('The socket’s path', () => {
  useFakes();

  it('may become known after the engine was made: from then on it is used', async () => {
    let path = '';
    const nango = new Nango({ host, publicKey, websocketsPath: () => path });
    nango.prepare();
    const early = fakes.socket;
    path = '/sockets';
    const fate = new Fate(nango.auth('github'));
    expect(fakes.sockets.map(({ url }) => url)).to.deep.equal(['wss://nango.test/', 'wss://nango.test/sockets']);
    expect(early.readyState).to.be.greaterThan(1);
    nango.clear();
    await settle();
    expect(fate.end).to.contain('authorization_cancelled');
  });

  it('that becomes none leaves no socket open that was opened ahead', async () => {
    let path = '/';
    const nango = new Nango({ host, publicKey, websocketsPath: () => path });
    nango.prepare();
    fakes.socket.ack();
    path = 'https://';
    void new Fate(nango.auth('github'));
    await fakes.pass(10_100);
    expect(fakes.left.sockets).to.equal(0);
  });

  it('that is none ends the attempt, and says so', async () => {
    const nango = new Nango({ host, publicKey, websocketsPath: () => 'https://' });
    const fate = new Fate(nango.auth('github'));
    await settle();
    expect(fate.end).to.equal('invalid_host_url: failed');
  });
});
