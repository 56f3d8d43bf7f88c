import { Nango } from '../../../src/engine/nango.js';
import { begin, connected, Fate, publicKey, underway } from '../support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

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

  it('may say what is none of ours', async () => {
    const reasons: string[] = [];
    const { fate } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    fakes.socket.frame({ message_type: 'maintenance', in: '5 min' });
    await fakes.pass(1_000);
    fakes.socket.success();
    await settle();
    expect([fate.end, ...reasons]).to.deep.equal(['success']);
  });

  it('that says what can’t be read is lost, until it says something better', async () => {
    const reasons: string[] = [];
    const { fate } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    fakes.socket.frame('}{');
    await fakes.pass(1_000);
    expect([fate.end, ...reasons]).to.deep.equal(['pending', 'lost']);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('is kept open by a frame every 25 s, until the end', async () => {
    const { nango } = await underway();
    await fakes.pass(75_000);
    expect(fakes.socket.sent).to.deep.equal(['{}', '{}', '{}']);
    nango.clear();
    await fakes.pass(100_000);
    expect(fakes.socket.sent).to.have.length(3);
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
    expect(fate.end).to.equal('connection_timeout: unknown');
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
