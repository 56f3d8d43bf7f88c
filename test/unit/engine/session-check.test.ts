import type { AuthOptions, TokenFunction } from '../../../src/engine/nango.js';
import { begin, hook, publicKey, shownTokens, token, tokens, underway } from '../support/fake-attempts.js';
import { fakes, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

const callbackSuccess = { type: 'nango_oauth_callback_success' };
const refused = { error: { code: 'unknown_connect_session_token', message: 'No such token' } };

describe('The session, read as the popup is sent on', () => {
  useFakes();

  const start = (connectSessionToken: string | TokenFunction = token, options: AuthOptions = {}) =>
    underway(options, { connectSessionToken });

  it('is not read with a public key', async () => {
    const { nango } = await underway();
    expect(fakes.requests).to.be.empty;
    nango.clear();
  });

  it('that is over leaves a popup that has got through before 20 s to succeed', async () => {
    const { fate } = await start();
    fakes.request.answer(401, refused);
    await fakes.pass(19_000);
    expect([fate.end, fakes.popup.onScreen]).to.deep.equal(['pending', true]);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that is over is the end after that, for a token that can’t be replaced, and the page is asked before', async () => {
    const { confirm, times } = hook();
    const { fate } = await start(token, { confirm });
    fakes.request.answer(401, refused);
    await fakes.pass(20_000);
    expect(fate.end).to.equal('session_token_error: unknown');
    expect(fate.error).to.include({ status: 401, retryable: false, message: 'No such token' });
    expect(times).to.have.length(1);
    expect(fakes.popup.onScreen).to.equal(false);
  });

  for (const status of [401, 403, 404, 410, 429]) {
    it(`that is refused with ${status} after the callback page's success says nothing any more`, async () => {
      const { fate } = await start(tokens());
      await fakes.message(callbackSuccess);
      fakes.request.answer(status, { error: { code: status === 429 ? 'too_many_request' : 'refused' } });
      await fakes.pass(1_000);
      expect([fate.end, shownTokens()]).to.deep.equal(['pending', ['token-1']]);
      fakes.socket.success();
      await settle();
      expect(fate.end).to.equal('success');
    });
  }

  it('that is over is the end as soon as the popup has probably been closed', async () => {
    const { fate } = await start();
    fakes.request.answer(401, refused);
    await fakes.pass(1_000);
    fakes.popup.leave();
    await fakes.focus();
    await fakes.pass(3_250);
    expect(fate.end).to.equal('session_token_error: unknown');
  });

  it('is not read by a token of a form that no token has, and the popup is refused as well', async () => {
    const { fate } = await start();
    fakes.request.answer(401, { error: { code: 'invalid_connect_session_token_format' } });
    await settle();
    expect(fate.end).to.equal('session_token_error: failed');
  });

  it('that is over gives the popup one fresh token, where a function gives it', async () => {
    const { fate } = await start(tokens());
    fakes.request.answer(401, refused);
    await fakes.pass(60);
    fakes.request.answer(200, { data: {} });
    await settle();
    expect(shownTokens()).to.deep.equal(['token-1', 'token-2']);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that is over gives the popup a fresh token even when nothing can be read with that', async () => {
    const { fate } = await start(tokens());
    fakes.request.answer(401, refused);
    await fakes.pass(60);
    fakes.request.fail();
    await settle();
    expect(shownTokens()).to.deep.equal(['token-1', 'token-2']);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that is over leaves alone a popup whose page no longer lets this one navigate it: it has got through before', async () => {
    const { fate } = await start(tokens());
    fakes.popup.load();
    const replace = () => {
      throw new DOMException('The current window does not have permission', 'SecurityError');
    };
    Object.defineProperty(fakes.popup, 'location', { value: { replace }, configurable: true });
    fakes.request.answer(401, refused);
    await fakes.pass(1_000);
    expect(fate.end).to.equal('pending');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('that is over twice is the end, and the popup is closed once its second page has arrived', async () => {
    const { fate } = await start(tokens());
    fakes.request.answer(401, refused);
    await fakes.pass(60);
    fakes.request.answer(401, refused);
    await fakes.pass(60);
    // The popup may have got through with the first token.
    expect([fate.end, fakes.popup.onScreen]).to.deep.equal(['session_token_error: unknown', true]);
    expect(fakes.requests).to.have.length(2);
    await fakes.pass(250);
    expect(fakes.popup.onScreen).to.equal(false);
  });

  it('that is over twice has the page asked, since the popup may have got through with the first token', async () => {
    const made = { providerConfigKey: 'github', connectionId: 'c', isPending: false };
    const { fate } = await start(tokens(), { confirm: () => Promise.resolve(made) });
    fakes.request.answer(401, refused);
    await fakes.pass(60);
    fakes.request.answer(401, refused);
    await fakes.pass(60);
    expect(fate.end).to.equal('success');
  });

  it('that is over is the end when the function can’t give another', async () => {
    let calls = 0;
    const { fate } = await start(() => (calls++ ? Promise.reject(new Error('502')) : Promise.resolve('token-1')));
    fakes.request.answer(401, refused);
    await fakes.pass(20_000);
    expect(fate.end).to.equal('session_token_error: unknown');
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
    await fakes.pass(60);
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
    ['is a page of some proxy', () => fakes.request.answer(403, '<html>Sign in</html>')],
    ['took the server too long', () => fakes.request.answer(408, { error: { code: 'timeout' } })],
    ['is somewhere else', () => fakes.request.redirect()],
    ['comes from a broken server', () => fakes.request.answer(500, { error: { code: 'server_error' } })],
    ['can’t be reached', () => fakes.request.fail()],
  ];
  for (const [name, answer] of harmless) {
    it(`that ${name} changes nothing`, async () => {
      const { fate } = await start();
      answer();
      await settle();
      expect([fate.end, shownTokens().length]).to.deep.equal(['pending', 1]);
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

  for (const [status, code, end] of [
    [400, 'invalid_query_params', 'invalid_query_params: failed'],
    [403, 'forbidden', 'forbidden: failed'],
    [404, 'not_found', 'not_found: failed'],
    // The popup may have been the last one within the limit.
    [429, 'too_many_request', 'too_many_request: unknown'],
  ] as const) {
    it(`that is refused with ${status} is the end, with the server’s code`, async () => {
      const { fate } = await start();
      fakes.request.answer(status, { error: { code } });
      await settle();
      expect(fate.end).to.equal(end);
      expect(fate.error.status).to.equal(status);
    });
  }

  it('has its fresh token sent once the first page has come up: a browser could forget it before', async () => {
    const { fate } = begin({}, { connectSessionToken: tokens() });
    fakes.socket.ack();
    await fakes.pass(60);
    fakes.request.answer(401, refused);
    await fakes.pass(2_000);
    expect(shownTokens()).to.deep.equal(['token-1']);
    fakes.popup.load();
    await fakes.pass(60);
    expect(shownTokens()).to.deep.equal(['token-1', 'token-2']);
    fakes.request.answer(200, { data: {} });
    await fakes.pass(200);
    fakes.popup.sever();
    await fakes.pass(1_000);
    expect(fate.end).to.equal('pending');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('waits with its fresh token for the first page, and hears the user’s farewell meanwhile', async () => {
    const { fate } = begin({}, { connectSessionToken: tokens() });
    fakes.socket.ack();
    await fakes.pass(60);
    fakes.request.answer(401, refused);
    await fakes.pass(200);
    fakes.popup.leave();
    await fakes.pass(100);
    expect(fate.end).to.equal('window_closed: cancelled');
    expect(shownTokens()).to.deep.equal(['token-1']);
  });
});

describe('What only the popup would show', () => {
  useFakes();

  const reconnecting = { data: { isReconnecting: true } };
  const starts: [name: string, start: (options?: AuthOptions) => ReturnType<typeof underway>][] = [
    ['a public key', (options) => underway(options)],
    [
      'a session that renews a connection',
      async (options) => {
        const begun = await underway(options, { connectSessionToken: token });
        fakes.request.answer(200, reconnecting);
        return begun;
      },
    ],
  ];
  for (const [name, start] of starts) {
    it(`is asked for after 3 s with ${name}, without the socket’s id and without following`, async () => {
      const { nango } = await start();
      const before = fakes.requests.length;
      await fakes.pass(1_900);
      expect(fakes.requests).to.have.length(before);
      await fakes.pass(1_200);
      expect(fakes.requests).to.have.length(before + 1);
      const { url, method, redirectMode } = fakes.request;
      expect([method, redirectMode, url.pathname]).to.deep.equal(['GET', 'manual', '/oauth/connect/github']);
      expect(url.searchParams.has('ws_client_id')).to.equal(false);
      nango.clear();
    });

    const refusals: [status: number, body: unknown, end: string][] = [
      [401, { error: { code: 'unknown_account' } }, 'unknown_account: failed'],
      [401, { error: { code: 'deprecated_authentication' } }, 'deprecated_authentication: failed'],
      [400, { error: { code: 'invalid_connection' } }, 'invalid_connection: failed'],
      [429, { error: { code: 'too_many_request', method: 'GET', path: '/' } }, 'too_many_request: unknown'],
    ];
    for (const [status, body, end] of refusals.slice(name === 'a public key' ? 0 : 2)) {
      it(`ends the attempt with ${name} when it is ${end}`, async () => {
        const { fate } = await start();
        await fakes.pass(3_000);
        fakes.request.answer(status, body);
        await settle();
        expect(fate.end).to.equal(end);
        expect(fakes.popup.onScreen).to.equal(false);
      });
    }

    for (const [what, answer] of [
      ['the redirect', () => fakes.request.redirect()],
      ['HTML', () => fakes.request.answer(400, '<html>')],
      ['a broken server', () => fakes.request.answer(502, { error: { code: 'server_error' } })],
      ['nothing', () => fakes.request.fail()],
    ] as const) {
      it(`changes nothing with ${name} when it is ${what}`, async () => {
        const { fate } = await start();
        await fakes.pass(3_000);
        const before = fakes.requests.length;
        answer();
        await fakes.pass(10_000);
        expect([fate.end, fakes.requests.length]).to.deep.equal(['pending', before]);
        fakes.socket.success();
        await settle();
        expect(fate.end).to.equal('success');
      });
    }

    it(`is not asked for with ${name} where the result has come before`, async () => {
      const { fate } = await start();
      const before = fakes.requests.length;
      await settle();
      fakes.socket.success();
      await fakes.pass(10_000);
      expect([fate.end, fakes.requests.length]).to.deep.equal(['success', before]);
    });
  }

  it('is not asked for with a session that makes a new connection: that says it all', async () => {
    const { nango } = await underway({}, { connectSessionToken: token, publicKey });
    fakes.request.answer(200, { data: { isReconnecting: false } });
    await fakes.pass(60_000);
    expect(fakes.requests).to.have.length(1);
    nango.clear();
  });
});
