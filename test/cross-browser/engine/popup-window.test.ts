import { expect } from '@open-wc/testing';
import { Nango } from '../../../src/engine/nango.js';
import { byClick, closePopups, refusal, settles, until } from '../../browser-support/attempts.js';
import type { Started } from '../../browser-support/attempts.js';
import { newSession, openSockets, sandboxInfo } from '../../browser-support/sandbox.js';

/** A token that the test gives when it wants to. */
function lateToken() {
  let give: ((token: string) => void) | undefined;
  const promise = new Promise<string>((resolve) => (give = resolve));
  return { connectSessionToken: () => promise, give: (token: string) => give?.(token) };
}

/** The popup of an attempt, which must have opened. */
function popupOf({ popup }: Started<unknown>): Window {
  if (!popup) throw new Error('No popup has opened');
  return popup;
}

describe('the popup as a window', () => {
  let host: string;

  before(async () => ({ url: host } = await sandboxInfo()));
  afterEach(closePopups);

  it('opens blank in the click itself, while the token is still awaited, and goes on when it is there', async () => {
    const { connectSessionToken, give } = lateToken();
    const started = await byClick(() => new Nango({ host, connectSessionToken }).auth('mock-oauth2'));
    expect(started.opened).to.have.length(1);
    const { document, location } = popupOf(started);
    expect(started.opened[0]?.url).to.equal('');
    expect(location.href).to.be.oneOf(['about:blank', '']);
    expect(document.body.textContent).to.equal('…');
    expect(document.title).to.equal('…');
    give(await newSession());
    expect((await started.attempt).providerConfigKey).to.equal('mock-oauth2');
  });

  it('is as large as asked, in the middle of this window', async () => {
    const { connectSessionToken } = lateToken();
    const nango = new Nango({ host, connectSessionToken, width: 420, height: 310 });
    const started = await byClick(() => nango.auth('mock-oauth2'));
    const features = new Map(
      (started.opened[0]?.features ?? '').split(',').map((one) => [one.split('=')[0], Number(one.split('=')[1])]),
    );
    expect(features.get('width')).to.equal(420);
    expect(features.get('height')).to.equal(310);
    expect(features.get('left')).to.equal(Math.max(screenX, Math.round(screenX + (outerWidth - 420) / 2)));
    expect(features.get('top')).to.equal(Math.max(screenY, Math.round(screenY + (outerHeight - 310) / 2)));
    const popup = popupOf(started);
    await until(() => popup.innerWidth === 420 && Math.abs(popup.innerHeight - 310) < 3);
    nango.clear();
    await refusal(started.attempt);
  });

  it('is 500 × 600 by default, but never larger than the screen', async () => {
    const { connectSessionToken } = lateToken();
    const usual = new Nango({ host, connectSessionToken });
    const huge = new Nango({ host, connectSessionToken, width: 1e6, height: 1e6 });
    const starts = [await byClick(() => usual.auth('mock-oauth2')), await byClick(() => huge.auth('mock-oauth2'))];
    const sizes = starts.map(({ opened }) =>
      /width=(\d+),height=(\d+)/
        .exec(opened[0]?.features ?? '')
        ?.slice(1)
        .map(Number),
    );
    expect(sizes).to.deep.equal([
      [Math.min(500, screen.availWidth), Math.min(600, screen.availHeight)],
      [screen.availWidth, screen.availHeight],
    ]);
    usual.clear();
    huge.clear();
    await Promise.all(starts.map(({ attempt }) => refusal(attempt)));
  });

  it('closed by the user while blank ends the attempt, as cancelled', async () => {
    const { connectSessionToken } = lateToken();
    const started = await byClick(() => new Nango({ host, connectSessionToken }).auth('mock-oauth2'));
    popupOf(started).close();
    expect(await refusal(started.attempt)).to.include({ type: 'window_closed', outcome: 'cancelled', retryable: true });
    await until(async () => (await openSockets()) === 0);
  });

  for (const [how, integration] of [
    ['the page', 'mock-oauth2-hang'],
    ['itself', 'mock-oauth2-close'],
  ] as const) {
    it(`closed by ${how} at the provider is no proof: the page is told to wait`, async () => {
      const nango = new Nango({ host, connectSessionToken: await newSession() });
      let hear: ((reason: string) => void) | undefined;
      const waiting = new Promise<string>((resolve) => (hear = resolve));
      const started = await byClick(() => nango.auth(integration, { onWaiting: (reason) => hear?.(reason) }));
      if (how === 'the page') {
        const popup = popupOf(started);
        await until(() => isForeign(popup));
        popup.close();
      }
      // With the focus back as the window goes it is "probably closed", which ends by itself; drivers give none.
      expect(await waiting).to.equal('detached');
      expect(await settles(started.attempt, 500)).to.equal(false);
      nango.clear();
      expect(await refusal(started.attempt)).to.include({ type: 'authorization_cancelled' });
      await until(async () => (await openSockets()) === 0);
    });
  }

  it('that is opened by a prepared engine uses the socket that is there', async () => {
    const nango = new Nango({ host, connectSessionToken: await newSession() });
    nango.prepare();
    await until(async () => (await openSockets()) === 1);
    const started = await byClick(() => nango.auth('mock-oauth2-hang'));
    await until(() => isForeign(popupOf(started)));
    expect(await openSockets()).to.equal(1);
    nango.clear();
    await refusal(started.attempt);
    await until(async () => (await openSockets()) === 0);
  });
});

/** The popup has left this page's origin. */
function isForeign(popup: Window): boolean {
  try {
    return popup.location.href === undefined;
  } catch {
    return true;
  }
}
