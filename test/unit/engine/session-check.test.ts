import { Nango } from '../../../src/engine/nango.js';
import type { AuthOptions, TokenFunction } from '../../../src/engine/nango.js';
import { begin, Fate, shownTokens, token, tokens, underway } from '../support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

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

  it('that is over twice is the end', async () => {
    const { fate } = await start(tokens());
    fakes.request.answer(401, refused);
    await fakes.pass(60);
    fakes.request.answer(401, refused);
    await fakes.pass(60);
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
    ['is refused otherwise', () => fakes.request.answer(404, { error: { code: 'not_found' } })],
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
    expect(shownTokens()).to.deep.equal(['token-1']);
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

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
