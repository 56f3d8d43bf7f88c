import { expect } from '@open-wc/testing';
import type { AuthOptions, AuthResult } from '../../src/engine/nango.js';
import { Nango } from '../../src/engine/nango.js';
import { begin, connected, Fate, publicKey, severed, underway } from '../browser-support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../browser-support/fakes.js';

const pageSaysYes = { type: 'nango_oauth_callback_success' };
const pageSaysNo = {
  type: 'nango_oauth_callback_error',
  payload: { message: 'access_denied', errorType: 'connection_validation_failed' },
};

/** A `confirm` hook that notes when it is asked, in ms since `mark`, and answers with `answer`. */
function hook(answer: () => Promise<AuthResult | undefined> = () => Promise.resolve(undefined)) {
  let mark = fakes.now;
  const times: number[] = [];
  const asked: unknown[] = [];
  const confirm: AuthOptions['confirm'] = (attempt) => {
    times.push(fakes.now - mark);
    asked.push(attempt);
    return answer();
  };
  const startCounting = () => {
    mark = fakes.now;
    times.length = 0;
  };
  return { confirm, times, asked, startCounting };
}

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
    expect(fate.end).to.equal('callback_err: failed');
    expect(fate.error.message).to.equal('access_denied');
  });

  it('that says "error" without a text gives ours', async () => {
    const { fate } = await underway();
    await fakes.message({ type: pageSaysNo.type });
    await fakes.pass(1_500);
    expect(fate.end).to.equal('callback_err: failed');
    expect(fate.error.message).to.contain('callback_err');
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

  it('that says "success" has no id to give, so the end is unknown', async () => {
    const { fate } = await underway();
    await fakes.message(pageSaysYes);
    await fakes.pass(1_500);
    expect(fate.end).to.equal('connection_lost: unknown');
  });

  it('that says "success" has the page asked for the id', async () => {
    const { confirm, times } = hook(() => Promise.resolve(connected));
    const { fate } = await underway({ confirm });
    await fakes.message(pageSaysYes);
    await fakes.pass(1_500);
    expect(fate.result).to.deep.equal(connected);
    expect(times).to.have.length(1);
  });

  it('that says "error" is no proof without the socket', async () => {
    const { fate } = await underway();
    fakes.socket.drop();
    await fakes.message(pageSaysNo);
    await fakes.pass(1_500);
    expect(fate.end).to.equal('callback_err: unknown');
  });

  it('may close itself while the socket has its 1.5 s', async () => {
    const reasons: string[] = [];
    const { fate } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    await fakes.message(pageSaysYes);
    fakes.popup.leave();
    await fakes.pass(1_500);
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
    expect([fate.end, other.fate.end]).to.deep.equal(['pending', 'callback_err: failed']);
    expect(popup.posted).to.be.empty;
    socket.success();
    await settle();
  });
});

