import { AuthError, Nango } from '../../../src/engine/nango.js';
import type { TokenFunction } from '../../../src/engine/nango.js';
import { begin, connected, Fate, publicKey, shownTokens, token, tokens } from '../support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

const refused = { error: { code: 'unknown_connect_session_token', message: 'No such token' } };
const posted = { connectionId: 'connection-1', providerConfigKey: 'github' };

/** Posts an API key with a token that comes from `connectSessionToken`. */
async function post(nango: Nango, answers: [status: number, body: unknown][]): Promise<Fate> {
  const fate = new Fate(nango.auth('github', { credentials: { apiKey: 'k' } }));
  for (const [status, body] of answers) {
    await settle();
    fakes.request.answer(status, body);
  }
  await settle();
  return fate;
}

const tokenRefused = { type: 'session_token_error', status: 401, outcome: 'failed', message: 'No such token' };

/** What a header would trim or refuse, and a query carry. */
const malformed = ['tok”', 'a\0b', 'two words', '<html><body>Sign in</body></html>', 'tok\nen', '{"token":"x"}', 'ü'];

const sentTokens = () => fakes.requests.map(({ url }) => url.searchParams.get('connect_session_token'));

describe('A token that is fetched', () => {
  useFakes();

  it('is fetched anew for each attempt', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    await settle();
    expect(connectSessionToken.calls).to.equal(0);
    expect((await post(nango, [[200, posted]])).result).to.deep.equal(connected);
    expect((await post(nango, [[200, posted]])).end).to.equal('success');
    expect(sentTokens()).to.deep.equal(['token-1', 'token-2']);
  });

  it('is the one for the connection that is renewed, whatever was renewed or made before', async () => {
    let current = 'none';
    const nango = new Nango({ host, connectSessionToken: () => Promise.resolve(`for-${current}`) });
    const renew = async (connection: string) => {
      current = connection;
      const fate = new Fate(nango.reconnect('github', { credentials: { apiKey: 'k' } }));
      await settle();
      fakes.request.answer(200, { ...posted, connectionId: connection });
      await settle();
      return fate.result?.connectionId;
    };
    expect([await renew('a'), await renew('b')]).to.deep.equal(['a', 'b']);
    await post(nango, [[200, posted]]);
    await renew('c');
    expect(sentTokens()).to.deep.equal(['for-a', 'for-b', 'for-b', 'for-c']);
  });

  it('that an attempt by popup used is not the next one’s', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    for (const call of [1, 2]) {
      void new Fate(nango.auth('github'));
      await settle();
      fakes.socket.ack();
      await settle();
      expect(shownTokens()).to.deep.equal([`token-${call}`]);
      fakes.socket.success();
      await settle();
    }
  });

  it('that was fetched ahead is used by one attempt', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    nango.prepare();
    await settle();
    void (await Promise.all([post(nango, []), post(nango, [])]));
    expect(sentTokens()).to.deep.equal(['token-1', 'token-2']);
    nango.clear();
  });

  it('that reading has fetched is read with, and then used by one attempt', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    fakes.server = (request) => request.answer(200, { data: request.url.pathname === '/integrations' ? [] : {} });
    await nango.session();
    await nango.integrations();
    expect(connectSessionToken.calls).to.equal(1);
    fakes.server = () => undefined;
    await post(nango, [[200, posted]]);
    await post(nango, [[200, posted]]);
    expect(connectSessionToken.calls).to.equal(2);
  });

  it('that was fetched ahead is used for 60 s', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    for (const [wait, calls] of [
      [59_000, 1],
      [61_000, 3],
    ] as const) {
      nango.prepare();
      await settle();
      fakes.freeze(wait);
      await post(nango, [[200, posted]]);
      expect(connectSessionToken.calls).to.equal(calls);
    }
    nango.clear();
  });

  it('that was fetched ahead is not used when the clock was set back meanwhile: nobody knows how old it is', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    nango.prepare();
    await settle();
    fakes.freeze(-3_600_000);
    await post(nango, [[200, posted]]);
    expect(connectSessionToken.calls).to.equal(2);
    nango.clear();
  });

  it('that was fetched ahead is forgotten by clear(), and so is one on its way', async () => {
    for (const wait of [0, 100]) {
      const connectSessionToken = tokens();
      const nango = new Nango({ host, connectSessionToken });
      nango.prepare();
      await fakes.pass(wait);
      nango.clear();
      await post(nango, [[200, posted]]);
      expect(connectSessionToken.calls).to.equal(2);
    }
  });

  it('is fetched ahead by prepare(), at the same time as the socket opens', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    nango.prepare();
    expect(connectSessionToken.calls).to.equal(1);
    nango.prepare();
    const fate = new Fate(nango.auth('github'));
    fakes.socket.ack();
    await settle();
    expect(shownTokens()).to.deep.equal(['token-1']);
    fakes.socket.success();
    await settle();
    expect([fate.end, connectSessionToken.calls]).to.deep.equal(['success', 1]);
  });

  it('that prepare() could not fetch is fetched again', async () => {
    let fails = true;
    const connectSessionToken = () => (fails ? Promise.reject(new Error('502')) : Promise.resolve('token'));
    const nango = new Nango({ host, connectSessionToken });
    nango.prepare();
    await settle();
    fails = false;
    expect((await post(nango, [[200, posted]])).end).to.equal('success');
    nango.clear();
  });

  it('is fetched once more when a post is refused with 401', async () => {
    const fate = await post(new Nango({ host, connectSessionToken: tokens() }), [
      [401, refused],
      [200, posted],
    ]);
    expect(fate.end).to.equal('success');
    expect(sentTokens()).to.deep.equal(['token-1', 'token-2']);
  });

  it('that is refused twice is the end', async () => {
    const fate = await post(new Nango({ host, connectSessionToken: tokens() }), [
      [401, refused],
      [401, refused],
    ]);
    expect(fate.error).to.include({ ...tokenRefused, retryable: true });
    expect(fakes.requests).to.have.length(2);
  });

  it('is not fetched again for another refusal', async () => {
    const connectSessionToken = tokens();
    const fate = await post(new Nango({ host, connectSessionToken }), [
      [400, { error: { code: 'connection_test_failed' } }],
    ]);
    expect([fate.error.type, connectSessionToken.calls]).to.deep.equal(['connection_test_failed', 1]);
  });

  const useless: [string, TokenFunction][] = [
    ['rejects', () => Promise.reject(new Error('502'))],
    [
      'throws',
      () => {
        throw new Error('502');
      },
    ],
    ['gives an empty text', () => Promise.resolve('')],
    ['gives nothing', () => Promise.resolve(JSON.parse('null'))],
    ['gives an object', () => Promise.resolve(JSON.parse('{"token":"x"}'))],
    ...malformed.map((text): [string, TokenFunction] => [`gives ${JSON.stringify(text)}`, () => Promise.resolve(text)]),
  ];
  for (const [name, connectSessionToken] of useless) {
    it(`is none when the function ${name}`, async () => {
      const popup = begin({}, { connectSessionToken }).fate;
      const byPost = begin({ credentials: { apiKey: 'k' } }, { connectSessionToken }).fate;
      await settle();
      expect(fakes.requests).to.be.empty;
      expect(fakes.popup.visited).to.be.empty;
      for (const { error } of [popup, byPost]) {
        expect(error).to.include({ type: 'session_token_error', outcome: 'failed', retryable: true });
        expect(error.cause).to.be.instanceOf(Error);
      }
    });
  }

  it('that never comes is waited for 30 s, and no other attempt waits for it', async () => {
    const never = new Promise<string>(() => undefined);
    let calls = 0;
    const connectSessionToken = () => (++calls === 1 ? never : Promise.resolve(`token-${calls}`));
    const nango = new Nango({ host, connectSessionToken });
    const hung = new Fate(nango.auth('github'));
    fakes.socket.ack();
    expect((await post(nango, [[200, posted]])).end).to.equal('success');
    await fakes.pass(29_900);
    expect(hung.end).to.equal('pending');
    await fakes.pass(200);
    expect(hung.error).to.include({ type: 'session_token_error', outcome: 'failed', retryable: true });
    expect(fakes.popup.onScreen).to.equal(false);
  });

  it('that never comes ahead of an attempt counts from when it was asked for', async () => {
    let calls = 0;
    const nango = new Nango({
      host,
      connectSessionToken: () => (++calls === 1 ? new Promise(() => undefined) : Promise.resolve('token')),
    });
    nango.prepare();
    await fakes.pass(25_000);
    const fate = new Fate(nango.auth('github', { credentials: { apiKey: 'k' } }));
    await fakes.pass(5_000);
    expect(fate.end).to.equal('session_token_error: failed');
    expect((await post(nango, [[200, posted]])).end).to.equal('success');
  });

  it('that never comes lets nothing that is read hang, and clear() ends it at once', async () => {
    const nango = new Nango({ host, connectSessionToken: () => new Promise(() => undefined) });
    const types: unknown[] = [];
    const note = (error: unknown) => types.push(error instanceof AuthError && error.type);
    void nango.session().catch(note);
    await fakes.pass(30_000);
    void nango.integrations().catch(note);
    await settle();
    nango.clear();
    await settle();
    expect(types).to.deep.equal(['session_token_error', 'authorization_cancelled']);
  });

  it('is left to those who read when an attempt that has taken it is cancelled', async () => {
    let give: (token: string) => void = () => undefined;
    const nango = new Nango({ host, connectSessionToken: () => new Promise<string>((resolve) => (give = resolve)) });
    fakes.server = (request) => request.answer(200, { data: {} });
    const session = nango.session();
    const controller = new AbortController();
    const fate = new Fate(nango.auth('github', { signal: controller.signal }));
    controller.abort();
    give('token');
    expect(await session).to.deep.equal({});
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
  });

  it('that comes for those who read posts nothing for an attempt that has ended', async () => {
    let give: (token: string) => void = () => undefined;
    const nango = new Nango({ host, connectSessionToken: () => new Promise<string>((resolve) => (give = resolve)) });
    fakes.server = (request) => request.answer(200, { data: {} });
    const session = nango.session();
    const controller = new AbortController();
    const fate = new Fate(nango.auth('github', { credentials: { apiKey: 'k' }, signal: controller.signal }));
    controller.abort();
    give(token);
    await session;
    await settle();
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    // Even a patched `fetch` that ignores its signal.
    expect(fakes.requests.map(({ method }) => method)).to.deep.equal(['GET']);
  });

  it('that is refused as many things are read is fetched anew once for all', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    const reads = Array.from({ length: 30 }, () => nango.session());
    await settle();
    const first = [...fakes.requests];
    for (const request of first) request.answer(401, refused);
    await settle();
    for (const request of fakes.requests.slice(30)) request.answer(200, { data: {} });
    expect(await Promise.all(reads)).to.have.length(30);
    expect([connectSessionToken.calls, fakes.requests.length]).to.deep.equal([2, 60]);
  });

  it('may be refused by the page with an AuthError of its own', async () => {
    const own = new AuthError('superseded');
    const { fate } = begin({}, { connectSessionToken: () => Promise.reject(own) });
    await settle();
    expect(fate.error).to.equal(own);
  });
});

