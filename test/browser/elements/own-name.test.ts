import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { NangoCredentialsForm } from '../../../src/index.js';

describe('A class that is registered under a name of the page’s own', () => {
  it('keeps what is typed from listeners of the window that come after it', async () => {
    customElements.define('my-form', class extends NangoCredentialsForm {});
    const heard: string[] = [];
    const hear = (event: Event): void => {
      heard.push(event.type);
      event.preventDefault();
    };
    const types = ['keydown', 'beforeinput', 'input'];
    for (const type of types) window.addEventListener(type, hear, true);
    const element = Object.assign(document.createElement('my-form'), {
      integrationId: 'acme',
      authMode: 'API_KEY',
      publicKey: 'key',
    });
    document.body.append(element);
    try {
      await Reflect.get(element, 'updateComplete');
      const input = element.shadowRoot?.querySelector('input');
      input?.focus();
      await sendKeys({ type: 'sk/1' });
      expect(input?.value).to.equal('sk/1');
      expect(heard).to.deep.equal([]);
    } finally {
      for (const type of types) window.removeEventListener(type, hear, true);
      element.remove();
    }
  });
});
