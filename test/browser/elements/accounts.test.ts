import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { NangoConnect, NangoCredentialsForm } from '../../../src/index.js';
import { accounts, connected, disconnect, element, github, made, useAccounts } from '../../browser-support/accounts.js';
import { until } from '../../browser-support/attempts.js';
import { json, server } from '../../browser-support/fake-server.js';
import { backend, clickPart, find, isAccessible, page, spoken, text } from '../../browser-support/kit.js';

describe('What the page knows of its accounts', () => {
  useAccounts();

  it('is the value, from the start, and what a reset goes back to', async () => {
    const form = await page<HTMLFormElement>(
      html`<form><nango-connect name="account" value="known" integration-id="github" auth-mode="NONE" public-key="key" host=${server.url}></nango-connect></form>`,
    );
    const [control] = form.getElementsByTagName('nango-connect');
    if (!control) throw new Error('There is none');
    expect(control).to.include({ state: 'connected', value: 'known', defaultValue: 'known' });
    expect(control.result?.providerConfigKey).to.equal('github');
    expect(new FormData(form).get('account')).to.equal('known');
    server.answer = () => json({ connectionId: 'newer', providerConfigKey: 'github' });
    await control.connect();
    expect(control.value).to.equal('newer');
    control.setAttribute('value', 'older');
    expect(control.value).to.equal('newer');
    form.reset();
    expect(control).to.include({ state: 'connected', value: 'older' });
    control.removeAttribute('value');
    expect(control).to.include({ state: 'idle', value: '' });
  });

  it('of a form is shown from the start, and stays when its fields are known, but not for another integration', async () => {
    const control = await page<NangoCredentialsForm>(
      html`<nango-credentials-form value="known" integration-id="acme" auth-mode="API_KEY" public-key="key" host=${server.url}></nango-credentials-form>`,
    );
    await control.updateComplete;
    expect(control.state).to.equal('connected');
    control.provider = { name: 'acme', auth_mode: 'API_KEY' };
    await control.updateComplete;
    expect(control).to.include({ state: 'connected', value: 'known' });
    for (const value of ['newer', 'newest']) {
      server.answer = () => json({ connectionId: value, providerConfigKey: 'acme' });
      await control.connect({ 'credentials.apiKey': 'k' });
      expect(control).to.include({ state: 'connected', value });
    }
    control.integrationId = 'other';
    control.authMode = 'BASIC';
    await control.updateComplete;
    expect(control.state).to.equal('input');
  });

  it('is shown in place again where the user closes the form for another one', async () => {
    accounts([github]);
    const tag = element('github', { inline: true, authMode: 'API_KEY' });
    await page(html`<div>${tag}</div>`);
    await until(() => tag.state === 'connected');
    await tag.updateComplete;
    expect(tag.shadowRoot?.querySelector('[part=close]')).to.equal(null);
    await clickPart(tag, 'reconnect');
    await until(() => tag.state === 'input');
    await tag.updateComplete;
    await clickPart(tag, 'close');
    expect(tag).to.include({ state: 'connected', value: 'c-1' });
  });

  it('comes from its backend, asked once however many tags', async () => {
    const asked = accounts([github, { ...github, connectionId: 'older' }]);
    const tags = ['github', 'github', 'slack', 'jira'].map((id) => element(id));
    await page(html`<div>${tags}</div>`);
    await until(() => tags[0]?.state === 'connected');
    expect(asked).to.deep.equal([{}]);
    expect(tags.map(({ value }) => value)).to.deep.equal(['c-1', 'c-1', '', '']);
    await tags[0]?.updateComplete;
    expect(tags[0]?.shadowRoot?.textContent).to.contain('ada@example.com');
    await isAccessible(tags[0] ?? document.body);
  });

  const odd: Record<string, () => Response | Promise<Response>> = {
    'an error': () => json({}, 500),
    'no JSON': () => new Response('<html>'),
    'no list': () => json({ connections: 'all' }),
    'rows that are none': () => json({ connections: [null, 7, {}, { providerConfigKey: 'github' }] }),
    nothing: () => Promise.reject(new TypeError('Failed to fetch')),
  };
  for (const [name, answer] of Object.entries(odd)) {
    it(`keeps nobody from connecting where the backend says ${name}`, async () => {
      let asked = false;
      backend('/api/nango/status', () => {
        asked = true;
        return answer();
      });
      const tag = element();
      await page(html`<div>${tag}</div>`);
      await until(() => asked);
      await tag.updateComplete;
      expect(tag.state).to.equal('idle');
      server.answer = () => json({ connectionId: 'made', providerConfigKey: 'github' });
      await tag.connect();
      expect(tag.value).to.equal('made');
    });
  }

  const iconOf = (tag: NangoConnect): string => find(tag, 'button svg').getAttribute('class') ?? '';

  it('says that an account needs to be connected again', async () => {
    const { first } = await connected([{ ...github, reconnect: true }]);
    expect(text(first, 'button')).to.contain('needs to be reconnected');
    expect(iconOf(first)).to.equal('attention');
  });

  it('has a check only where nothing is left to do', async () => {
    const { first } = await connected();
    expect(iconOf(first)).to.equal('check');
    server.answer = () => json({ connectionId: 'c-2', providerConfigKey: 'github', isPending: true });
    first.reset();
    await first.connect();
    await first.updateComplete;
    expect(first.result?.isPending).to.equal(true);
    expect(iconOf(first)).to.equal('attention');
  });

  it('is asked again for tags that come a while after the last one has gone: they may be another user’s', async () => {
    const { first, asked } = await connected();
    first.remove();
    await new Promise((resolve) => setTimeout(resolve, 2100));
    accounts([]);
    const second = element();
    await page(html`<div>${second}</div>`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect([second.state, second.value]).to.deep.equal(['idle', '']);
    expect(asked).to.have.length(1);
  });

  it('has its backend renew the connection that it knows, until a reset: the next user has another', async () => {
    const bodies: unknown[] = [];
    backend('/api/nango/session', (body) => {
      bodies.push(body);
      return json({ token: 'token' });
    });
    accounts([github]);
    const tag = element('github', { publicKey: undefined });
    await page(html`<div>${tag}</div>`);
    await until(() => tag.state === 'connected');
    server.answer = () => json({ connectionId: 'c-1', providerConfigKey: 'github' });
    await tag.connect();
    expect(bodies.at(-1)).to.deep.equal({ integrationId: 'github', connectionId: 'c-1' });
    tag.reset();
    await tag.connect();
    expect(bodies.at(-1)).to.deep.equal({ integrationId: 'github' });
  });

  it('is of one integration: another one is connected anew', async () => {
    const { first } = await connected([github, { providerConfigKey: 'slack', connectionId: 'c-2' }]);
    first.integrationId = 'slack';
    await first.updateComplete;
    expect(first.value).to.equal('c-2');
    const bodies: unknown[] = [];
    backend('/api/nango/session', (body) => {
      bodies.push(body);
      return json({ token: 'token' });
    });
    server.answer = () => json({ connectionId: 'c-3', providerConfigKey: 'jira' });
    first.integrationId = 'jira';
    await first.updateComplete;
    expect([first.state, first.value]).to.deep.equal(['idle', '']);
    Object.assign(first, { publicKey: undefined });
    await first.connect();
    expect(bodies).to.deep.equal([{ integrationId: 'jira' }]);
  });

  it('tells the page’s form of a change by the user, once, and of nothing else', async () => {
    const log: string[] = [];
    const form =
      await page<HTMLFormElement>(html`<form @input=${() => log.push('input')} @change=${() => log.push('change')}>
      <nango-credentials-form integration-id="github" auth-mode="API_KEY" public-key="key" host=${server.url}></nango-credentials-form>
    </form>`);
    const [control] = form.getElementsByTagName('nango-credentials-form');
    if (!control) throw new Error('There is none');
    const input = find<HTMLInputElement>(control, 'input');
    input.value = 'k';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    expect(log).to.deep.equal([]);
    server.answer = () => json({ connectionId: 'c', providerConfigKey: 'github' });
    await control.connect();
    expect(log).to.deep.equal(['input', 'change']);
    form.reset();
    expect(log).to.have.length(2);
  });

  it('is not what a browser kept of another integration, or of none', async () => {
    const tag = element();
    await page(html`<div>${tag}</div>`);
    for (const state of ['', '["slack","c-9"]', '["slack"]']) tag.formStateRestoreCallback(state);
    expect(tag.state).to.equal('idle');
    tag.formStateRestoreCallback('["github","c-9"]');
    expect(tag.value).to.equal('c-9');
  });

  it('a name of blanks is none', async () => {
    const { first } = await connected([{ ...github, name: ' ' }]);
    expect(spoken(first)).to.equal('Connected');
    first.connectedName = ' ';
    await first.updateComplete;
    expect(spoken(first)).to.equal('Connected');
  });

  it('what the page sets as it is changes nothing: the account keeps its name', async () => {
    const { first } = await connected();
    first.value = github.connectionId;
    await first.updateComplete;
    expect(text(first, 'button')).to.contain(github.name);
  });

  it('a tag whose integration the user has chosen agrees with one of that integration', async () => {
    const { first } = await connected();
    const free = element('');
    first.after(free);
    await free.updateComplete;
    free.formStateRestoreCallback('["github","c-1"]');
    first.after(free);
    await free.updateComplete;
    expect(text(free, 'button')).to.contain(github.name);
    await disconnect(first);
    await until(() => first.state === 'idle');
    expect(free).to.include({ state: 'idle', value: '' });
  });

  it('what happens to another integration changes nothing of what the page has set', async () => {
    const { first } = await connected();
    const other = element('slack');
    first.after(other);
    await other.updateComplete;
    first.reset();
    made('c-2', 'slack');
    await other.connect();
    expect([first.value, other.value]).to.deep.equal(['', 'c-2']);
  });

  it('what a browser has kept of a form is an id, whatever it is written in', async () => {
    const tag = element('a"b', { backend: undefined });
    await page(html`<div>${tag}</div>`);
    for (const [state, id] of [
      [JSON.stringify(['a"b', 'c"1\\']), 'c"1\\'],
      ['c-2', 'c-2'],
      ['3', '3'],
    ] as const) {
      tag.formStateRestoreCallback(state);
      expect(tag.value).to.equal(id);
    }
  });

  it('a reset of its form keeps what the backend knows', async () => {
    accounts([github]);
    const tag = element();
    const form = await page<HTMLFormElement>(html`<form>${tag}</form>`);
    await until(() => tag.state === 'connected');
    form.reset();
    expect(tag.value).to.equal('c-1');
  });
});
