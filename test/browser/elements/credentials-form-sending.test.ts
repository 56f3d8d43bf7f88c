import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import { json, later, server, useFakeServer } from '../../browser-support/fake-server.js';
import {
  accept,
  all,
  find,
  form,
  input,
  next,
  provider,
  submit,
  success,
  texts,
  type,
  zendesk,
} from '../../browser-support/credentials-form.js';

describe('nango-credentials-form', () => {
  useFakeServer();

  describe('sends', () => {
    it('exactly what the wire wants, and clears it', async () => {
      const element = await form(
        provider({ subdomain: zendesk, region: { enum: ['eu', 'us'] }, extra: { optional: true } }),
      );
      accept();
      await type(element, 'credentials.apiKey', ' the+key&= ');
      await type(element, 'params.subdomain', ' acme');
      const secret = input(element, 'credentials.apiKey');
      const succeeded = next(element, 'nango-success');
      await submit(element);
      const { detail } = await succeeded;
      expect(detail).to.deep.equal({ ...success, isPending: false });
      const [sent, ...more] = server.sent;
      expect(more).to.deep.equal([]);
      expect(sent).to.include({ method: 'POST', path: '/api-auth/api-key/acme' });
      expect(sent?.body).to.deep.equal({ apiKey: 'the+key&=' });
      const params = [...(sent?.query ?? [])].filter(([name]) => name.startsWith('params'));
      expect(params.sort()).to.deep.equal([
        ['params[region]', 'eu'],
        ['params[subdomain]', 'acme'],
      ]);
      await element.updateComplete;
      expect(secret.value).to.equal('');
      expect(element.state).to.equal('connected');
      expect(texts(element, 'success')[0]).to.contain('Acme is connected');
    });

    it('what a password manager filled without an event', async () => {
      const element = await form(undefined, { authMode: 'BASIC' });
      element.provider = undefined;
      await element.updateComplete;
      accept();
      input(element, 'credentials.username').value = 'me';
      input(element, 'credentials.password').value = 'secret';
      await submit(element);
      await waitUntil(() => element.state === 'connected');
      expect(server.sent[0]?.body).to.deep.equal({ username: 'me', password: 'secret' });
    });

    it('what the page gives to connect()', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      accept();
      const result = await element.connect({ 'credentials.apiKey': 'k', 'params.subdomain': 'acme' });
      expect(result.connectionId).to.equal('c1');
      expect(server.sent[0]?.body).to.deep.equal({ apiKey: 'k' });
    });

    it('what a script gives that is no text: a number as its text, and nothing for what can be none', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      accept();
      const values: Record<string, string> = { 'params.subdomain': 'acme' };
      Object.assign(values, { 'credentials.apiKey': 8443, 'credentials.other': null });
      await element.connect(values);
      expect(server.sent[0]?.body).to.deep.equal({ apiKey: '8443' });
      expect(element.connect(Object.assign(values, { 'credentials.apiKey': null }))).to.be.a('promise');
    });

    it('later what connect() found wrong', async () => {
      const element = await form();
      accept();
      const result = element.connect();
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal(['This field is required.']);
      expect(server.paths).to.deep.equal([]);
      await type(element, 'credentials.apiKey', 'k');
      await submit(element);
      expect((await result).connectionId).to.equal('c1');
    });

    it('once, however often the button is pressed; and can be cancelled with everything kept', async () => {
      const element = await form();
      const gate = later();
      server.answer = () => gate.promise;
      await type(element, 'credentials.apiKey', 'k');
      await submit(element);
      const button = find<HTMLButtonElement>(element, '[part=submit]');
      expect([element.state, button.getAttribute('aria-busy'), button.textContent.trim()]).to.deep.equal([
        'connecting',
        'true',
        'Connecting…',
      ]);
      expect(input(element, 'credentials.apiKey').readOnly).to.equal(true);
      button.click();
      await waitUntil(() => server.sent.length > 0);
      expect(server.sent).to.have.length(1);
      const failed = next(element, 'nango-error');
      find<HTMLButtonElement>(element, '[part=cancel]').click();
      expect((await failed).detail.outcome).to.equal('cancelled');
      await element.updateComplete;
      expect([element.state, input(element, 'credentials.apiKey').value]).to.deep.equal(['input', 'k']);
      expect(all(element, '[role=alert]')).to.deep.equal([]);
    });

    it('opens the window in the very gesture that sends the form', async () => {
      const { open } = window;
      let during = false;
      let opened: boolean | undefined;
      window.open = () => {
        opened = during;
        return null;
      };
      try {
        const element = await form(provider({ subdomain: zendesk }, { auth_mode: 'OAUTH2', credentials: {} }));
        await type(element, 'params.subdomain', 'acme');
        const failed = next(element, 'nango-error');
        during = true;
        find<HTMLButtonElement>(element, '[part=submit]').click();
        during = false;
        expect((await failed).detail.type).to.equal('blocked_by_browser');
        expect(opened).to.equal(true);
        await element.updateComplete;
        expect(input(element, 'params.subdomain').value).to.equal('acme');
      } finally {
        window.open = open;
      }
    });
  });

  describe('on failure', () => {
    const refuse = async (element: NangoCredentialsForm, error: object, status = 400) => {
      server.answer = () => Promise.resolve(json({ error }, status));
      const failed = next(element, 'nango-error');
      await submit(element);
      await failed;
      await aTimeout(0);
      await element.updateComplete;
    };

    it('puts the server’s issues beside their fields', async () => {
      const element = await form(undefined, { authMode: 'BASIC' });
      element.provider = undefined;
      await element.updateComplete;
      await type(element, 'credentials.username', 'me');
      await type(element, 'credentials.password', 'secret');
      await refuse(element, {
        code: 'invalid_body',
        errors: [
          { code: 'custom', message: 'Not a user', path: ['username'] },
          { code: 'too_small', message: 'Too small: expected string to have >=1 characters', path: ['password'] },
        ],
      });
      expect(texts(element, 'field-error')).to.deep.equal(['Not a user', 'This field is required.']);
      expect(all(element, '[role=alert]')).to.deep.equal([]);
      expect(element.shadowRoot?.activeElement).to.equal(input(element, 'credentials.username'));
      expect(input(element, 'credentials.password').value).to.equal('secret');
    });

    for (const code of ['connection_test_failed', 'connection_validation_failed']) {
      it(`tells at the top that ${code}, in the words that came with it, and keeps what was typed`, async () => {
        const element = await form();
        await type(element, 'credentials.apiKey', 'wrong');
        await refuse(element, { code, message: 'Ask your admin' });
        expect(find(element, 'form [role=alert]').textContent).to.contain('Ask your admin');
        expect(input(element, 'credentials.apiKey').value).to.equal('wrong');
        expect([element.state, element.error?.type]).to.deep.equal(['error', code]);
        server.answer = () => Promise.resolve(json(success));
        await submit(element);
        await waitUntil(() => element.state === 'connected');
      });
    }

    it('tells it where the user sees it, who has scrolled down to the button', async () => {
      const element = await form(provider({ a: zendesk, b: zendesk, c: zendesk }));
      const box = document.createElement('div');
      box.style.cssText = 'block-size: 150px; overflow: auto';
      element.replaceWith(box);
      box.append(element);
      for (const { name } of element.fields) input(element, name).value = 'acme';
      box.scrollTop = box.scrollHeight;
      await refuse(element, { code: 'connection_test_failed', message: 'Ask your admin' });
      await waitUntil(
        () => find(element, '[part=error]').getBoundingClientRect().top >= box.getBoundingClientRect().top,
      );
    });
  });

  describe('secrets', () => {
    it('do not get into the address where an extension sends the form by itself', async () => {
      const element = await form();
      await type(element, 'credentials.apiKey', 's3cret');
      const { href } = location;
      const inner = find<HTMLFormElement>(element, 'form');
      // With another one the page would be left here.
      expect(inner.method).to.equal('dialog');
      inner.submit();
      await aTimeout(50);
      expect(location.href).to.equal(href);
      expect(input(element, 'credentials.apiKey').value).to.equal('s3cret');
    });

    it('are in no attribute, no event and no form value', async () => {
      const host = await fixture<HTMLFormElement>(html`<form></form>`);
      const element = await form(undefined, { name: 'connection' });
      host.append(element);
      const events: unknown[] = [];
      for (const name of ['nango-start', 'nango-state', 'nango-success', 'nango-error'] as const) {
        element.addEventListener(name, ({ detail }) => events.push({ ...detail }));
      }
      await type(element, 'credentials.apiKey', 's3cret');
      server.answer = () => Promise.resolve(json({ error: { code: 'invalid_credentials', message: 'No' } }, 400));
      const failed = next(element, 'nango-error');
      await submit(element);
      await failed;
      await element.updateComplete;
      expect(element.outerHTML + element.shadowRoot?.innerHTML).not.to.contain('s3cret');
      expect(JSON.stringify(events)).not.to.contain('s3cret');
      expect([...new FormData(host)]).to.deep.equal([]);
    });

    it('go when the element is removed, and stay when it is moved', async () => {
      const element = await form();
      const parent = element.parentElement;
      await type(element, 'credentials.apiKey', 'k');
      const control = input(element, 'credentials.apiKey');
      element.remove();
      parent?.append(element);
      await aTimeout(0);
      expect(control.value).to.equal('k');
      element.remove();
      await aTimeout(0);
      expect(control.value).to.equal('');
    });

    it('go when the page does, other fields stay', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      await type(element, 'credentials.apiKey', 'k');
      await type(element, 'params.subdomain', 'acme');
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      expect([input(element, 'credentials.apiKey').value, input(element, 'params.subdomain').value]).to.deep.equal([
        '',
        'acme',
      ]);
    });
  });
});
