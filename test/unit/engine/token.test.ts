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

describe('A token that is fetched', () => {
  useFakes();

  it('is fetched when it is needed, and kept', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    await settle();
    expect(connectSessionToken.calls).to.equal(0);
    expect((await post(nango, [[200, posted]])).result).to.deep.equal(connected);
    expect((await post(nango, [[200, posted]])).end).to.equal('success');
    expect(fakes.requests.map(({ url }) => url.searchParams.get('connect_session_token'))).to.deep.equal([
      'token-1',
      'token-1',
    ]);
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

  it('is shared by attempts at the same time', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    const fates = [post(nango, []), post(nango, [])];
    await Promise.all(fates);
    expect([connectSessionToken.calls, fakes.requests.length]).to.deep.equal([1, 2]);
    nango.clear();
    await settle();
  });

  it('is fetched anew after 20 minutes, for it lives 30', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    await post(nango, [[200, posted]]);
    fakes.freeze(19 * 60_000);
    await post(nango, [[200, posted]]);
    expect(connectSessionToken.calls).to.equal(1);
    fakes.freeze(2 * 60_000);
    await post(nango, [[200, posted]]);
    expect(connectSessionToken.calls).to.equal(2);
  });

  it('is fetched once more when a post is refused with 401', async () => {
    const fate = await post(new Nango({ host, connectSessionToken: tokens() }), [
      [401, refused],
      [200, posted],
    ]);
    expect(fate.end).to.equal('success');
    expect(fakes.requests.map(({ url }) => url.searchParams.get('connect_session_token'))).to.deep.equal([
      'token-1',
      'token-2',
    ]);
  });

  it('that is refused twice is the end', async () => {
    const fate = await post(new Nango({ host, connectSessionToken: tokens() }), [
      [401, refused],
      [401, refused],
    ]);
    expect(fate.error).to.include({ type: 'unknown_connect_session_token', status: 401, outcome: 'failed' });
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
  ];
  for (const [name, connectSessionToken] of useless) {
    it(`is none when the function ${name}`, async () => {
      const popup = begin({}, { connectSessionToken }).fate;
      const byPost = begin({ credentials: { apiKey: 'k' } }, { connectSessionToken }).fate;
      await settle();
      for (const { error } of [popup, byPost]) {
        expect(error).to.include({ type: 'session_token_error', outcome: 'failed', retryable: true });
        expect(error.cause).to.be.instanceOf(Error);
      }
    });
  }

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
    expect(fate.end).to.equal('unknown_connect_session_token: failed');
    expect(fakes.requests).to.have.length(1);
  });

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
