import { expect } from '@open-wc/testing';
import { AuthError, Nango } from '../../src/engine/nango.js';
import type { AuthOptions, TokenFunction } from '../../src/engine/nango.js';
import { begin, connected, Fate, publicKey, token, underway } from '../browser-support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../browser-support/fakes.js';

const refused = { error: { code: 'unknown_connect_session_token', message: 'No such token' } };
const posted = { connectionId: 'connection-1', providerConfigKey: 'github' };

/** A function of the page that gives `token-1`, `token-2` and so on. */
function tokens(): TokenFunction & { calls: number } {
  const next = Object.assign(() => Promise.resolve(`token-${++next.calls}`), { calls: 0 });
  return next;
}

/** The tokens with which the popup was sent on. */
const shown = () => fakes.popup.visited.map((url) => new URL(url).searchParams.get('connect_session_token'));

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
    expect(fakes.requests.map(({ url }) => url.searchParams.get('connect_session_token'))).to.deep.equal(['token-1', 'token-1']);
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
    expect(shown()).to.deep.equal(['token-1']);
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
    expect(fakes.requests.map(({ url }) => url.searchParams.get('connect_session_token'))).to.deep.equal(['token-1', 'token-2']);
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
    const fate = await post(new Nango({ host, connectSessionToken }), [[400, { error: { code: 'connection_test_failed' } }]]);
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
    for (const read of [(nango: Nango) => nango.session(), (nango: Nango) => nango.integrations(), (nango: Nango) => nango.provider('github')]) {
      const refusal = await read(new Nango({ host, publicKey })).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(refusal).to.be.instanceOf(AuthError).and.include({ type: 'missing_connect_session_token' });
    }
    expect(fakes.requests).to.be.empty;
  });
});

describe('The session, read as the popup is sent on', () => {
  useFakes();

  const start = (connectSessionToken: string | TokenFunction = token, options: AuthOptions = {}) =>
    underway(options, { connectSessionToken });

  it('is not read with a public key', async () => {
    const { nango } = await underway();
    expect(fakes.requests).to.be.empty;
    nango.clear();
  });

  it('that is over is the end with a token that can’t be replaced', async () => {
    const { fate } = await start();
    fakes.request.answer(401, refused);
    await settle();
    expect(fate.end).to.equal('session_token_error: failed');
    expect(fate.error.status).to.equal(401);
    expect(fakes.popup.onScreen).to.equal(false);
  });

  it('that is over gives the popup one fresh token, where a function gives it', async () => {
    const { fate } = await start(tokens());
    fakes.request.answer(401, refused);
    await settle();
    fakes.request.answer(200, { data: {} });
    await settle();
    expect(shown()).to.deep.equal(['token-1', 'token-2']);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that is over gives the popup a fresh token even when nothing can be read with that', async () => {
    const { fate } = await start(tokens());
    fakes.request.answer(401, refused);
    await settle();
    fakes.request.fail();
    await settle();
    expect(shown()).to.deep.equal(['token-1', 'token-2']);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that is over twice is the end', async () => {
    const { fate } = await start(tokens());
    fakes.request.answer(401, refused);
    await settle();
    fakes.request.answer(401, refused);
    await settle();
    expect(fate.end).to.equal('session_token_error: failed');
    expect(fakes.requests).to.have.length(2);
  });

  it('that is over is the end when the function can’t give another', async () => {
    let calls = 0;
    const { fate } = await start(() => (calls++ ? Promise.reject(new Error('502')) : Promise.resolve('token-1')));
    fakes.request.answer(401, refused);
    await settle();
    expect(fate.end).to.equal('session_token_error: failed');
  });

  it('that doesn’t allow the integration is the end', async () => {
    const { fate } = await start();
    fakes.request.answer(200, { data: { allowed_integrations: ['slack', 'notion'] } });
    await settle();
    expect(fate.end).to.equal('integration_not_allowed: failed');
  });

  it('that the fresh token’s read does not allow is the end too', async () => {
    const { fate } = await start(tokens());
    fakes.request.answer(401, refused);
    await settle();
    fakes.request.answer(200, { data: { allowed_integrations: ['slack'] } });
    await settle();
    expect(fate.end).to.equal('integration_not_allowed: failed');
  });

  const harmless: [string, () => void][] = [
    ['allows it', () => fakes.request.answer(200, { data: { allowed_integrations: ['slack', 'github'] } })],
    ['allows all', () => fakes.request.answer(200, { data: { allowed_integrations: [] } })],
    ['says nothing about it', () => fakes.request.answer(200, { data: {} })],
    ['can’t be read', () => fakes.request.answer(200, '<html>')],
    ['says something odd', () => fakes.request.answer(200, { data: { allowed_integrations: { length: 1 } } })],
    ['is refused otherwise', () => fakes.request.answer(404, { error: { code: 'not_found' } })],
    ['comes from a broken server', () => fakes.request.answer(500, { error: { code: 'server_error' } })],
    ['can’t be reached', () => fakes.request.fail()],
  ];
  for (const [name, answer] of harmless) {
    it(`that ${name} changes nothing`, async () => {
      const { fate } = await start();
      answer();
      await settle();
      expect([fate.end, shown().length]).to.deep.equal(['pending', 1]);
      fakes.socket.success();
      await settle();
      expect(fate.end).to.equal('success');
    });
  }

  it('that never comes changes nothing', async () => {
    const { fate } = await start();
    await fakes.pass(60_000);
    expect(fate.end).to.equal('pending');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that is fine leaves the popup alone, even when the token has grown old meanwhile', async () => {
    const connectSessionToken = tokens();
    const nango = new Nango({ host, connectSessionToken });
    nango.prepare();
    await settle();
    nango.clear();
    fakes.freeze(20 * 60_000 - 500);
    const fate = new Fate(nango.auth('github'));
    await settle();
    fakes.socket.ack();
    await fakes.pass(1_000);
    fakes.request.answer(200, { data: {} });
    await settle();
    expect(shown()).to.deep.equal(['token-1']);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('has its fresh token sent even before the first page came up, which is no farewell of the user’s', async () => {
    const { fate } = begin({}, { connectSessionToken: tokens() });
    fakes.socket.ack();
    await fakes.pass(60);
    fakes.request.answer(401, refused);
    await settle();
    fakes.request.answer(200, { data: {} });
    await settle();
    expect(shown()).to.deep.equal(['token-1', 'token-2']);
    await fakes.pass(200);
    fakes.popup.sever();
    await fakes.pass(1_000);
    expect(fate.end).to.equal('pending');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('has its fresh token sent before the first page came up, and the user’s farewell still counts', async () => {
    const { fate } = begin({}, { connectSessionToken: tokens() });
    fakes.socket.ack();
    await fakes.pass(60);
    fakes.request.answer(401, refused);
    await settle();
    fakes.request.answer(200, { data: {} });
    await fakes.pass(200);
    fakes.popup.leave();
    await fakes.pass(100);
    expect(fate.end).to.equal('window_closed: cancelled');
  });
});
