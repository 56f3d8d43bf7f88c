import { aTimeout, expect, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { NangoConnect } from '../../../src/index.js';
import { until } from '../../browser-support/attempts.js';
import { openSockets } from '../../browser-support/sandbox.js';
import {
  click,
  closePopups,
  connectElement,
  find,
  knows,
  page,
  reaches,
  record,
  stopRecording,
  watchPopups,
} from '../../browser-support/kit.js';

describe('the life of nango-connect', function () {
  let popups: readonly (Window | null)[];
  beforeEach(() => (popups = watchPopups()));
  afterEach(() => {
    closePopups();
    stopRecording();
  });
  const ends = (log: string[]): string[] => log.filter((line) => /^nango-(start|success|error)/.test(line));
  const hanging = async (): Promise<NangoConnect> => {
    const element = await connectElement({ integrationId: 'mock-oauth2-hang', authMode: 'OAUTH2' });
    await click(element);
    await reaches(element, 'connecting');
    return element;
  };

  it('a move keeps the attempt', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2', authMode: 'OAUTH2' });
    const elsewhere = await page(html`<section></section>`);
    const log = record();
    element.addEventListener('nango-start', () => queueMicrotask(() => elsewhere.append(element)));
    await click(element);
    await reaches(element, 'connected');
    expect(element.parentElement).to.equal(elsewhere);
    expect(ends(log)).to.deep.equal(['nango-start mock-oauth2', 'nango-success mock-oauth2']);
  });

  it('inline that is set later shows the form in place, and taken away again gives the button back', async () => {
    const element = await connectElement({ integrationId: 'mock-api-key' });
    await knows(element);
    const shown = () => [element.state, ...Array.from(element.renderRoot.querySelectorAll('dialog, input'), localName)];
    element.inline = true;
    await reaches(element, 'input');
    await element.updateComplete;
    expect(shown()).to.deep.equal(['input', 'input']);
    element.inline = false;
    await until(() => element.state === 'idle');
    await element.updateComplete;
    expect(shown()).to.deep.equal(['idle']);
  });

  it('a move keeps a dialog modal, and what was typed in it', async () => {
    const element = await connectElement({ integrationId: 'mock-api-key' });
    await knows(element);
    const elsewhere = await page(html`<section></section>`);
    const log = record();
    await click(element);
    await sendKeys({ type: 'half' });
    elsewhere.append(element);
    await until(() => find(element, 'dialog').matches(':modal'));
    await aTimeout(50);
    expect(find<HTMLInputElement>(element, 'input').value).to.equal('half');
    expect(element.state).to.equal('input');
    expect(ends(log)).to.deep.equal(['nango-start mock-api-key']);
    element.cancel();
  });

  it('a removal cancels, and leaves neither window nor socket', async () => {
    const element = await hanging();
    let error = '';
    element.addEventListener('nango-error', ({ detail }) => (error = `${detail.type}/${detail.outcome}`));
    element.remove();
    await until(() => error !== '');
    expect(error).to.equal('authorization_cancelled/cancelled');
    await until(() => popups[0]?.closed ?? false);
    await until(async () => (await openSockets()) === 0);
  });

  it('an innerHTML that throws it away cancels as well', async () => {
    const element = await hanging();
    const parent = element.parentElement;
    if (!parent) throw new Error('It is not on the page');
    parent.innerHTML = '';
    await until(() => element.state === 'idle');
    await until(() => popups[0]?.closed ?? false);
  });

  it('a page that goes away takes the window along', async () => {
    const element = await hanging();
    const log = record();
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(log).to.deep.equal(['nango-state idle', 'nango-error authorization_cancelled/cancelled']);
    expect(element.state).to.equal('idle');
    await until(async () => (await openSockets()) === 0);
  });

  it('a double mount gives one of each event', async () => {
    const element = await connectElement({ integrationId: 'mock-oauth2', authMode: 'OAUTH2' });
    const parent = element.parentElement;
    element.remove();
    parent?.append(element);
    const log = record();
    await click(element);
    await reaches(element, 'connected');
    expect(ends(log)).to.deep.equal(['nango-start mock-oauth2', 'nango-success mock-oauth2']);
  });

  it('two elements are two attempts', async () => {
    const first = await hanging();
    const second = await connectElement({ integrationId: 'mock-oauth2', authMode: 'OAUTH2' });
    // The note of the first lies over it.
    second.focus();
    await sendKeys({ press: 'Enter' });
    await reaches(second, 'connected');
    expect(first.state).to.equal('connecting');
    first.cancel();
  });

  it('is used again after any ending', async () => {
    const element = await hanging();
    element.cancel();
    element.integrationId = 'mock-oauth2';
    await click(element);
    await reaches(element, 'connected');
    element.reset();
    expect(element).to.include({ state: 'idle', value: '', result: undefined, error: undefined });
    await element.updateComplete;
    await click(element);
    await reaches(element, 'connected');
  });

  it('opens a socket for a hand that stays, and none for one that passes by', async () => {
    // The real mouse may still lie where the last test clicked, and that is where the element appears.
    await sendMouse({ type: 'move', position: [600, 500] });
    const element = await connectElement({ integrationId: 'mock-oauth2', authMode: 'OAUTH2' });
    await until(async () => (await openSockets()) === 0);
    element.dispatchEvent(new PointerEvent('pointerenter'));
    element.dispatchEvent(new PointerEvent('pointerleave'));
    await aTimeout(150);
    expect(await openSockets()).to.equal(0);
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(async () => (await openSockets()) === 1);
    await click(element);
    await reaches(element, 'connected');
    await until(async () => (await openSockets()) === 0);
  });

  it('opens a socket for who comes along by keyboard, and none for a focus that comes back with the window', async () => {
    await sendMouse({ type: 'move', position: [600, 500] });
    const element = await connectElement({ integrationId: 'mock-oauth2', authMode: 'OAUTH2' });
    await until(async () => (await openSockets()) === 0);
    element.focus();
    window.dispatchEvent(new FocusEvent('focus'));
    await aTimeout(150);
    expect(await openSockets()).to.equal(0);
    const before = document.createElement('input');
    element.before(before);
    before.focus();
    await sendKeys({ press: 'Tab' });
    expect(document.activeElement?.localName).to.equal('nango-connect');
    await until(async () => (await openSockets()) === 1);
    await sendKeys({ press: 'Enter' });
    await reaches(element, 'connected');
  });

  it('a thousand idle ones hold no more than a button each', async () => {
    const box = await page(html`<div></div>`);
    box.append(...Array.from({ length: 1000 }, () => document.createElement('nango-connect')));
    const last = box.lastElementChild;
    if (!(last instanceof HTMLElement)) throw new Error('There is none');
    await customElements.whenDefined('nango-connect');
    await until(() => last.shadowRoot?.querySelector('button') !== null);
    expect(last.shadowRoot?.querySelectorAll('*').length).to.equal(3);
  });
});

const localName = (element: Element): string => element.localName;
