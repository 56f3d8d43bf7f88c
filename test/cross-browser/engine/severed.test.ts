import { expect } from '@open-wc/testing';
import { Nango } from '../../../src/engine/nango.js';
import type { AuthOptions } from '../../../src/engine/nango.js';
import { byClick, closePopups, refusal, settles, until } from '../../browser-support/attempts.js';
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
  return { nango, attempt, popup, waiting, reasons };
}

const afterFiveSeconds = { authorization_params: { delay: '5000' } };

describe('a popup that the provider cuts off from this page', () => {
  afterEach(closePopups);

  it('reads as closed while the user sees it, is called detached, and does not end the attempt', async () => {
    const { attempt, popup, waiting, reasons, nango } = await start('mock-oauth2-coop');
    await waiting;
    expect(popup?.closed).to.equal(true);
    expect(reasons).to.deep.equal(['detached']);
    // Longer than a wrong verdict would take.
    expect(await settles(attempt, 4000)).to.equal(false);
    expect(reasons).to.deep.equal(['detached']);
    nango.clear();
    expect((await refusal(attempt)).type).to.equal('authorization_cancelled');
  });

  for (const detectClosedAuthWindow of [false, true]) {
    it(`succeeds when the user consents 5 s later, detectClosedAuthWindow being ${detectClosedAuthWindow}`, async () => {
      const began = performance.now();
      const { attempt, waiting, reasons } = await start('mock-oauth2-auto-coop', {
        ...afterFiveSeconds,
        detectClosedAuthWindow,
      });
      await waiting;
      const result = await attempt;
      expect(performance.now() - began).to.be.greaterThan(5000);
      expect(reasons).to.deep.equal(['detached']);
      expect(result.connectionId).to.equal((await connections())[0]?.connection_id);
      await until(async () => (await openSockets()) === 0);
    });
  }

  it('and that stays out of sight ends the attempt after half a minute in this page, where the page wants that', async function () {
    this.timeout(90_000);
    // A driver's Firefox leaves the focus with the popup; the page is told that it has it.
    document.hasFocus = () => true;
    const began = performance.now();
    const { attempt } = await start('mock-oauth2-coop', { detectClosedAuthWindow: true });
    const error = await refusal(attempt);
    Reflect.deleteProperty(document, 'hasFocus');
    expect(error).to.include({ type: 'window_closed', outcome: 'unknown' });
    expect(performance.now() - began).to.be.greaterThan(30_000);
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
