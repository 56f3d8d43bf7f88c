import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import { until } from '../../browser-support/attempts.js';
import { paste, text } from '../../browser-support/kit.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import {
  accept,
  all,
  described,
  find,
  form,
  input,
  next,
  provider,
  submit,
  texts,
  type,
  zendesk,
} from '../../browser-support/credentials-form.js';

describe('nango-credentials-form', () => {
  useFakeServer();

  describe('a key or certificate', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
    const withKey = () => form({ auth_mode: 'JWT', credentials: { privateKey: { title: 'Key' } } });

    it('has lines, and is masked until it is shown', async () => {
      const element = await withKey();
      const area = find<HTMLTextAreaElement>(element, 'textarea');
      await type(element, 'credentials.privateKey', key);
      expect(getComputedStyle(area).getPropertyValue('-webkit-text-security')).to.equal('disc');
      find<HTMLButtonElement>(element, '[part=reveal]').click();
      await element.updateComplete;
      expect(getComputedStyle(area).getPropertyValue('-webkit-text-security')).to.equal('none');
    });

    it('can be dropped as a file', async () => {
      const element = await withKey();
      const area = find<HTMLTextAreaElement>(element, 'textarea');
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([`${key}\n`], 'key.pem'));
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      area.dispatchEvent(drop);
      expect(drop.defaultPrevented).to.equal(true);
      await waitUntil(() => area.value === key);
    });

    it('is the only thing that takes a file: one that misses it does not replace the page', async () => {
      const element = await form();
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['sk_1'], 'key.txt'));
      for (const target of [input(element, 'credentials.apiKey'), find(element, '[part=label]')])
        for (const type of ['dragover', 'drop']) {
          const event = new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer });
          target.dispatchEvent(event);
          expect(event.defaultPrevented, type).to.equal(true);
        }
      expect(input(element, 'credentials.apiKey').value).to.equal('');
    });

    it('can be chosen as a file', async () => {
      const element = await withKey();
      const files = new DataTransfer();
      files.items.add(new File([JSON.stringify({ private_key: key })], 'account.json'));
      const chooser = find<HTMLInputElement>(element, '[type=file]');
      chooser.files = files.files;
      chooser.dispatchEvent(new Event('change'));
      await waitUntil(() => find<HTMLTextAreaElement>(element, 'textarea').value === key);
      expect(chooser.files.length).to.equal(0);
    });
  });

  describe('checks what is typed', () => {
    it('says nothing at first, and tells the platform the truth', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      expect(texts(element, 'field-error')).to.deep.equal([]);
      const control = input(element, 'params.subdomain');
      expect([control.validity.valueMissing, control.matches(':invalid')]).to.deep.equal([true, true]);
      await type(element, 'params.subdomain', 'ACME!');
      expect([control.validity.customError, control.validationMessage]).to.deep.equal([
        true,
        'This doesn’t look right. It should look like https://acme.zendesk.com',
      ]);
      await type(element, 'params.subdomain', 'acme');
      expect(control.validity.valid).to.equal(true);
    });

    it('when a field is left, until it is typed into again', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      const control = input(element, 'params.subdomain');
      control.focus();
      await sendKeys({ type: 'no spaces' });
      expect(texts(element, 'field-error')).to.deep.equal([]);
      await sendKeys({ press: 'Tab' });
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal([
        'This doesn’t look right. It should look like https://acme.zendesk.com',
      ]);
      expect(control.getAttribute('aria-invalid')).to.equal('true');
      expect(described(control)).to.include('This doesn’t look right. It should look like https://acme.zendesk.com');
      control.focus();
      await sendKeys({ type: 'x' });
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal([]);
      expect(control.hasAttribute('aria-invalid')).to.equal(false);
    });

    it('not when the window is left, to copy the key elsewhere', async () => {
      const element = await form();
      const control = input(element, 'credentials.apiKey');
      control.focus();
      control.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal([]);
    });

    it('all when it is sent, and goes to the first wrong one', async () => {
      const element = await form(provider({ first: { order: 1 }, fine: { optional: true } }));
      await submit(element);
      expect(texts(element, 'field-error')).to.deep.equal(['This field is required.', 'This field is required.']);
      expect(element.shadowRoot?.activeElement).to.equal(input(element, 'params.first'));
      expect(server.paths).to.deep.equal([]);
    });

    it('without moving the button away from under a pressed mouse', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      accept();
      await type(element, 'credentials.apiKey', 'k');
      const control = input(element, 'params.subdomain');
      control.focus();
      await sendKeys({ type: 'acme' });
      input(element, 'credentials.apiKey').focus();
      input(element, 'credentials.apiKey').value = '';
      const button = find(element, '[part=submit]');
      const clicked = next(find<HTMLButtonElement>(element, '[part=submit]'), 'click');
      const { x, y, width } = button.getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + 4)] });
      await clicked;
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal(['This field is required.']);
    });
  });

  describe('is kind', () => {
    const pasted = async (element: NangoCredentialsForm, name: string, text: string) => {
      const control = input(element, name);
      paste(control, text);
      await element.updateComplete;
      return control.value;
    };

    it('to pasted addresses and keys, and says what was done', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      expect(await pasted(element, 'params.subdomain', 'https://acme.zendesk.com/agent')).to.equal('acme');
      expect(await pasted(element, 'credentials.apiKey', 'Authorization: Bearer my-key\n')).to.equal('my-key');
      const notes = texts(element, 'pasted');
      expect(notes).to.have.length(2);
      const key = input(element, 'credentials.apiKey');
      expect(described(key)).to.include(notes[0]);
      expect(all(element, '[role=status]').at(-1)?.textContent).to.equal(notes[0]);
      expect(notes.join()).not.to.contain('my-key');
      key.focus();
      await sendKeys({ type: 'x' });
      await element.updateComplete;
      expect(texts(element, 'pasted')).to.have.length(1);
    });

    it('to a text that is pasted into another: it is left as it is', async () => {
      const element = await form();
      const control = input(element, 'credentials.apiKey');
      control.focus();
      await sendKeys({ type: 'ab' });
      expect(await pasted(element, 'credentials.apiKey', 'Bearer c')).to.equal('abBearer c');
    });

    it('to what is typed: it is only trimmed, and the message shows all of an example', async () => {
      const example = { ...zendesk, example: 'domain' };
      const element = await form(provider({ subdomain: example }));
      input(element, 'params.subdomain').focus();
      // WebKit's driver swallows one of two equal letters.
      await sendKeys({ type: ' acme.zendesk.com/a ' });
      await sendKeys({ press: 'Tab' });
      await element.updateComplete;
      expect(input(element, 'params.subdomain').value).to.equal('acme.zendesk.com/a');
      expect(texts(element, 'field-error').join()).to.contain('https://domain.zendesk.com');
    });

    it('to who tabs through empty fields: nothing is wrong yet', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      input(element, 'params.subdomain').focus();
      for (let step = 0; step < 3; step++) await sendKeys({ press: 'Tab' });
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal([]);
    });

    it('to who knows better than a pattern: the same value is sent the second time', async () => {
      const element = await form(provider({ subdomain: { ...zendesk, pattern: '^[a-z]+$' } }));
      accept();
      input(element, 'credentials.apiKey').value = 'key';
      const subdomain = input(element, 'params.subdomain');
      subdomain.focus();
      await sendKeys({ type: 'acme-1' });
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.have.length(1);
      expect(text(element, 'submit')).to.equal('Use it anyway');
      await sendKeys({ type: '2' });
      await element.updateComplete;
      expect(text(element, 'submit')).not.to.equal('Use it anyway');
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
      const succeeded = next(element, 'nango-success');
      await sendKeys({ press: 'Enter' });
      await succeeded;
    });

    it('to who knew better than a pattern and is refused by the server: it says so', async () => {
      const element = await form(provider({ subdomain: { ...zendesk, pattern: '^[a-z]+$' } }));
      server.answer = () => json({ error: { code: 'connection_test_failed', message: 'No such account' } }, 400);
      input(element, 'credentials.apiKey').value = 'key';
      input(element, 'params.subdomain').value = 'acme-1';
      await submit(element);
      expect(texts(element, 'field-error')).to.have.length(1);
      const failed = next(element, 'nango-error');
      await submit(element);
      await failed;
      await until(() => text(element, 'details') === 'No such account');
      expect(texts(element, 'field-error')).to.deep.equal([]);
    });

    it('to who reads a translation by the browser: what changes is shown', async () => {
      const element = await form(provider({ subdomain: { ...zendesk, pattern: '^[a-z]+$' } }));
      const submitButton = find(element, '[part=submit]');
      // As Google's translation does, in open shadow roots too.
      for (const node of [...submitButton.childNodes])
        if (node instanceof Text && node.data.trim()) {
          const font = document.createElement('font');
          font.append(document.createElement('font'));
          font.firstElementChild?.append('Verbinden');
          node.replaceWith(font);
        }
      expect(text(element, 'submit')).to.equal('Verbinden');
      element.requestUpdate();
      await element.updateComplete;
      expect(text(element, 'submit')).to.equal('Verbinden');
      input(element, 'credentials.apiKey').value = 'key';
      input(element, 'params.subdomain').value = 'acme-1';
      await submit(element);
      expect(text(element, 'submit')).to.equal('Use it anyway');
    });

    it('to who holds Enter down: it sends once, and does not insist', async () => {
      const element = await form(provider({ subdomain: { ...zendesk, pattern: '^[a-z]+$' } }));
      accept();
      input(element, 'credentials.apiKey').value = 'key';
      input(element, 'params.subdomain').focus();
      await sendKeys({ type: 'acme-1' });
      for (let times = 0; times < 4; times++) {
        await sendKeys({ down: 'Enter' });
        await element.updateComplete;
      }
      await sendKeys({ up: 'Enter' });
      expect(element.state).to.equal('input');
      expect(text(element, 'submit')).to.equal('Use it anyway');
    });

    it('to an input method: its Enter and Escape send and close nothing', async () => {
      const element = await form();
      const control = input(element, 'credentials.apiKey');
      control.value = 'key';
      for (const key of ['Enter', 'Escape']) {
        const prevented = [{}, { isComposing: true }, { keyCode: 229 }, { repeat: true }].map((init) => {
          const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
          control.dispatchEvent(event);
          return event.defaultPrevented;
        });
        expect(prevented, key).to.deep.equal([false, true, true, true]);
      }
    });

    it('but not to a wrong format: that is never sent', async () => {
      const element = await form(provider({ subdomain: { format: 'uuid' } }));
      input(element, 'credentials.apiKey').value = 'key';
      input(element, 'params.subdomain').value = 'no uuid';
      for (let time = 0; time < 2; time++) {
        find<HTMLElement>(element, '[part=submit]').click();
        await element.updateComplete;
      }
      expect(text(element, 'submit')).not.to.equal('Use it anyway');
      expect(texts(element, 'field-error')).to.have.length(1);
      element.cancel();
    });

    it('to one of 2,000 fields: it is the only one that is checked', async () => {
      const element = await form(
        provider(Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`f${at}`, { pattern: '^[a-z]+$' }]))),
      );
      const checked = new Map<string, number>();
      for (const field of element.fields)
        Object.defineProperty(field, 'pattern', {
          get: () => {
            checked.set(field.name, (checked.get(field.name) ?? 0) + 1);
            return '^[a-z]+$';
          },
        });
      await type(element, 'params.f1000', 'A');
      expect([...checked.keys()]).to.deep.equal(['params.f1000']);
      expect(checked.get('params.f1000')).to.be.below(5);
      expect(input(element, 'params.f1000').validity.customError).to.equal(true);
    });

    it('to who chooses the wrong file: it says so, and the field stays as it was', async () => {
      const element = await form(provider({ privateKey: {} }));
      const area = element.shadowRoot?.querySelector('textarea');
      if (!area) throw new Error('There is no textarea');
      area.value = 'as it was';
      const chooser = find<HTMLInputElement>(element, 'input[type=file]');
      const wrong: [content: BlobPart, message: RegExp][] = [
        ['x'.repeat(100_001), /too large/],
        [new Uint8Array([0, 159, 146, 150]), /isn’t text/],
        ['no key at all', /BEGIN/],
      ];
      for (const [content, message] of wrong) {
        const files = new DataTransfer();
        files.items.add(new File([content], 'key.pem'));
        chooser.files = files.files;
        chooser.dispatchEvent(new Event('change'));
        await until(() => message.test(text(element, 'field-error')));
        expect(area.value).to.equal('as it was');
      }
    });

    it('to who drops a folder, or a file that is gone by then: it says so', async () => {
      const element = await form(provider({ privateKey: {} }));
      const chooser = find<HTMLInputElement>(element, 'input[type=file]');
      const folder = new File([], 'folder');
      folder.arrayBuffer = () => Promise.reject(new DOMException('It could not be found', 'NotFoundError'));
      Object.defineProperty(chooser, 'files', { value: [folder] });
      chooser.dispatchEvent(new Event('change'));
      await until(() => text(element, 'field-error').includes('isn’t text'));
    });

    it('to the page: a link in it gives nobody a hold on its window', async () => {
      const docs = 'https://docs.example/acme';
      const element = await form({
        ...provider(),
        docs_connect: docs,
        credentials: { apiKey: { doc_section: '#key' } },
      });
      const links = all(element, 'a').map((link) => [link.getAttribute('rel'), link.getAttribute('target')]);
      expect(links.length).to.be.greaterThan(0);
      for (const link of links) expect(link).to.deep.equal(['noopener noreferrer', '_blank']);
    });

    it('to who presses Enter', async () => {
      const element = await form();
      accept();
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ type: 'key' });
      const succeeded = next(element, 'nango-success');
      await sendKeys({ press: 'Enter' });
      await succeeded;
    });
  });
});
