import { expect, fixture, html } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { until } from '../../browser-support/attempts.js';
import { newSession, openSockets, sandboxInfo } from '../../browser-support/sandbox.js';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import {
  choices,
  clickPart,
  closePopups,
  find,
  paste,
  isAccessible,
  next,
  reaches,
  record,
  spoken,
  stopRecording,
  text,
  watchPopups,
} from '../../browser-support/kit.js';
import '../../../src/define.js';

describe('nango-credentials-form, with a window', function () {
  let popups: readonly (Window | null)[];
  beforeEach(async () => {
    popups = watchPopups();
    await sendMouse({ type: 'move', position: [700, 550] });
  });
  afterEach(() => {
    closePopups();
    stopRecording();
  });

  async function form(integrationId: string, more: Partial<NangoCredentialsForm> = {}): Promise<NangoCredentialsForm> {
    const element = document.createElement('nango-credentials-form');
    const { url } = await sandboxInfo();
    Object.assign(element, { integrationId, host: url, sessionToken: await newSession(), ...more });
    await fixture(html`${element}`);
    await reaches(element, 'input');
    return element;
  }

  it('asks for the subdomain, opens the window as it is sent, and is connected', async () => {
    const element = await form('mock-oauth2-config');
    paste(find<HTMLInputElement>(element, '[name="params.subdomain"]'), 'https://acme.mock.local/home');
    await clickPart(element, 'submit');
    expect(popups).to.have.length(1);
    await reaches(element, 'connected');
    expect(spoken(element)).to.match(/is connected$/);
  });

  it('has the socket open before the click', async () => {
    const element = await form('mock-oauth2');
    await until(async () => (await openSockets()) === 0);
    element.dispatchEvent(new PointerEvent('pointerenter'));
    await until(async () => (await openSockets()) === 1);
    await clickPart(element, 'submit');
    await reaches(element, 'connected');
  });

  it('says what goes on while the user is away, with ways back and out', async () => {
    const element = await form('mock-oauth2-hang');
    await clickPart(element, 'submit');
    await reaches(element, 'connecting');
    expect(text(element, 'popup-status')).to.equal('Finish in the window that opened.');
    expect(spoken(element)).to.equal('Finish in the window that opened.');
    expect(choices(element).slice(-2)).to.deep.equal(['Show the window', 'Cancel']);
    expect(choices(element).filter((choice) => choice === 'Cancel')).to.have.length(1);
    await isAccessible(element);
    const failure = next(element, 'nango-error');
    await clickPart(element, 'cancel');
    expect((await failure).detail.outcome).to.equal('cancelled');
    await until(() => popups[0]?.closed ?? false);
    await reaches(element, 'input');
  });

  it('offers to go on where the provider cuts the window off', async () => {
    const element = await form('mock-oauth2-coop');
    await clickPart(element, 'submit');
    await reaches(element, 'waiting');
    expect(text(element, 'popup-status')).to.equal('Still waiting for the other window.');
    expect(choices(element).slice(-3)).to.deep.equal(['Open again', 'I closed it', 'Cancel']);
    await isAccessible(element);
    const log = record();
    await clickPart(element, 'open-again');
    expect(popups).to.have.length(2);
    await reaches(element, 'waiting');
    const failure = next(element, 'nango-error');
    await clickPart(element, 'closed-it');
    expect((await failure).detail).to.include({ type: 'window_closed', outcome: 'unknown' });
    expect(log.filter((line) => /nango-(error|success)/.test(line))).to.deep.equal([
      'nango-error window_closed/unknown',
    ]);
    await element.updateComplete;
    expect(find(element, '[role=alert]').textContent).to.contain('The window was closed too early.');
  });

  it('asks the page whether the connection was made', async () => {
    const made = { providerConfigKey: 'mock-oauth2-coop', connectionId: 'found', isPending: false };
    let known = false;
    const element = await form('mock-oauth2-coop', { confirm: () => Promise.resolve(known ? made : undefined) });
    await clickPart(element, 'submit');
    await reaches(element, 'waiting');
    expect(choices(element).slice(-4)).to.deep.equal(['Check again', 'Open again', 'I closed it', 'Cancel']);
    known = true;
    await clickPart(element, 'check-again');
    await reaches(element, 'connected');
    expect(element.result).to.deep.equal(made);
  });
});
