import { severed, underway } from '../support/fake-attempts.js';
import { fakes, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

describe('A popup that goes', () => {
  useFakes();

  /** Whether it is taken for severed; if not, it is taken for closed by the user. */
  async function isTakenForSevered(how: () => Promise<void>): Promise<boolean> {
    const reasons: string[] = [];
    const { nango } = await underway({ onWaiting: (reason) => reasons.push(reason) });
    fakes.popup.leave();
    await how();
    await fakes.pass(250);
    nango.clear();
    await settle();
    return reasons.includes('detached');
  }

  it('as this page gets the focus back was closed', async () => {
    expect(await isTakenForSevered(() => fakes.focus())).to.equal(false);
  });

  it('as the tab of this page is shown again was closed', async () => {
    const show = () => {
      fakes.focused = true;
      return fakes.show();
    };
    expect(await isTakenForSevered(show)).to.equal(false);
  });

  it('as the user clicks in this page was severed', async () => {
    const click = async () => {
      await fakes.focus();
      await fakes.hear(new Event('pointerdown'));
    };
    expect(await isTakenForSevered(click)).to.equal(true);
  });

  it('as something within this page gets the focus was severed', async () => {
    const focusInput = () => {
      fakes.focused = true;
      const event = new Event('focus');
      Object.defineProperty(event, 'target', { value: new Element() });
      return fakes.hear(event);
    };
    expect(await isTakenForSevered(focusInput)).to.equal(true);
  });

  it('unseen was severed', async () => {
    expect(await isTakenForSevered(() => settle())).to.equal(true);
  });
});

describe('A severed popup', () => {
  useFakes();

  it('is told once, and looked at no more', async () => {
    const reasons: string[] = [];
    const { fate, nango } = await severed({ onWaiting: (reason) => reasons.push(reason) });
    const { reads } = fakes.popup;
    await fakes.focus();
    await fakes.pass(10_000);
    expect(fakes.popup.reads).to.equal(reads);
    expect([fate.end, ...reasons]).to.deep.equal(['pending', 'detached']);
    fakes.socket.drop();
    await fakes.pass(10_000);
    expect([fate.end, ...reasons]).to.deep.equal(['pending', 'detached', 'lost']);
    nango.clear();
  });

  it('is given up after 30 s in this page, where detectClosedAuthWindow wants that', async () => {
    const { fate } = await severed({ detectClosedAuthWindow: true });
    await fakes.pass(60_000);
    expect(fate.end).to.equal('pending');
    await fakes.focus();
    await fakes.pass(28_000);
    expect(fate.end).to.equal('pending');
    await fakes.pass(3_000);
    expect(fate.end).to.equal('window_closed: unknown');
  });

  it('is not given up while the user goes back and forth', async () => {
    const { fate } = await severed({ detectClosedAuthWindow: true });
    for (let visit = 0; visit < 4; visit++) {
      await fakes.focus();
      await fakes.pass(25_000);
      fakes.focused = false;
      await fakes.pass(3_000);
    }
    expect(fate.end).to.equal('pending');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });
});