describe('The page’s confirm hook', () => {
  useFakes();

  it('is asked at once and after 2, 5 and 10 s when popup and socket are both lost', async () => {
    const { confirm, times, asked, startCounting } = hook();
    const startedAt = fakes.now;
    const { nango } = await severed({ confirm });
    expect(times).to.be.empty;
    startCounting();
    fakes.socket.drop();
    await fakes.pass(60_000);
    expect(times).to.deep.equal([0, 2_000, 5_000, 10_000]);
    expect(asked[0]).to.deep.equal({ providerConfigKey: 'github', startedAt });
    nango.clear();
  });

  it('is asked in the other order of losses too', async () => {
    const { confirm, times, startCounting } = hook();
    const { nango } = await underway({ confirm });
    fakes.socket.drop();
    await fakes.pass(100);
    expect(times).to.be.empty;
    fakes.popup.sever();
    startCounting();
    await fakes.pass(60_000);
    expect(times).to.have.length(4);
    nango.clear();
  });

  const comingBack: [string, () => Promise<void>][] = [
    ['gets the focus', () => fakes.focus()],
    ['becomes visible', () => fakes.show()],
    ['is online again', () => fakes.hear(new Event('online'))],
    ['comes back from the back/forward cache', () => fakes.hear(new PageTransitionEvent('pageshow', { persisted: true }))],
  ];
  for (const [name, comeBack] of comingBack) {
    it(`is asked again when the page ${name}, with the other channels lost`, async () => {
      const { confirm, times, startCounting } = hook();
      const { nango } = await severed({ confirm });
      fakes.socket.drop();
      await fakes.pass(60_000);
      startCounting();
      await comeBack();
      await fakes.pass(60_000);
      expect(times).to.deep.equal([0, 2_000, 5_000, 10_000]);
      nango.clear();
    });
  }

  it('is not asked when the page is merely hidden', async () => {
    const { confirm, times, startCounting } = hook();
    const { nango } = await severed({ confirm });
    fakes.socket.drop();
    await fakes.pass(60_000);
    startCounting();
    await fakes.show(false);
    await fakes.pass(60_000);
    expect(times).to.be.empty;
    nango.clear();
  });

  it('is not asked while the socket lives', async () => {
    const { confirm, times } = hook();
    const { nango } = await severed({ confirm });
    await fakes.focus();
    await fakes.pass(60_000);
    expect(times).to.be.empty;
    nango.clear();
  });

  it('is asked one question at a time', async () => {
    const { confirm, times } = hook(() => new Promise(() => undefined));
    const { nango } = await severed({ confirm });
    fakes.socket.drop();
    await fakes.pass(100);
    await fakes.focus();
    await fakes.show();
    await fakes.pass(9_000);
    expect(times).to.have.length(1);
    nango.clear();
  });

  it('ends the attempt when it knows', async () => {
    let made = false;
    const { confirm } = hook(() => Promise.resolve(made ? connected : undefined));
    const { fate } = await severed({ confirm });
    fakes.socket.drop();
    await fakes.pass(3_000);
    expect(fate.end).to.equal('pending');
    made = true;
    await fakes.pass(2_100);
    expect(fate.result).to.deep.equal(connected);
  });

  const unknownEnds: [string, (options: AuthOptions) => Promise<Fate>][] = [
    [
      'its time is up',
      async (options) => {
        const { fate } = await underway({ ...options, timeout: 2_000 });
        await fakes.pass(1_000);
        return fate;
      },
    ],
    [
      'its popup has probably been closed',
      async (options) => {
        const { fate } = await underway(options);
        fakes.popup.leave();
        await fakes.focus();
        await fakes.pass(3_250);
        return fate;
      },
    ],
    [
      'a post is not answered',
      async (options) => {
        const { fate } = begin({ ...options, credentials: { apiKey: 'x' } });
        await fakes.pass(30_000);
        return fate;
      },
    ],
    [
      'a post is cut off',
      async (options) => {
        const { fate } = begin({ ...options, credentials: { apiKey: 'x' } });
        await settle();
        fakes.request.fail();
        await settle();
        return fate;
      },
    ],
    [
      'a post is answered by a proxy',
      async (options) => {
        const { fate } = begin({ ...options, credentials: { apiKey: 'x' } });
        await settle();
        fakes.request.answer(502, '<html>Bad gateway</html>');
        await settle();
        return fate;
      },
    ],
  ];
  for (const [name, act] of unknownEnds) {
    it(`has the last word when ${name}`, async () => {
      const { confirm, times } = hook(() => Promise.resolve(connected));
      expect((await act({ confirm })).end).to.equal('success');
      expect(times).to.have.length(1);
    });

    it(`that doesn’t know leaves it unknown when ${name}`, async () => {
      const { confirm, times } = hook();
      expect((await act({ confirm })).error.outcome).to.equal('unknown');
      expect(times).to.have.length(1);
    });
  }

  it('is not asked when the server refuses', async () => {
    const { confirm, times } = hook(() => Promise.resolve(connected));
    const { fate } = await underway({ confirm });
    fakes.socket.error('unknown_err');
    await settle();
    expect(fate.end).to.equal('unknown_err: failed');
    expect(times).to.be.empty;
  });

  const unhelpful: [string, () => Promise<AuthResult | undefined>][] = [
    ['rejects', () => Promise.reject(new Error('502'))],
    ['never answers', () => new Promise(() => undefined)],
    [
      'throws',
      () => {
        throw new Error('Not now');
      },
    ],
    ['answers without an id', () => Promise.resolve({ ...connected, connectionId: '' })],
  ];
  for (const [name, answer] of unhelpful) {
    it(`that ${name} doesn’t know`, async () => {
      const { confirm } = hook(answer);
      const { fate } = await underway({ confirm, timeout: 2_000 });
      await fakes.pass(1_000 + 10_000);
      expect(fate.end).to.equal('connection_timeout: unknown');
    });
  }

  it('that takes its time is overtaken by the socket', async () => {
    const { confirm } = hook(() => new Promise(() => undefined));
    const { fate } = await underway({ confirm, timeout: 2_000 });
    await fakes.pass(5_000);
    expect(fate.end).to.equal('pending');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });
});

