import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import { refusal, until } from '../../browser-support/attempts.js';
import { click, find, page, record, stopRecording } from '../../browser-support/kit.js';

describe('A dialog whose surroundings the page hides', () => {
  afterEach(stopRecording);
  const provider = { name: 'acme', auth_mode: 'API_KEY' } as const;
  const isModal = (element: NangoConnect): boolean => !!element.shadowRoot?.querySelector('dialog:modal');

  interface Way {
    readonly hide: (around: HTMLElement) => void;
    readonly show: (around: HTMLElement) => void;
    readonly tag?: 'details' | 'dialog';
    readonly popover?: boolean;
  }
  const style = (property: string, value: string): Way => ({
    hide: (around) => around.style.setProperty(property, value),
    show: (around) => around.style.removeProperty(property),
  });
  const toggle = (attribute: string, whereHidden: boolean, value = ''): Way => ({
    hide: (around) => (whereHidden ? around.setAttribute(attribute, value) : around.removeAttribute(attribute)),
    show: (around) => (whereHidden ? around.removeAttribute(attribute) : around.setAttribute(attribute, value)),
  });
  const ways: Record<string, Way> = {
    'by display': style('display', 'none'),
    'by the attribute hidden': toggle('hidden', true),
    'until it is found': toggle('hidden', true, 'until-found'),
    'by content-visibility': style('content-visibility', 'hidden'),
    'as another dialog of the page makes all around it inert': toggle('inert', true),
    'as a tab or an accordion closes': { ...toggle('open', false), tag: 'details' },
    'as a popover closes': {
      hide: (around) => around.hidePopover(),
      show: (around) => around.showPopover(),
      popover: true,
    },
    'as its own dialog closes': { ...toggle('open', false), tag: 'dialog' },
  };

  /** An open dialog with something typed, and a button of the page's that counts its clicks. */
  async function typed(tag?: Way['tag'], popover = false) {
    const element = document.createElement('nango-connect');
    Object.assign(element, { integrationId: 'acme', publicKey: 'key', host: 'https://nango.test', provider });
    const around = Object.assign(document.createElement(tag ?? 'div'), { open: true });
    around.append(element);
    const other = document.createElement('button');
    other.textContent = 'Of the page';
    let clicks = 0;
    other.addEventListener('click', () => clicks++);
    if (popover) around.popover = 'auto';
    await page(html`<div>${other}${around}</div>`);
    if (popover) around.showPopover();
    await element.updateComplete;
    const attempt = element.connect();
    await until(() => isModal(element));
    await sendKeys({ type: 'secret' });
    return { element, around, attempt, other, clicks: () => clicks };
  }

  for (const [name, { hide, show, tag, popover }] of Object.entries(ways)) {
    it(`${name}, is not modal, and back with what was typed and the focus`, async () => {
      const { element, around, attempt, other, clicks } = await typed(tag, popover);
      const log = record();
      hide(around);
      // An engine without it hides nothing.
      const hidden = around.inert || !around.checkVisibility() || !element.checkVisibility();
      if (hidden) {
        await until(() => !isModal(element));
        await click(other);
        expect(clicks()).to.equal(1);
        element.requestUpdate();
        await element.updateComplete;
        expect(isModal(element)).to.equal(false);
      }
      show(around);
      await until(() => isModal(element));
      const input = find<HTMLInputElement>(element, 'input');
      expect(input.value).to.equal('secret');
      expect(element.shadowRoot?.activeElement).to.equal(input);
      expect(element.state).to.equal('input');
      expect(log).to.deep.equal([]);
      element.cancel();
      expect((await refusal(attempt)).type).to.equal('authorization_cancelled');
    });
  }

  it('as a menu closes in the very click that opens it, leaves the page alive', async () => {
    const { element, around, attempt, other, clicks } = await typed(undefined);
    element.cancel();
    await refusal(attempt);
    await element.updateComplete;
    const hide = (): void => void (around.hidden = true);
    // Before the element hears of the click, and after it.
    for (const capture of [true, false]) {
      around.hidden = false;
      around.addEventListener('click', hide, { capture, once: true });
      await click(find(element, '[part=button]'));
      await until(() => element.state === 'input' && around.hidden && !isModal(element));
      const before = clicks();
      await click(other);
      expect(clicks()).to.equal(before + 1);
      element.cancel();
      await element.updateComplete;
    }
  });

  it("as the page's own dialog closes on Escape: one Escape, one layer", async () => {
    const around = document.createElement('dialog');
    const element = document.createElement('nango-connect');
    Object.assign(element, { integrationId: 'acme', publicKey: 'key', host: 'https://nango.test', provider });
    around.append(element);
    await page(html`<div>${around}</div>`);
    around.showModal();
    await element.updateComplete;
    await click(find(element, '[part=button]'));
    await until(() => isModal(element));
    await sendKeys({ press: 'Escape' });
    await until(() => element.state === 'idle');
    expect(around.open).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await until(() => !around.open);
    expect(isModal(element)).to.equal(false);
  });

  it('by visibility, is seen all the same', async () => {
    const { element, around, attempt } = await typed(undefined);
    around.style.visibility = 'hidden';
    expect(find<HTMLElement>(element, 'dialog').checkVisibility({ visibilityProperty: true })).to.equal(true);
    expect(isModal(element)).to.equal(true);
    element.cancel();
    await refusal(attempt);
  });

  it('before it opens, freezes nothing', async () => {
    const { element, around, attempt, other, clicks } = await typed(undefined);
    element.cancel();
    await refusal(attempt);
    await element.updateComplete;
    around.hidden = true;
    const next = element.connect();
    await element.updateComplete;
    expect(isModal(element)).to.equal(false);
    await click(other);
    expect(clicks()).to.equal(1);
    around.hidden = false;
    await until(() => isModal(element));
    element.cancel();
    await refusal(next);
  });

  it('for good, by removing them, ends with the attempt', async () => {
    const { around, attempt, other, clicks } = await typed(undefined);
    around.remove();
    expect(await refusal(attempt)).to.include({ type: 'authorization_cancelled', outcome: 'cancelled' });
    await click(other);
    expect(clicks()).to.equal(1);
  });
});
