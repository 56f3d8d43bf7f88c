import { expect } from '@open-wc/testing';
import { Nango } from '../../../src/engine/nango.js';
import { byClick, closePopups, refusal, until } from '../../browser-support/attempts.js';
import { countLeftovers } from '../../browser-support/leftovers.js';
import {
  connections,
  expireSession,
  newSession,
  openSockets,
  sandboxInfo,
  type SandboxInfo,
} from '../../browser-support/sandbox.js';

describe('an attempt by popup, in each engine', () => {
  let sandbox: SandboxInfo;
  let left: ReturnType<typeof countLeftovers>;
  const withSession = async () => new Nango({ host: sandbox.url, connectSessionToken: await newSession() });

  before(async () => (sandbox = await sandboxInfo()));
  beforeEach(() => (left = countLeftovers()));
  afterEach(async () => {
    closePopups();
    // A socket that was told to close takes a moment to do so, and so does a popup whose callback page is on its way.
    await until(async () => left.count().sockets + left.count().timers === 0 && (await openSockets()) === 0);
    const remaining = left.count();
    left.stop();
    expect(remaining, 'left behind').to.deep.equal({ timers: 0, listeners: 0, sockets: 0 });
  });

  it('succeeds with the connection that the server has made, and closes the popup', async () => {
    const nango = await withSession();
    const { attempt, popup } = await byClick(() => nango.auth('mock-oauth2'));
    const result = await attempt;
    const [made] = await connections();
    expect(result).to.deep.equal({
      providerConfigKey: 'mock-oauth2',
      connectionId: made?.connection_id,
      isPending: false,
    });
    await until(() => popup?.closed ?? false);
  });

  it('fails with what only the callback page says, and closes the popup', async () => {
    const nango = await withSession();
    const { attempt, popup } = await byClick(() => nango.auth('mock-oauth2-badstate'));
    const error = await refusal(attempt);
    expect(error.type).to.equal('callback_err');
    expect(error.message).to.match(/state/);
    await until(() => popup?.closed ?? false);
  });

  it('gets one new token from a token function when the session has expired, and succeeds in the same popup', async () => {
    const expired = await newSession();
    await expireSession(expired);
    const tokens = [expired, await newSession()];
    let asked = 0;
    const nango = new Nango({ host: sandbox.url, connectSessionToken: () => Promise.resolve(tokens[asked++] ?? '') });
    const { attempt, opened } = await byClick(() => nango.auth('mock-oauth2'));
    expect((await attempt).providerConfigKey).to.equal('mock-oauth2');
    expect(asked).to.equal(2);
    expect(opened).to.have.length(1);
  });

  it('ends one of two attempts by its signal, the other by clear()', async () => {
    const nango = await withSession();
    const controller = new AbortController();
    const first = await byClick(() => nango.auth('mock-oauth2-hang', { signal: controller.signal }));
    // One that would send the same while the first popup is blank would join it.
    const second = await byClick(() => nango.auth('mock-oauth2-hang', { params: { account: 'another' } }));
    controller.abort();
    expect(await refusal(first.attempt)).to.include({ type: 'authorization_cancelled', outcome: 'cancelled' });
    await until(() => first.popup?.closed ?? false);
    expect(second.popup?.closed).to.equal(false);
    nango.clear();
    expect(await refusal(second.attempt)).to.include({ type: 'authorization_cancelled', outcome: 'cancelled' });
    await until(() => second.popup?.closed ?? false);
  });
});
