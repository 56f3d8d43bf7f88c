import { expect, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import { refusal, until } from '../../browser-support/attempts.js';
import { newSession, sandboxInfo } from '../../browser-support/sandbox.js';
import {
  choices,
  click,
  clickPart,
  closePopups,
  connectElement,
  find,
  isAccessible,
  knows,
  next,
  page,
  reaches,
  record,
  spoken,
  stopRecording,
  text,
  watchPopups,
} from '../../browser-support/kit.js';

describe('nango-connect, by a form', function () {
  let popups: readonly (Window | null)[];
  beforeEach(() => (popups = watchPopups()));
  afterEach(() => {
    closePopups();
    stopRecording();
  });

  const dialog = (element: NangoConnect): HTMLDialogElement => find(element, 'dialog');
  const isOpen = (element: NangoConnect): boolean => !!element.shadowRoot?.querySelector('dialog[open]');
  const focused = (element: NangoConnect): Element | null | undefined => element.shadowRoot?.activeElement;
  const keyed = async (): Promise<NangoConnect> => {
    const element = await connectElement({ integrationId: 'mock-api-key' });
    await knows(element);
    return element;
  };

  it('takes one click, the key and Enter, and leaves nothing to dismiss', async () => {
    const element = await keyed();
    const log = record();
    await click(element);
    expect(dialog(element).matches(':modal')).to.be.true;
    expect(focused(element)?.localName).to.equal('input');
    await isAccessible(element);
    await sendKeys({ type: 'good-key' });
    await sendKeys({ press: 'Enter' });
    await reaches(element, 'connected');
    expect(log).to.deep.equal([
      'nango-start mock-api-key',
      'nango-state input',
      'nango-state connecting',
      'nango-state connected',
      'nango-success mock-api-key',
    ]);
    expect(text(element, 'success')).to.contain('is connected');
    expect(spoken(element)).to.contain('is connected');
    await isAccessible(element);
    await until(() => !isOpen(element));
    await element.updateComplete;
    expect(focused(element)).to.equal(find(element, '[part=button]'));
    expect(popups).to.have.length(0);
  });

  it('has a name and keeps the keyboard inside', async () => {
    const element = await keyed();
    await click(element);
    const label = dialog(element).getAttribute('aria-labelledby');
    expect(find(element, `#${label}`).textContent).to.match(/^Connect /);
    await sendKeys({ press: 'Tab' });
    expect(focused(element)?.closest('dialog')).to.equal(dialog(element));
    find<HTMLElement>(element, '[part=button]').focus();
    expect(focused(element)?.closest('dialog')).to.equal(dialog(element));
  });

  it('closes on Escape, as a cancelled attempt, and gives the focus back', async () => {
    const element = await keyed();
    const log = record();
    element.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => isOpen(element));
    await sendKeys({ press: 'Escape' });
    await until(() => !isOpen(element));
    expect(log.slice(-2)).to.deep.equal(['nango-state idle', 'nango-error authorization_cancelled/cancelled']);
    expect(focused(element)).to.equal(find(element, '[part=button]'));
  });

  it('closes on a click outside, but not on a selection that ends there', async () => {
    const element = await keyed();
    await click(element);
    const { left, top } = dialog(element).getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left) + 5, Math.round(top) + 60] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [5, 5] });
    await sendMouse({ type: 'up' });
    expect(isOpen(element)).to.be.true;
    await sendMouse({ type: 'click', position: [5, 5] });
    await until(() => !isOpen(element));
    expect(element.state).to.equal('idle');
  });

  it('stays open after a double click on the button, whose second click is outside', async () => {
    const element = await keyed();
    await click(element);
    await until(() => isOpen(element));
    dialog(element).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    dialog(element).dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }));
    await element.updateComplete;
    expect(element.state).to.equal('input');
  });

  it('never throws away what was typed without an answer, however often Escape is pressed', async () => {
    const element = await keyed();
    await click(element);
    await sendKeys({ type: 'half-a-key' });
    for (let press = 0; press < 5; press++) {
      await sendKeys({ press: 'Escape' });
      await element.updateComplete;
      await until(() => dialog(element).matches(':modal'));
    }
    expect(element.state).to.equal('input');
    expect(find<HTMLInputElement>(element, 'input').value).to.equal('half-a-key');
  });

  it('lets no file that misses its field replace the page', async () => {
    const element = await keyed();
    await click(element);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'key.pem'));
    for (const part of ['dialog', 'title', 'body']) {
      for (const type of ['dragover', 'drop']) {
        const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer });
        find(element, `[part=${part}]`).dispatchEvent(event);
        expect(event.defaultPrevented, `${type} on ${part}`).to.equal(true);
      }
    }
  });

  it('asks before it throws away what was typed', async () => {
    const element = await keyed();
    await click(element);
    await sendKeys({ type: 'half-a-key' });
    await sendKeys({ press: 'Escape' });
    await until(() => choices(element).includes('Discard'));
    await isAccessible(element);
    await clickPart(element, 'discard-no');
    await element.updateComplete;
    expect(find<HTMLInputElement>(element, 'input').value).to.equal('half-a-key');
    await clickPart(element, 'close');
    await element.updateComplete;
    await clickPart(element, 'discard-yes');
    await until(() => !isOpen(element));
    await click(element);
    expect(find<HTMLInputElement>(element, 'input').value).to.equal('');
  });

  it('asks where a password manager has filled it in without an event, and not where nothing is left', async () => {
    const element = await keyed();
    await click(element);
    find<HTMLInputElement>(element, 'input').value = 'from a manager';
    await sendKeys({ press: 'Escape' });
    await until(() => choices(element).includes('Discard'));
    await clickPart(element, 'discard-no');
    await element.updateComplete;
    find<HTMLInputElement>(element, 'input').select();
    await sendKeys({ press: 'Backspace' });
    await sendKeys({ press: 'Escape' });
    await until(() => !isOpen(element));
  });

  it('keeps what was typed when the server refuses it, and takes the next try as a new attempt', async () => {
    const element = await connectElement({ integrationId: 'mock-api-key-verified' });
    await knows(element);
    const log = record();
    await click(element);
    await sendKeys({ type: 'bad-key' });
    await sendKeys({ press: 'Enter' });
    await reaches(element, 'error');
    expect(isOpen(element)).to.be.true;
    expect(find<HTMLInputElement>(element, 'input').value).to.equal('bad-key');
    expect(find(element, '[role=alert]').textContent.trim()).not.to.equal('');
    await isAccessible(element);
    await sendKeys({ press: 'Enter' });
    const ends = (): string[] => log.filter((line) => /^nango-(start|error|success)/.test(line));
    await until(() => ends().length === 4);
    expect(new Set(ends())).to.have.property('size', 2);
    element.cancel();
    expect(ends()).to.have.length(4);
    expect(element.state).to.equal('idle');
  });

  it('opens the window in the gesture that sends the form, where the provider wants both', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2-config' });
    await knows(element);
    await click(element);
    await sendKeys({ type: 'acme' });
    await sendKeys({ press: 'Enter' });
    await reaches(element, 'connected');
    expect(popups).to.have.length(1);
  });

  it('shows a skeleton while it learns what is needed, then the form', async () => {
    const element = await connectElement({ integrationId: 'mock-api-key' });
    const attempt = element.connect();
    await element.updateComplete;
    expect(find(element, '[part=skeleton] i').getClientRects()).to.have.length(1);
    await reaches(element, 'input');
    expect(focused(element)?.localName).to.equal('input');
    element.cancel();
    expect(await refusal(attempt)).to.include({ type: 'authorization_cancelled' });
  });

  it('tells what failed when it can not learn what is needed, and tries again', async () => {
    const element = await connectElement({ integrationId: 'no-such' });
    const failure = next(element, 'nango-error');
    await click(element);
    expect((await failure).detail.type).to.equal('unknown_provider_config');
    await element.updateComplete;
    expect(text(element, 'error')).to.contain('This integration isn’t available here.');
    await isAccessible(element);
    element.integrationId = 'mock-api-key';
    await clickPart(element, 'retry');
    await reaches(element, 'input');
  });

  it('leaves the page where it was', async () => {
    const element = await keyed();
    await page(html`<div style="height: 3000px"></div>`);
    window.scrollTo(0, 0);
    element.scrollIntoView({ block: 'start' });
    const { scrollY } = window;
    const { style } = document.body;
    await click(element);
    element.cancel();
    await element.updateComplete;
    expect(window.scrollY).to.equal(scrollY);
    expect(style.overflow).to.equal('');
  });

  it('shows all of it in place with inline, without a dialog and without taking the focus', async () => {
    const element = await connectElement({ integrationId: 'mock-api-key', inline: true });
    await reaches(element, 'input');
    expect(element.shadowRoot?.querySelector('dialog, [part=button]')).to.equal(null);
    expect(focused(element)).to.equal(null);
    const log = record();
    await click(find(element, 'input'));
    await sendKeys({ type: 'good-key' });
    await sendKeys({ press: 'Enter' });
    await reaches(element, 'connected');
    expect(log).to.include('nango-start mock-api-key');
    expect(choices(element)).to.deep.equal(['Reconnect']);
    await isAccessible(element);
    await clickPart(element, 'reconnect');
    await reaches(element, 'input');
  });

  it('opens no window from inline before somebody presses its button', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2', inline: true });
    await until(() => choices(element).includes('Open the window'));
    expect(popups).to.have.length(0);
    await clickPart(element, 'open-window');
    await reaches(element, 'connected');
  });

  it('fits the window of a page that is zoomed', async () => {
    const element = await keyed();
    document.body.style.zoom = '3';
    try {
      await click(find(element, '[part=button]'));
      await until(() => isOpen(element));
      // What fades in moves.
      await Promise.all(
        dialog(element)
          .getAnimations()
          .map(({ finished }) => finished),
      );
      const seen = await new Promise<number>((resolve) => {
        new IntersectionObserver(([entry], observer) => {
          observer.disconnect();
          resolve(entry?.intersectionRatio ?? 0);
        }).observe(dialog(element));
      });
      expect(seen).to.be.greaterThan(0.99);
    } finally {
      document.body.style.zoom = '';
    }
  });

  it('fits a phone of 320 px, as a sheet from the bottom', async () => {
    const frame = await page<HTMLIFrameElement>(html`<iframe width="320" height="600"></iframe>`);
    await until(() => frame.contentDocument?.readyState === 'complete');
    const { url } = await sandboxInfo();
    const inner = frame.contentWindow;
    const script = frame.contentDocument?.createElement('script');
    if (!inner || !script || !frame.contentDocument) throw new Error('There is no frame');
    script.type = 'module';
    script.src = new URL('../../../src/define.ts', import.meta.url).href;
    const element = frame.contentDocument.createElement('nango-connect');
    Object.assign(element, { host: url, sessionToken: await newSession(), integrationId: 'mock-api-key' });
    frame.contentDocument.body.append(script, element);
    await until(
      () => element.shadowRoot !== null && getComputedStyle(element).getPropertyValue('--nango-session-light') !== '',
    );
    void element.connect();
    await until(() => isOpen(element) && element.state === 'input');
    await until(() => Math.abs(dialog(element).getBoundingClientRect().bottom - 600) < 1);
    expect(dialog(element).getBoundingClientRect().width).to.equal(320);
    expect(frame.contentDocument.documentElement.scrollWidth).to.equal(320);
  });
});
