import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Provider } from '../../../src/engine/options.js';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import { paste } from '../../browser-support/kit.js';
import { server, useFakeServer } from '../../browser-support/fake-server.js';
import { accept, find, form, input, provider, type } from '../../browser-support/credentials-form.js';

describe('nango-credentials-form', () => {
  useFakeServer();

  describe('in a form of the page', () => {
    const inside = async (template?: Provider, more: Partial<NangoCredentialsForm> = {}) => {
      const host = await fixture<HTMLFormElement>(html`<form><fieldset></fieldset><button>Send</button></form>`);
      const element = await form(template, { name: 'connection', ...more });
      host.querySelector('fieldset')?.append(element);
      await element.updateComplete;
      return { host, element };
    };

    it('its own sending is not the page’s', async () => {
      const { host, element } = await inside();
      accept();
      let sent = false;
      host.addEventListener('submit', (event) => {
        event.preventDefault();
        sent = true;
      });
      await type(element, 'credentials.apiKey', 'k');
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => element.state === 'connected');
      expect(sent).to.equal(false);
      expect([...new FormData(host)]).to.deep.equal([['connection', 'c1']]);
    });

    it('required keeps it from being sent until the account is connected', async () => {
      const { host, element } = await inside(undefined, { required: true });
      expect([host.checkValidity(), element.validity.valueMissing]).to.deep.equal([false, true]);
      accept();
      await element.connect({ 'credentials.apiKey': 'k' });
      expect(host.checkValidity()).to.equal(true);
    });

    it('tells the page of no key that is typed inside', async () => {
      const { host, element } = await inside(provider({ region: { enum: ['eu', 'us'] } }));
      const heard: string[] = [];
      for (const type of ['input', 'change']) host.addEventListener(type, () => heard.push(type));
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ type: 'key' });
      await sendKeys({ press: 'Tab' });
      find<HTMLElement>(element, 'select').focus();
      await sendKeys({ press: 'ArrowDown' });
      paste(input(element, 'credentials.apiKey'), 'Bearer abcdefgh');
      host.reset();
      await element.updateComplete;
      expect(heard).to.deep.equal([]);
    });

    it('resetting empties it', async () => {
      const { host, element } = await inside(provider({ region: { enum: ['eu', 'us'] } }));
      await type(element, 'credentials.apiKey', 'k');
      await type(element, 'params.region', 'us');
      host.reset();
      await element.updateComplete;
      expect([input(element, 'credentials.apiKey').value, input(element, 'params.region').value]).to.deep.equal([
        '',
        'eu',
      ]);
      expect(element.state).to.equal('input');
    });

    it('disabled, it can not be filled in nor sent', async () => {
      const element = await form(undefined, { disabled: true });
      expect(input(element, 'credentials.apiKey').matches(':disabled')).to.equal(true);
      element.disabled = false;
      await element.updateComplete;
      expect(input(element, 'credentials.apiKey').matches(':disabled')).to.equal(false);
    });

    it('a disabled fieldset disables it', async () => {
      const { host, element } = await inside();
      const fieldset = host.querySelector('fieldset');
      if (fieldset) fieldset.disabled = true;
      await element.updateComplete;
      expect(find(element, '[part=submit]').matches(':disabled')).to.equal(true);
      expect(input(element, 'credentials.apiKey').matches(':disabled')).to.equal(true);
    });
  });

  describe('slots', () => {
    it('the page’s own button sends the form, and not the page’s form', async () => {
      const host = await fixture<HTMLFormElement>(html`<form></form>`);
      const element = await form();
      element.innerHTML =
        '<p slot="header">Above</p><button slot="submit"><b>Go</b></button><p slot="footer">Below</p>';
      host.append(element);
      let sent = false;
      host.addEventListener('submit', () => (sent = true));
      accept();
      await type(element, 'credentials.apiKey', 'k');
      element.querySelector('b')?.click();
      await waitUntil(() => element.state === 'connected');
      expect(sent).to.equal(false);
    });

    it('of two buttons of the page’s, Enter presses the first, and each is disabled by itself', async () => {
      const element = await form();
      element.innerHTML = '<button slot="submit" disabled>One</button><button slot="submit">Two</button>';
      const [one, two] = element.querySelectorAll('button');
      await type(element, 'credentials.apiKey', 'k');
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ press: 'Enter' });
      expect(element.state).to.equal('input');
      accept();
      two?.click();
      await waitUntil(() => element.state === 'connected');
      element.reset();
      await element.updateComplete;
      Object.assign(one ?? {}, { disabled: false });
      Object.assign(two ?? {}, { disabled: true });
      await type(element, 'credentials.apiKey', 'k');
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => element.state === 'connected');
    });

    it('the page’s own button may come through a slot of another element', async () => {
      const element = await form();
      const outer = await fixture(html`<div><button slot="submit" disabled>Go</button></div>`);
      outer.attachShadow({ mode: 'open' }).append(element);
      element.innerHTML = '<slot name="submit" slot="submit"></slot>';
      await type(element, 'credentials.apiKey', 'k');
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ press: 'Enter' });
      expect(element.state).to.equal('input');
      accept();
      const [button] = outer.getElementsByTagName('button');
      if (button) button.disabled = false;
      button?.click();
      await waitUntil(() => element.state === 'connected');
    });

    for (const [what, markup] of [
      ['disabled', '<button slot="submit" disabled>Go</button>'],
      ['disabled for assistive technology', '<button slot="submit" aria-disabled="true">Go</button>'],
      ['disabled with others around it', '<div slot="submit"><button disabled>Go</button></div>'],
      ['disabled by a fieldset', '<fieldset slot="submit" disabled><button>Go</button></fieldset>'],
      ['a custom element that has only the attribute', '<x-button slot="submit" disabled>Go</x-button>'],
    ] as const)
      it(`the page’s own button, ${what}, sends nothing, and neither does Enter`, async () => {
        const element = await form();
        element.innerHTML = markup;
        await type(element, 'credentials.apiKey', 'k');
        input(element, 'credentials.apiKey').focus();
        await sendKeys({ press: 'Enter' });
        element.querySelector<HTMLElement>('button, x-button')?.click();
        expect(element.state).to.equal('input');
        expect(server.paths).to.deep.equal([]);
        accept();
        await element.connect();
        expect(element.state).to.equal('connected');
      });
  });
});