describe('A popup that goes', () => {
  useFakes();

  /** Whether it is taken for severed; if not, it is taken for closed by the user. */
  async function isTakenForSevered(how: () => Promise<void>): Promise<boolean> {
    const reasons: string[] = [];
    const { nango } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    fakes.popup.leave();
    await how();
    await fakes.pass(250);
    nango.clear();
    await settle();
    return reasons.includes('detached');
  }

  it('as this page gets the focus back was closed', async () => {
    expect(await isTakenForSevered(() => fakes.focus())).to.equal(false);
  });

  it('as the tab of this page is shown again was closed', async () => {
    const show = () => {
      fakes.focused = true;
      return fakes.show();
    };
    expect(await isTakenForSevered(show)).to.equal(false);
  });

  it('as the user clicks in this page was severed', async () => {
    const click = async () => {
      await fakes.focus();
      await fakes.hear(new Event('pointerdown'));
    };
    expect(await isTakenForSevered(click)).to.equal(true);
  });

  it('as something within this page gets the focus was severed', async () => {
    const focusInput = () => {
      fakes.focused = true;
      const event = new Event('focus');
      Object.defineProperty(event, 'target', { value: document.createElement('input') });
      return fakes.hear(event);
    };
    expect(await isTakenForSevered(focusInput)).to.equal(true);
  });

  it('unseen was severed', async () => {
    expect(await isTakenForSevered(() => settle())).to.equal(true);
  });
});

describe('A severed popup', () => {
  useFakes();

  it('is told once, and looked at no more', async () => {
    const reasons: string[] = [];
    const { fate, nango } = await severed({ onWaiting: (reason) => reasons.push(reason) });
    const { reads } = fakes.popup;
    await fakes.focus();
    await fakes.pass(10_000);
    expect(fakes.popup.reads).to.equal(reads);
    expect([fate.end, ...reasons]).to.deep.equal(['pending', 'detached']);
    fakes.socket.drop();
    await fakes.pass(10_000);
    expect([fate.end, ...reasons]).to.deep.equal(['pending', 'detached', 'lost']);
    nango.clear();
  });

  it('is given up after 30 s in this page, where detectClosedAuthWindow wants that', async () => {
    const { fate } = await severed({ detectClosedAuthWindow: true });
    await fakes.pass(60_000);
    expect(fate.end).to.equal('pending');
    await fakes.focus();
    await fakes.pass(28_000);
    expect(fate.end).to.equal('pending');
    await fakes.pass(3_000);
    expect(fate.end).to.equal('window_closed: unknown');
  });

  it('is not given up while the user goes back and forth', async () => {
    const { fate } = await severed({ detectClosedAuthWindow: true });
    for (let visit = 0; visit < 4; visit++) {
      await fakes.focus();
      await fakes.pass(25_000);
      fakes.focused = false;
      await fakes.pass(3_000);
    }
    expect(fate.end).to.equal('pending');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });
});
