import { begin, connected, hook, token, tokens } from '../support/fake-attempts.js';
import type { Fate } from '../support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../support/fakes.js';
import type { AuthOptions } from '../../../src/engine/nango.js';
import { describe, expect, it } from 'vitest';

const json = { error: { code: 'server_error', message: 'Try again' } };

/** A post that has been sent. */
async function sent(options: AuthOptions = {}): Promise<Fate> {
  const { fate } = begin({ credentials: { apiKey: 'the-key' }, ...options }, { connectSessionToken: token });
  await settle();
  return fate;
}

describe('A post', () => {
  useFakes();

  for (const status of [408, 500, 502, 503, 504, 520, 599]) {
    for (const [form, body] of [
      ['JSON', json],
      ['HTML', '<html>Bad gateway</html>'],
    ] as const) {
      it(`that is answered ${status} with ${form} may have been done: the page is asked`, async () => {
        const knowing = hook(() => Promise.resolve(connected));
        const unknowing = hook();
        const fates = [];
        for (const { confirm } of [knowing, unknowing]) {
          fates.push(await sent({ confirm }));
          fakes.request.answer(status, body);
          await settle();
        }
        const type = form === 'JSON' ? 'server_error' : 'invalid_response';
        expect(fates.map(({ end }) => end)).to.deep.equal(['success', `${type}: unknown`]);
        expect(fates[1]?.error.status).to.equal(status);
      });
    }
  }

  for (const status of [200, 400, 403, 404, 409, 422, 429]) {
    it(`that is answered ${status} with an error was not done`, async () => {
      const { confirm, times } = hook(() => Promise.resolve(connected));
      const fate = await sent({ confirm });
      fakes.request.answer(status, json);
      await settle();
      expect(fate.end).to.equal('server_error: failed');
      expect(times).to.be.empty;
    });
  }

  it('whose key the server repeats ends with an error that doesn’t', async () => {
    const fate = await sent();
    fakes.request.answer(400, { error: { code: 'connection_test_failed', message: 'No such key: the-key' } });
    await settle();
    expect(fate.error.message).to.equal('No such key: …');
  });

  it('that a proxy refuses with 401 in the server’s place says nothing of the token', async () => {
    const { confirm, times } = hook();
    const given = tokens();
    const { fate } = begin({ credentials: { apiKey: 'the-key' }, confirm }, { connectSessionToken: given });
    await settle();
    fakes.request.answer(401, '<html>Sign in</html>');
    await settle();
    expect(fate.end).to.equal('invalid_response: unknown');
    expect([given.calls, times.length]).to.deep.equal([1, 1]);
  });

  for (const [status, body] of [
    [200, ''],
    [200, 'null'],
    [200, '[]'],
    [204, null],
    [205, null],
    [206, '{"connectionId":'],
    [304, null],
    [300, '{"connectionId":"c"}'],
    [404, '{"connectionId":"c"}'],
    [503, '{"connectionId":"c"}'],
  ] as const) {
    it(`that is answered ${status} with ${JSON.stringify(body)} may have been done`, async () => {
      Object.assign(globalThis, { fetch: () => Promise.resolve(new Response(body, { status })) });
      const fate = await sent();
      await new Promise(setImmediate);
      expect(fate.end).to.equal('invalid_response: unknown');
    });
  }

  it('whose answer names another integration is not that one’s success: the page is asked', async () => {
    const fates = [];
    for (const { confirm, times } of [hook(() => Promise.resolve(connected)), hook()]) {
      fates.push(await sent({ confirm }));
      fakes.request.answer(200, { ...connected, providerConfigKey: 'slack' });
      await settle();
      expect(times).to.have.length(1);
    }
    expect(fates.map(({ end }) => end)).to.deep.equal(['success', 'invalid_response: unknown']);
  });

  it('whose answer somebody else has read before may have been done: the page is asked', async () => {
    const { confirm, times } = hook();
    const answer = Response.json(connected);
    await answer.text();
    Object.assign(globalThis, { fetch: () => Promise.resolve(answer) });
    const fate = await sent({ confirm });
    expect([fate.end, times.length]).to.deep.equal(['unknown_error: unknown', 1]);
  });

  it('does not follow a redirect, and says which host to give', async () => {
    const fate = await sent();
    fakes.request.redirect();
    await settle();
    const [post, probe] = fakes.requests;
    expect([post?.method, post?.redirectMode]).to.deep.equal(['POST', 'manual']);
    // It is asked where it leads to without anything that is a secret.
    expect([probe?.method, probe?.url.href, probe?.body, [...(probe?.headers ?? [])]]).to.deep.equal([
      'GET',
      `${host}/api-auth/api-key/github`,
      undefined,
      [],
    ]);
    probe?.redirectedTo('https://nango.example/base/api-auth/api-key/github', 404, {});
    await settle();
    expect(fate.error).to.include({ type: 'invalid_host_url', outcome: 'unknown' });
    expect(fate.error.message).to.contain('Set host to https://nango.example/base.');
    expect(fakes.requests).to.have.length(2);
  });

  it('that is redirected elsewhere altogether names where to', async () => {
    const fate = await sent();
    fakes.request.redirect();
    await settle();
    fakes.request.redirectedTo('https://login.example/sign-in', 200, {});
    await settle();
    expect(fate.error.message).to.contain('https://login.example/sign-in');
  });

  it('that is redirected where the same address is not, for another method, names none', async () => {
    const fate = await sent();
    fakes.request.redirect();
    await settle();
    fakes.request.redirectedTo(`${host}/api-auth/api-key/github`, 404, {});
    await settle();
    expect(fate.error.type).to.equal('invalid_host_url');
    expect(fate.error.message).to.contain('its new URL').and.not.contain(host);
  });

  it('that is redirected to who doesn’t speak to this page says so much', async () => {
    const fate = await sent();
    fakes.request.redirect();
    await settle();
    fakes.request.fail();
    await settle();
    expect(fate.error).to.include({ type: 'invalid_host_url', outcome: 'unknown' });
  });

  it('with an answer of more than 1 MB is not read', async () => {
    const fate = await sent();
    fakes.request.answer(200, { ...connected, padding: 'x'.repeat(1_000_000) });
    await settle();
    expect(fate.end).to.equal('invalid_response: unknown');
  });
});

describe('What is read', () => {
  useFakes();

  it('is not followed to another server either', async () => {
    const { nango, fate } = begin({ signal: AbortSignal.abort() }, { connectSessionToken: token });
    const session = nango.session().then(
      () => undefined,
      (error: unknown) => error,
    );
    await settle();
    fakes.request.redirect();
    await settle();
    fakes.request.redirectedTo('https://nango.example/connect/session', 401, {});
    expect(await session).to.include({ type: 'invalid_host_url', outcome: 'failed' });
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
  });
});
