import { expect, html } from '@open-wc/testing';
import { NangoConnect } from '../../../src/index.js';
import { refusal } from '../../browser-support/attempts.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import { isAccessible, next, page } from '../../browser-support/kit.js';

const token = (): string => `nango_connect_session_${Math.random()}`;

/** What is written to the console because of an act, or soon after. */
async function consoleErrors(act: () => void | Promise<void>): Promise<unknown[][]> {
  const { error } = console;
  const lines: unknown[][] = [];
  console.error = (...line: unknown[]) => lines.push(line);
  try {
    await act();
    await new Promise((resolve) => setTimeout(resolve, 1));
  } finally {
    console.error = error;
  }
  return lines;
}

describe('attributes', () => {
  useFakeServer();

  const texts = {
    'integration-id': 'integrationId',
    'connection-id': 'connectionId',
    hmac: 'hmac',
    'public-key': 'publicKey',
    'session-url': 'sessionUrl',
    'confirm-url': 'confirmUrl',
    host: 'host',
    'websockets-path': 'websocketsPath',
    params: 'params',
    'authorization-params': 'authorizationParams',
    'user-scope': 'userScope',
    'auth-mode': 'authMode',
    name: 'name',
    theme: 'theme',
    lang: 'lang',
  } as const;

  it('texts are the properties of the same name', () => {
    const element = document.createElement('nango-connect');
    for (const [attribute, property] of Object.entries(texts)) {
      element.setAttribute(attribute, `a value for ${attribute}`);
      expect(element[property], attribute).to.equal(`a value for ${attribute}`);
    }
  });

  it('numbers are read as numbers', () => {
    const element = document.createElement('nango-connect');
    element.setAttribute('popup-width', '640');
    element.setAttribute('popup-height', '700');
    element.setAttribute('timeout', '1000');
    expect([element.popupWidth, element.popupHeight, element.timeout]).to.deep.equal([640, 700, 1000]);
  });

  const flags = {
    disabled: 'disabled',
    required: 'required',
    debug: 'debug',
    inline: 'inline',
    'detect-closed-auth-window': 'detectClosedAuthWindow',
  } as const;

  for (const [attribute, property] of Object.entries(flags)) {
    it(`${attribute} is false, or true, and "false" is false`, () => {
      const element = document.createElement('nango-connect');
      expect(element[property]).to.equal(false);
      element.setAttribute(attribute, '');
      expect(element[property]).to.equal(true);
      element.setAttribute(attribute, 'false');
      expect(element[property]).to.equal(false);
      element.removeAttribute(attribute);
      expect(element[property]).to.equal(false);
    });
  }

  it('session-token leaves the page once it is read', async () => {
    const element = await page<NangoConnect>(html`<nango-connect session-token="secret"></nango-connect>`);
    expect(element.sessionToken).to.equal('secret');
    expect(element.outerHTML).not.to.contain('secret');
    element.setAttribute('session-token', 'another');
    expect(element.sessionToken).to.equal('another');
    expect(element).not.to.have.attribute('session-token');
  });

  it('properties set before the upgrade count, and so does a click right after it', async () => {
    const early = document.createElement('nango-early');
    Object.assign(early, {
      integrationId: 'github',
      publicKey: 'key',
      disabled: true,
      params: { a: '1' },
      inline: true,
    });
    document.body.append(early);
    customElements.define('nango-early', class extends NangoConnect {});
    if (!(early instanceof NangoConnect)) throw new Error('It was not upgraded');
    await early.updateComplete;
    expect(early).to.include({ integrationId: 'github', publicKey: 'key', disabled: true, inline: true });
    expect(early.params).to.deep.equal({ a: '1' });
    expect(early).to.have.attribute('disabled');
    early.remove();
  });

  it('are properties by their own names too, as Vue and React set them', () => {
    const element = document.createElement('nango-connect');
    const token = () => Promise.resolve('token');
    const given = { 'session-token': token, 'popup-width': '640', 'detect-closed-auth-window': '', params: { a: 1 } };
    Object.assign(element, given);
    expect(element).to.include({ sessionToken: token, popupWidth: 640, detectClosedAuthWindow: true });
    Object.assign(element, { 'detect-closed-auth-window': 'false', 'session-token': null });
    expect(element).to.include({ sessionToken: undefined, detectClosedAuthWindow: false });
  });

  it('are read as React’s server writes them', () => {
    const element = document.createElement('nango-connect');
    for (const [name, text] of Object.entries({ integrationId: 'github', sessionToken: 'abc', popupWidth: '400' }))
      element.setAttribute(name, text);
    expect(element).to.include({ integrationId: 'github', sessionToken: 'abc', popupWidth: 400 });
    expect(element.hasAttribute('sessionToken')).to.equal(false);
  });

  for (const text of ['[object Object]', '() => fetchToken()', 'async () => x', 'function () {}', 'token => x']) {
    it(`can’t hold ${text}: the console says so, once, with the right way`, async () => {
      const element = document.createElement('nango-connect');
      const lines = await consoleErrors(() => element.setAttribute('session-token', text));
      expect(lines).to.have.length(1);
      expect(lines[0]?.[1] === element).to.equal(true);
      expect(String(lines[0]))
        .to.contain('session-token')
        .and.to.contain('nango-connect')
        .and.to.contain('sessionToken');
      expect(element.sessionToken).to.equal(undefined);
    });
  }

  it('may hold what no attribute can, where a script sets the property at once', async () => {
    const element = document.createElement('nango-connect');
    const lines = await consoleErrors(() => {
      element.setAttribute('params', '[object Object]');
      element.params = { subdomain: 'acme' };
    });
    expect(lines).to.deep.equal([]);
    expect(element.params).to.deep.equal({ subdomain: 'acme' });
  });

  it('of a page that a server rendered may hold it until a framework has set the property', async () => {
    const box = await page(html`<p></p>`);
    const lines = await consoleErrors(async () => {
      box.innerHTML = '<nango-connect params="[object Object]"></nango-connect>';
      // Frameworks load more of the page before they hydrate it.
      await new Promise((resolve) => setTimeout(resolve, 100));
      Object.assign(box.querySelector('nango-connect') ?? {}, { params: { subdomain: 'acme' } });
    });
    expect(lines).to.deep.equal([]);
  });

  it('inline="false" is false for the style too', async () => {
    const element = await page<NangoConnect>(html`<nango-connect inline="false">Connect</nango-connect>`);
    const other = await page<NangoConnect>(html`<nango-connect>Connect</nango-connect>`);
    expect(getComputedStyle(element).display).to.equal(getComputedStyle(other).display);
    expect(element.shadowRoot?.querySelector('button')).not.to.equal(null);
  });

  it('a mistake in JSON ends the attempt, and says where it is and what it is', async () => {
    for (const attribute of ['params', 'authorization-params']) {
      const element = await page<NangoConnect>(
        html`<nango-connect integration-id="none" auth-mode="NONE" public-key="key" host=${server.url}></nango-connect>`,
      );
      element.setAttribute(attribute, 'my secret');
      const failure = next(element, 'nango-error');
      const error = await refusal(element.connect());
      expect(error.message).to.contain(attribute).and.to.match(/JSON/);
      expect(error.message).not.to.contain('my secret');
      expect((await failure).detail.error).to.equal(error);
      await element.updateComplete;
      await isAccessible(element);
    }
  });

  it('go to the server as the engine is told', async () => {
    server.answer = () => json({ connectionId: 'c', providerConfigKey: 'none' });
    const element = await page<NangoConnect>(html`<nango-connect
      integration-id="none"
      connection-id="mine"
      auth-mode="NONE"
      public-key="key"
      hmac="digest"
      host=${server.url}
      params='{"subdomain": "acme", "port": 8080}'
    ></nango-connect>`);
    await element.connect();
    const [sent] = server.sent;
    expect(sent?.path).to.equal('/auth/unauthenticated/none');
    expect(Object.fromEntries(sent?.query ?? [])).to.deep.equal({
      connection_id: 'mine',
      public_key: 'key',
      hmac: 'digest',
      'params[subdomain]': 'acme',
      'params[port]': '8080',
    });
  });

  it('asks with what was set a moment ago', async () => {
    server.answer = () => json({ connectionId: 'c' });
    const element = await page<NangoConnect>(
      html`<nango-connect integration-id="none" auth-mode="NONE" host=${server.url}></nango-connect>`,
    );
    element.sessionToken = token();
    await element.connect();
    element.sessionToken = 'the-newer-one';
    element.integrationId = 'other';
    await element.connect();
    expect(server.sent[1]?.query.get('connect_session_token')).to.equal('the-newer-one');
    expect(server.sent[1]?.path).to.equal('/auth/unauthenticated/other');
  });
});
