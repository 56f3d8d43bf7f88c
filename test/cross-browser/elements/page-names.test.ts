import { expect, html } from '@open-wc/testing';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import { refusal, until } from '../../browser-support/attempts.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import { page } from '../../browser-support/kit.js';
import '../../../src/locales.js';

/** The names of all members of an object. */
function membersOf(object: object): string[] {
  const names: string[] = [];
  for (const name in object) names.push(name);
  return names;
}

/** By its name: it is made of the frame’s class. */
const isConnect = (element?: Element): element is NangoConnect => element?.localName === 'nango-connect';

const connection = { connectionId: 'c', providerConfigKey: 'acme' };
const given = { integrationId: 'acme', publicKey: 'key', host: server.url };

describe('Names that a page has given away', () => {
  useFakeServer();
  beforeEach(() => (server.answer = () => json(connection)));

  for (const tag of ['nango-connect', 'nango-credentials-form'] as const)
    it(`in a form around <${tag}> change nothing: fields called like each of a form’s members`, async () => {
      const names = membersOf(document.createElement('form'));
      expect(names).to.include('parentNode').and.to.include('getRootNode').and.to.include('lang');
      const element = document.createElement(tag);
      Object.assign(element, given, { provider: { name: 'acme', auth_mode: 'API_KEY' } });
      const form = document.createElement('form');
      for (const name of names)
        Element.prototype.append.call(form, Object.assign(document.createElement('input'), { name, type: 'hidden' }));
      Element.prototype.append.call(form, element);
      await page(html`<div lang="de">${form}</div>`);
      await element.updateComplete;
      const attempt = element.connect();
      await until(() => !!element.shadowRoot?.querySelector('input'));
      const input = element.shadowRoot?.querySelector('input');
      if (!input) throw new Error('There is no field');
      input.value = 'secret';
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      element.shadowRoot?.querySelector<HTMLElement>('[part=submit]')?.click();
      expect(await attempt).to.include(connection);
      await until(() => element.text('close') === 'Schließen');
    });

  it('in a form around an element that is removed change nothing: the form hears its end', async () => {
    const form = document.createElement('form');
    for (const name of ['isConnected', 'dispatchEvent', 'nodeType'])
      form.append(Object.assign(document.createElement('input'), { name, type: 'hidden' }));
    const element = Object.assign(document.createElement('nango-connect'), given);
    Object.assign(element, { provider: { name: 'acme', auth_mode: 'API_KEY' } });
    form.append(element);
    await page(html`<div>${form}</div>`);
    const heard: string[] = [];
    form.addEventListener('nango-error', ({ detail }) => heard.push(detail.type));
    const attempt = element.connect();
    element.remove();
    expect(await refusal(attempt)).to.have.property('type', 'authorization_cancelled');
    expect(heard).to.deep.equal(['authorization_cancelled']);
  });

  const needed = ['createComment', 'createElement', 'createTextNode', 'createTreeWalker', 'importNode'];

  /** A page with forms of these names, and what its console says. */
  async function pageWith(names: readonly string[], later: readonly string[] = []) {
    const frame = await page<HTMLIFrameElement>(html`<iframe></iframe>`);
    const errors: string[] = [];
    const script = new URL('../../../src/define.ts', import.meta.url).href;
    const forms = names.map((name) => `<form name="${name}"></form>`).join('');
    const settled = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    frame.srcdoc = `<body>${forms}<script>
      const note = (error) => parent.dispatchEvent(new CustomEvent('page-error', { detail: String(error) }));
      console.error = note;
      addEventListener('error', (event) => { event.preventDefault(); note(event.message); });
      addEventListener('unhandledrejection', (event) => { event.preventDefault(); note(event.reason); });
    </script><script type="module" src="${script}"></script><nango-connect id="tag"></nango-connect>`;
    const note = (event: Event): void => void ('detail' in event && errors.push(String(event.detail)));
    addEventListener('page-error', note);
    await settled;
    const view = frame.contentWindow;
    if (!view) throw new Error('There is no frame');
    Object.assign(view, { fetch: window.fetch });
    const { createElement } = Document.prototype;
    for (const name of later) {
      const form = createElement.call(view.document, 'form');
      form.setAttribute('name', name);
      const root = Reflect.get(Document.prototype, 'documentElement', view.document);
      root.append(form);
    }
    const tag = [...Document.prototype.getElementsByTagName.call(view.document, 'nango-connect')][0];
    if (!isConnect(tag)) throw new Error('There is no tag');
    return { errors, tag, stop: () => removeEventListener('page-error', note) };
  }

  it('to forms, called like each of the document’s members, change nothing', async () => {
    const names = membersOf(document).filter((name) => !needed.includes(name));
    expect(names).to.include('hasFocus').and.to.include('addEventListener').and.to.include('documentElement');
    const { tag, errors, stop } = await pageWith(names);
    Object.assign(tag, given, { provider: { name: 'acme', auth_mode: 'API_KEY' } });
    const attempt = tag.connect();
    await until(() => !!tag.shadowRoot?.querySelector('dialog[open] input'));
    tag.cancel();
    await attempt.catch(() => undefined);
    Object.assign(tag, { provider: undefined, authMode: 'NONE' });
    expect(await tag.connect()).to.include(connection);
    expect(errors).to.deep.equal([]);
    stop();
  });

  for (const name of needed) {
    it(`that nothing can be rendered without are told, once: ${name}`, async () => {
      const { tag, errors, stop } = await pageWith([], [name]);
      Object.assign(tag, given, { lang: 'de' });
      await tag.updateComplete;
      tag.requestUpdate();
      await tag.updateComplete;
      expect(errors).to.have.length(1);
      expect(errors[0]).to.contain(name).and.to.contain('Rename it');
      stop();
    });
  }

  it('are told, once, where they are there before the script', async () => {
    const { errors, stop } = await pageWith(['createTreeWalker']);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.contain('createTreeWalker').and.to.contain('Rename it');
    stop();
  });
});
