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

  it('gives the element what its attributes say later', async () => {
    const box = await page(html`<p></p>`);
    const attributes = 'data-integration-id="acme" data-theme="dark" data-session-token="one" data-onclick="x"';
    box.innerHTML = `<button data-nango-connect ${attributes}>Connect</button><button id="other">Other</button>`;
    const [button, other] = box.querySelectorAll('button');
    await until(() => button?.parentElement?.localName === 'nango-connect');
    const element = box.querySelector('nango-connect');
    Object.assign(other?.dataset ?? {}, { integrationId: 'others' });
    Object.assign(button?.dataset ?? {}, { integrationId: 'acme-2', sessionToken: 'two', onclick: 'y' });
    button?.removeAttribute('data-theme');
    await until(() => element?.integrationId === 'acme-2');
    expect([element?.hasAttribute('theme'), element?.sessionToken]).to.deep.equal([false, 'two']);
    expect(box.innerHTML).not.to.match(/token| onclick=/i);
  });

  it('without that attribute stays what it is', async () => {
    const box = await page(html`<p><a href="#x">Link</a></p>`);
    await new Promise((resolve) => setTimeout(resolve));
    expect(box.querySelector('nango-connect')).to.equal(null);
  });
});
