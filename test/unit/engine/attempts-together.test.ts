import { Nango } from '../../../src/engine/nango.js';
import type { AuthOptions } from '../../../src/engine/nango.js';
import { begin, connected, Fate, publicKey, token, tokens } from '../support/fake-attempts.js';
import { expectNothingLeft, fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

describe('Attempts at the same time', () => {
  useFakes();

  it('have a socket and a popup each, and end by themselves', async () => {
    const nango = new Nango({ host, publicKey });
    const fates = [new Fate(nango.auth('github')), new Fate(nango.auth('slack'))];
    fakes.sockets.forEach((socket) => socket.ack());
    await fakes.pass(100);
    expect(fakes.popups.map(({ visited }) => new URL(visited[0] ?? '').searchParams.get('ws_client_id'))).to.deep.equal(
      ['socket-1', 'socket-2'],
    );
    fakes.popups.forEach((popup) => popup.load());
    fakes.sockets[1]?.error('unknown_err');
    await fakes.pass(250);
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

describe('Attempts that clear() ends', () => {
  useFakes();

  it('are those of now, and not the next one, which the page starts as one ends', async () => {
    const fates: Fate[] = [];
    const start = () => fates.push(new Fate(nango.auth('github')));
    const nango = new Nango({
      host,
      connectSessionToken: ({ signal }) => {
        signal.addEventListener('abort', () => fates.length < 9 && start());
        return new Promise(() => undefined);
      },
    });
    start();
    nango.clear();
    await settle();
    expect(fates.map(({ end }) => end)).to.deep.equal(['authorization_cancelled: cancelled', 'pending']);
    while (fates.some(({ pending }) => pending)) {
      nango.clear();
      await settle();
    }
  });
});

describe('A second call while the popup of the first is blank', () => {
  useFakes();

  const twice = (...options: [AuthOptions, AuthOptions]) => {
    const nango = new Nango({ host, publicKey });
    const fates = options.map((each) => new Fate(nango.auth('github', each)));
    return { nango, fates };
  };

  const same: Record<string, [AuthOptions, AuthOptions]> = {
    'nothing at all': [{}, {}],
    'the same values, written another way': [
      { user_scope: ['a'], params: { a: '1' } },
      { user_scope: ['a'], params: { a: '1' } },
    ],
    'functions of its own': [
      { onWaiting: () => undefined, confirm: () => Promise.resolve(undefined) },
      { onWaiting: () => undefined, confirm: () => Promise.resolve(undefined) },
    ],
    'a signal of its own': [{ signal: new AbortController().signal }, { signal: new AbortController().signal }],
  };
  for (const [what, options] of Object.entries(same))
    it(`is the same attempt with ${what}`, async () => {
      const { fates } = twice(...options);
      expect(fakes.popups).to.have.length(1);
      fakes.socket.ack();
      await fakes.pass(100);
      fakes.popup.load();
      fakes.socket.success();
      await settle();
      expect(fates.map(({ result }) => result)).to.deep.equal([connected, connected]);
      await fakes.pass(250);
      expectNothingLeft();
    });

  const different: Record<string, [AuthOptions, AuthOptions]> = {
    'a parameter that is taken out': [
      { authorization_params: {} },
      { authorization_params: JSON.parse('{"prompt":null}') as Record<string, string> },
    ],
    'other scopes': [{ user_scope: ['a'] }, { user_scope: ['b'] }],
    'another digest': [{ hmac: 'a' }, { hmac: 'b' }],
    'another OAuth client': [
      { credentials: { oauth_client_id_override: 'a', oauth_client_secret_override: 'b' } },
      { credentials: { oauth_client_id_override: 'c', oauth_client_secret_override: 'd' } },
    ],
  };
  for (const [what, options] of Object.entries(different))
    it(`is another attempt with ${what}`, async () => {
      const { nango } = twice(...options);
      expect(fakes.popups).to.have.length(2);
      nango.clear();
      await settle();
    });

  it('is another attempt where the user has just closed that popup', async () => {
    const nango = new Nango({ host, publicKey });
    const first = new Fate(nango.auth('github'));
    fakes.popup.leave();
    const second = new Fate(nango.auth('github'));
    await fakes.pass(100);
    expect([first.end, second.end]).to.deep.equal(['window_closed: cancelled', 'pending']);
    nango.clear();
  });

  it('is another attempt where one connects and the other renews: a token serves one of them', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    void new Fate(nango.auth('github'));
    for (let clicks = 2; clicks; clicks--) void new Fate(nango.reconnect('github'));
    await settle();
    expect([fakes.popups.length, connectSessionToken.calls]).to.deep.equal([2, 2]);
    nango.clear();
    await settle();
  });

  for (const [which, first, second] of [
    ['first', 0, 1],
    ['second', 1, 0],
  ] as const)
    it(`goes on for the other caller when the ${which} aborts, and ends when both have`, async () => {
      const controllers = [new AbortController(), new AbortController()] as const;
      const { fates } = twice({ signal: controllers[0].signal }, { signal: controllers[1].signal });
      controllers[first].abort();
      await settle();
      expect([fates[first]?.end, fates[second]?.end]).to.deep.equal(['authorization_cancelled: cancelled', 'pending']);
      expect(fakes.popup.onScreen).to.equal(true);
      controllers[second].abort();
      await settle();
      expect(fates[second]?.end).to.equal('authorization_cancelled: cancelled');
      expectNothingLeft();
    });

  it('goes on for a caller without a signal', async () => {
    const controller = new AbortController();
    const { nango, fates } = twice({ signal: controller.signal }, {});
    controller.abort();
    await settle();
    expect(fates.map(({ end }) => end)).to.deep.equal(['authorization_cancelled: cancelled', 'pending']);
    nango.clear();
    await settle();
  });

  it('is refused when its own signal has aborted already', async () => {
    const { nango, fates } = twice({}, { signal: AbortSignal.abort() });
    await settle();
    expect(fates.map(({ end }) => end)).to.deep.equal(['pending', 'authorization_cancelled: cancelled']);
    nango.clear();
    await settle();
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
