import { expect } from '@open-wc/testing';
import { Nango } from '../../../src/engine/nango.js';
import type { AuthOptions } from '../../../src/engine/nango.js';
import { byClick, closePopups, until } from '../../browser-support/attempts.js';
import { connections, newSession, openSockets, sandboxInfo } from '../../browser-support/sandbox.js';

/** An attempt of which the test hears when it has only the user left to ask. */
async function start(integration: string, options: AuthOptions = {}) {
  const { url: host } = await sandboxInfo();
  const nango = new Nango({ host, connectSessionToken: await newSession() });
  const reasons: string[] = [];
  let hear: (() => void) | undefined;
  const waiting = new Promise<void>((resolve) => (hear = resolve));
  const onWaiting = (reason: string) => {
    reasons.push(reason);
    hear?.();
  };
  const { attempt, popup } = await byClick(() => nango.auth(integration, { ...options, onWaiting }));
  return { attempt, popup, waiting, reasons };
}

describe('a popup that the provider cuts off from this page', () => {
  afterEach(closePopups);

  it('reads as closed while the user sees it, is called detached, and leads to success all the same', async () => {
    // Longer than a wrong verdict would take.
    const options = { authorization_params: { delay: '4000' }, detectClosedAuthWindow: true };
    const { attempt, popup, waiting, reasons } = await start('mock-oauth2-auto-coop', options);
    await waiting;
    expect(popup?.closed).to.equal(true);
    const { connectionId } = await attempt;
    expect(reasons).to.deep.equal(['detached']);
    expect(connectionId).to.equal((await connections())[0]?.connection_id);
    await until(async () => (await openSockets()) === 0);
  });

  it('is asked about when the socket is lost as well: the page knows that the connection was made', async () => {
    const { url: host } = await sandboxInfo();
    const nango = new Nango({ host, connectSessionToken: await newSession(), websocketsPath: '/?fault=drop' });
    const known = new Set((await connections()).map(({ connection_id: id }) => id));
    const confirm = async () => {
      const made = (await connections()).find(({ connection_id: id }) => !known.has(id));
      return (
        made && { providerConfigKey: made.provider_config_key, connectionId: made.connection_id, isPending: false }
      );
    };
    const { attempt } = await byClick(() =>
      nango.auth('mock-oauth2-auto-coop', { confirm, authorization_params: { delay: '500' } }),
    );
    const { connectionId } = await attempt;
    expect(connectionId).to.equal((await connections())[0]?.connection_id);
    expect(known.has(connectionId)).to.equal(false);
  });
});
