import { expect, html } from '@open-wc/testing';
import '../../../src/define.js';
import { until } from '../../browser-support/attempts.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import { click, next, page } from '../../browser-support/kit.js';

describe('A button or a link with data-nango-connect', () => {
  useFakeServer();

  it('becomes the trigger of an element, also when it comes later, and connects', async () => {
    server.answer = () => json({ connectionId: 'c', providerConfigKey: 'acme' });
    const box = await page(html`<p></p>`);
    const link = document.createElement('a');
    link.href = '#elsewhere';
    link.textContent = 'Connect';
    Object.assign(link.dataset, {
      nangoConnect: '',
      integrationId: 'acme',
      authMode: 'NONE',
      publicKey: 'k',
      host: server.url,
    });
    box.append(link);
    await until(() => link.parentElement?.localName === 'nango-connect');
    const element = box.querySelector('nango-connect');
    if (!element) throw new Error('There is none');
    expect(element).to.include({ integrationId: 'acme', authMode: 'NONE', publicKey: 'k' });
    await element.updateComplete;
    const succeeded = next(element, 'nango-success');
    await click(link);
    expect((await succeeded).detail.connectionId).to.equal('c');
    expect(location.hash).to.equal('');
  });

  it('without that attribute stays what it is', async () => {
    const box = await page(html`<p><a href="#x">Link</a></p>`);
    await new Promise((resolve) => setTimeout(resolve));
    expect(box.querySelector('nango-connect')).to.equal(null);
  });
});
