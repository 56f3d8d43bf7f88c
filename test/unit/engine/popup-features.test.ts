import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Nango } from '../../../src/engine/nango.js';
import { publicKey } from '../support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../support/fakes.js';

describe('A popup', () => {
  useFakes();
  const { screen, matchMedia, screenX, screenY, outerWidth, outerHeight } = globalThis;
  let opened: unknown[][] = [];

  beforeEach(() => {
    opened = [];
    const open = globalThis.open;
    globalThis.open = (...args) => {
      opened.push(args);
      return open(...args);
    };
  });
  afterEach(() => {
    Object.assign(globalThis, { screen, matchMedia, screenX, screenY, outerWidth, outerHeight });
  });

  /** Opens one. @returns what `window.open` was given */
  async function openedWith(size: { width?: number; height?: number } = {}): Promise<unknown[]> {
    const nango = new Nango({ host, publicKey, ...size });
    nango.auth('github').catch(() => undefined);
    nango.clear();
    await settle();
    return opened.at(-1) ?? [];
  }

  it('opens blank, in a window of its own, in the middle of this one', async () => {
    Object.assign(globalThis, { screenX: 100, screenY: 50, outerWidth: 1000, outerHeight: 800 });
    expect(await openedWith({ width: 500, height: 600 })).to.deep.equal([
      '',
      '_blank',
      'popup,width=500,height=600,left=350,top=150',
    ]);
  });

  it('is 500 by 600 pixels large where nothing else is said', async () => {
    expect(String((await openedWith())[2])).to.contain('width=500,height=600');
    expect(String((await openedWith({ height: 700 }))[2])).to.contain('width=500,height=700');
  });

  it('is no larger than the screen, and no further to the left than this window', async () => {
    Object.assign(globalThis, { screen: { availWidth: 320, availHeight: 480 }, outerWidth: 320, outerHeight: 400 });
    Object.assign(globalThis, { screenX: 7, screenY: 3 });
    expect((await openedWith())[2]).to.equal('popup,width=320,height=480,left=7,top=3');
  });

  it('is a tab in a home-screen app, which loses windows', async () => {
    const asked: string[] = [];
    Object.assign(globalThis, { matchMedia: (query: string) => ({ matches: !!asked.push(query) }) });
    expect((await openedWith())[2]).to.equal('');
    expect(asked).to.deep.equal(['(display-mode:standalone)']);
  });

  it('is still a window of its own where the page can’t say how large the screen is', async () => {
    Object.assign(globalThis, { screen: undefined });
    expect((await openedWith())[2]).to.equal('popup');
  });

  it('shows a neutral sign in the user’s own light or dark, until it is sent on', async () => {
    await openedWith();
    expect(fakes.popup.page.documentElement.style.colorScheme).to.equal('light dark');
    expect([fakes.popup.page.title, fakes.popup.page.body.textContent]).to.deep.equal(['…', '…']);
  });

  const stubs: Record<string, object> = {
    'that can’t be closed': { closed: false },
    'that is closed already': { closed: true, close: () => undefined },
    'that says nothing of itself': {},
    'that can’t be led anywhere': { closed: false, close: () => undefined, focus: () => undefined },
    'that can’t be brought to the front': { closed: false, close: () => undefined, location: {} },
  };
  for (const [name, stub] of Object.entries(stubs)) {
    it(`counts as blocked where the browser gives something ${name}`, async () => {
      Object.assign(globalThis, { open: () => stub });
      const error: unknown = await new Nango({ host, publicKey }).auth('github').catch((thrown: unknown) => thrown);
      expect(error).to.include({ type: 'blocked_by_browser' });
    });
  }
});
