import type { AuthOptions, AuthResult } from '../../../src/engine/nango.js';
import type { Begun, Fate } from '../support/fake-attempts.js';
import { begin, connected, hook, severed, underway } from '../support/fake-attempts.js';
import { fakes, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

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
    [
      'comes back from the back/forward cache',
      () => fakes.hear(new PageTransitionEvent('pageshow', { persisted: true })),
    ],
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
    nango.clear();
    await settle();
    expect(times).to.be.empty;
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
    await fakes.pass(10_000);
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

  const uncertain: [string, (options: AuthOptions) => Promise<Begun>][] = [
    [
      'a post is on its way',
      async (options) => {
        const begun = begin({ ...options, credentials: { apiKey: 'x' } });
        await settle();
        return begun;
      },
    ],
    [
      'the callback page has said "success"',
      async (options) => {
        const begun = await underway(options);
        await fakes.message({ type: 'nango_oauth_callback_success' });
        return begun;
      },
    ],
    [
      'the callback page has said "error"',
      async (options) => {
        const begun = await underway(options);
        await fakes.message({ type: 'nango_oauth_callback_error', payload: { message: 'x' } });
        return begun;
      },
    ],
    [
      'the popup has probably been closed',
      async (options) => {
        const begun = await underway(options);
        fakes.popup.leave();
        await fakes.focus();
        await fakes.pass(500);
        return begun;
      },
    ],
  ];
  for (const [name, act] of uncertain)
    it(`is asked before the attempt is cancelled when ${name}`, async () => {
      for (const answer of [connected, undefined]) {
        const { confirm, times } = hook(() => Promise.resolve(answer));
        const { fate, nango } = await act({ confirm });
        nango.clear();
        await settle();
        expect([fate.end, times.length]).to.deep.equal([answer ? 'success' : 'authorization_cancelled: cancelled', 1]);
      }
    });

  it('is asked once more when the attempt is cancelled while it is asked', async () => {
    const answers = [new Promise<undefined>(() => undefined), Promise.resolve(connected)];
    const { confirm } = hook(() => answers.shift() ?? Promise.resolve(undefined));
    const { fate, nango } = begin({ confirm, credentials: { apiKey: 'x' } });
    await settle();
    fakes.request.answer(502, '');
    await settle();
    nango.clear();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('may cancel all attempts whenever it is asked', async () => {
    const { confirm, times } = hook(() => (nango.clear(), Promise.resolve(undefined)));
    const { fate, nango } = await underway({ confirm });
    fakes.socket.drop();
    nango.clear();
    await settle();
    expect([fate.end, times.length]).to.deep.equal(['authorization_cancelled: cancelled', 1]);
  });

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
    ['answers for another integration', () => Promise.resolve({ ...connected, providerConfigKey: 'slack' })],
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

describe('The page’s hook', () => {
  useFakes();

  it('is told when nobody waits for its answer any more', async () => {
    const signals: AbortSignal[] = [];
    const { nango } = await severed({
      confirm: (_attempt, { signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    fakes.socket.drop();
    await fakes.pass(9_900);
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([false]);
    await fakes.pass(200);
    expect(signals[0]?.aborted).to.equal(true);
    nango.clear();
    await fakes.pass(10_100);
  });
});