describe('A token that is given', () => {
  useFakes();

  it('goes into the query of posts and popups, and into the header of what is read', async () => {
    const nango = new Nango({ host, connectSessionToken: token });
    const session = nango.session();
    await settle();
    expect(fakes.request.headers.get('authorization')).to.equal(`Bearer ${token}`);
    expect(fakes.request.url.href).to.equal(`${host}/connect/session`);
    fakes.request.answer(200, { data: { isReconnecting: true } });
    expect(await session).to.deep.equal({ isReconnecting: true });
  });

  it('is tried once', async () => {
    const fate = await post(new Nango({ host, connectSessionToken: token }), [[401, refused]]);
    expect(fate.error).to.include({ ...tokenRefused, retryable: false });
    expect(fate.error.cause).to.include({ type: 'unknown_connect_session_token' });
    expect(fakes.requests).to.have.length(1);
  });

  it('may have spaces and line breaks around it', async () => {
    await post(new Nango({ host, connectSessionToken: ' token\r\n' }), [[200, posted]]);
    expect(sentTokens()).to.deep.equal(['token']);
  });

  for (const useless of malformed) {
    it(`is refused before anything opens when it is ${JSON.stringify(useless)}`, async () => {
      const { fate } = begin({}, { connectSessionToken: useless });
      const posting = begin({ credentials: { apiKey: 'k' } }, { connectSessionToken: useless });
      await settle();
      for (const { error } of [fate, posting.fate]) {
        expect(error).to.include({ type: 'session_token_error', outcome: 'failed', retryable: false });
        expect(`${error.message} ${String(error.cause)}`).not.to.contain(useless);
      }
      expect([fakes.popups, fakes.sockets, fakes.requests]).to.deep.equal([[], [], []]);
    });
  }

  for (const [kind, value] of Object.entries<unknown>({
    'a promise': Promise.resolve(token),
    'an object': { token },
    'a number': 5,
  })) {
    it(`is refused by name when it is ${kind}`, async () => {
      const { fate } = begin({}, { connectSessionToken: value as string });
      await settle();
      expect(fate.error).to.include({
        type: 'session_token_error',
        message: 'connectSessionToken must be a session token, or a function that fetches one.',
        retryable: false,
      });
    });
  }

  it('is what reading needs', async () => {
    for (const read of [
      (nango: Nango) => nango.session(),
      (nango: Nango) => nango.integrations(),
      (nango: Nango) => nango.provider('github'),
    ]) {
      const refusal = await read(new Nango({ host, publicKey })).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(refusal).to.be.instanceOf(AuthError).and.include({ type: 'missing_connect_session_token' });
    }
    expect(fakes.requests).to.be.empty;
  });
});

describe('A token function', () => {
  useFakes();

  it('that fails may do better the next time; a text may not', async () => {
    const end = async (connectSessionToken: string | (() => Promise<string>)) => {
      const fate = new Fate(new Nango({ host, connectSessionToken }).auth('github', { credentials: { apiKey: 'k' } }));
      await settle();
      return [fate.error.type, fate.error.retryable];
    };
    expect(await end(() => Promise.reject(new TypeError('offline')))).to.deep.equal(['session_token_error', true]);
    expect(await end('no token')).to.deep.equal(['session_token_error', false]);
  });

  it('that is too slow says so in the cause', async () => {
    const connectSessionToken = () => new Promise<string>(() => undefined);
    const fate = new Fate(new Nango({ host, connectSessionToken }).auth('github', { credentials: { apiKey: 'k' } }));
    await fakes.pass(30_001);
    expect(fate.error.cause).to.include({ type: 'connection_timeout' });
  });
});
