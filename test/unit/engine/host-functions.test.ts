import { begin, connected, Fate, hook, publicKey, severed, underway } from '../support/fake-attempts.js';
import { fakes, settle, useFakes } from '../support/fakes.js';
import type { AuthOptions } from '../../../src/engine/nango.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

describe('A function of the page that throws', () => {
  useFakes();

  const own = new Error('the page’s own mistake');
  const fail = () => {
    throw own;
  };
  let reported: unknown[] = [];
  const before = Object.getOwnPropertyDescriptor(globalThis, 'reportError');
  beforeEach(() => {
    reported = [];
    Object.defineProperty(globalThis, 'reportError', {
      value: (error: unknown) => reported.push(error),
      configurable: true,
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    if (before) Object.defineProperty(globalThis, 'reportError', before);
    else Reflect.deleteProperty(globalThis, 'reportError');
  });

  it('as onWaiting is reported, and the popup is watched and the page asked all the same', async () => {
    let made = false;
    const { confirm } = hook(() => Promise.resolve(made ? connected : undefined));
    const { fate } = await severed({ onWaiting: fail, confirm });
    expect(reported).to.deep.equal([own]);
    fakes.socket.drop();
    await fakes.pass(1_000);
    expect(reported).to.deep.equal([own, own]);
    made = true;
    await fakes.pass(1_100);
    expect(fate.result).to.deep.equal(connected);
  });

  it('as onWaiting leaves detectClosedAuthWindow at work', async () => {
    const { fate } = await severed({ onWaiting: fail, detectClosedAuthWindow: true });
    await fakes.focus();
    await fakes.pass(31_000);
    expect(fate.end).to.equal('window_closed: unknown');
  });

  it('as onWaiting leaves the callback page heard', async () => {
    const { fate } = await underway({ onWaiting: fail });
    fakes.socket.drop();
    await fakes.message({ type: 'nango_oauth_callback_success' });
    await settle();
    expect(fate.end).to.equal('connection_lost: unknown');
  });

  it('as websocketsPath is reported, and the socket is where the API is', async () => {
    const { nango } = await underway({}, { publicKey, websocketsPath: fail });
    expect(reported).to.deep.equal([own]);
    expect(fakes.socket.url).to.equal('wss://nango.test/');
    nango.clear();
    await settle();
  });

  it('as websocketsPath that answers with a promise ends the attempt, and is named', async () => {
    const later: unknown = () => Promise.resolve('/ws');
    const { fate } = begin({}, { publicKey, websocketsPath: later as () => string });
    await settle();
    expect(fate.error).to.include({ type: 'invalid_host_url', outcome: 'failed' });
    expect(fate.error.message).to.match(/^websocketsPath must be/);
    expect(fakes.sockets).to.have.length(0);
  });

  it('as websocketsPath may answer with a URL', async () => {
    const url: unknown = () => new URL('https://nango.test/ws');
    const { nango } = await underway({}, { publicKey, websocketsPath: url as () => string });
    expect(fakes.socket.url).to.equal('wss://nango.test/ws');
    nango.clear();
    await settle();
  });

  it('as confirm doesn’t know', async () => {
    const { fate } = await underway({ confirm: fail, timeout: 2_000 });
    await fakes.pass(2_000);
    expect(fate.end).to.equal('connection_timeout: unknown');
  });

  it('in what confirm answers doesn’t know', async () => {
    const odd = Object.defineProperty({ ...connected }, 'connectionId', { get: fail, enumerable: true });
    const { fate } = await underway({ confirm: () => Promise.resolve(odd), timeout: 2_000 });
    await fakes.pass(2_000);
    expect(fate.end).to.equal('connection_timeout: unknown');
  });

  it('as console.debug and console.warn prints no timeline, and nothing else', async () => {
    const [debug, warn] = ['debug', 'warn'].map((name) => vi.spyOn(console, name as 'debug').mockImplementation(fail));
    const { fate, nango } = begin({}, { host: 'http://x.test', publicKey, debug: true });
    await settle();
    expect([fate.end, warn?.mock.calls.length]).to.deep.equal(['pending', 1]);
    nango.clear();
    await settle();
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    expect(reported).to.have.length((debug?.mock.calls.length ?? 0) + 1);
  });

  it('as the signal is let go keeps nothing else from ending', async () => {
    const signal = { aborted: false, addEventListener: () => undefined };
    const { fate } = begin(Object.assign<AuthOptions, object>({}, { signal }));
    await settle();
    fakes.popup.leave();
    await fakes.pass(100);
    expect(fate.end).to.equal('window_closed: cancelled');
    expect(String(reported)).to.match(/^TypeError: .*removeEventListener/);
  });

  it('as the signal says why it aborted ends the attempt all the same', async () => {
    const heard: (() => void)[] = [];
    const signal = Object.defineProperty(new EventTarget(), 'reason', { get: fail });
    Object.assign(signal, { aborted: false, addEventListener: (_type: string, act: () => void) => heard.push(act) });
    const { fate } = begin(Object.assign<AuthOptions, object>({}, { signal }));
    await settle();
    for (const act of heard) act();
    await settle();
    expect(fate.end).to.equal('unknown_error: failed');
    expect(fate.error).to.include({ message: "signal can't be read.", cause: own });
  });

  it('what can’t be looked at ends the attempt, as the reason of a signal and as what the token function throws', async () => {
    const odd = new Proxy(new Error(), { get: fail });
    const controller = new AbortController();
    const aborted = begin({ signal: controller.signal }).fate;
    await settle();
    controller.abort(odd);
    const { fate } = begin({}, { connectSessionToken: () => Promise.reject(odd) });
    await settle();
    expect([aborted.end, fate.end]).to.deep.equal([
      'authorization_cancelled: cancelled',
      'session_token_error: failed',
    ]);
  });

  it('as it brings the popup to the front is reported', async () => {
    const { nango } = begin();
    fakes.popup.focus = fail;
    nango.focus();
    const again = new Fate(nango.auth('github'));
    await settle();
    expect([again.end, reported.length]).to.deep.equal(['pending', 2]);
    nango.clear();
    await settle();
  });

  it('as the token function is what the attempt fails by', async () => {
    const { fate } = begin({}, { connectSessionToken: fail });
    await settle();
    expect(fate.error).to.include({ type: 'session_token_error', outcome: 'failed', cause: own });
  });
});
