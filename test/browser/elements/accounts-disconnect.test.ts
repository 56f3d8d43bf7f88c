import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { NangoCredentialsForm } from '../../../src/index.js';
import { forgetAccounts } from '../../../src/elements/account/account-store.js';
import { accounts, connected, disconnect, element, github, made, useAccounts } from '../../browser-support/accounts.js';
import { until } from '../../browser-support/attempts.js';
import { json, later, server } from '../../browser-support/fake-server.js';
import { choices, click, clickPart, find, isAccessible, next, page, spoken, text } from '../../browser-support/kit.js';

describe('Disconnecting an account', () => {
  useAccounts();

  it('ends with Disconnect, once that is answered, for all tags', async () => {
    const { first, asked } = await connected();
    const second = element();
    first.after(second);
    await until(() => second.state === 'connected');
    const log: unknown[] = [];
    for (const name of ['nango-disconnect', 'nango-disconnected'] as const)
      document.addEventListener(name, ({ type, detail }) => log.push([type, detail]), { once: true });
    await clickPart(first, 'disconnect');
    await first.updateComplete;
    expect(choices(first)).to.deep.equal(['Disconnect', 'Cancel']);
    await isAccessible(first);
    await click(find(first, '[part=actions] button'));
    await until(() => first.state === 'idle');
    const detail = { providerConfigKey: 'github', connectionId: 'c-1' };
    expect(asked.at(-1)).to.deep.equal(detail);
    expect(log).to.deep.equal([
      ['nango-disconnect', detail],
      ['nango-disconnected', detail],
    ]);
    expect([first.state, second.state]).to.deep.equal(['idle', 'idle']);
  });

  it('stays connected where the page prevents it, or the user thinks better of it', async () => {
    const { first, asked } = await connected();
    await clickPart(first, 'disconnect');
    await first.updateComplete;
    await clickPart(first, 'cancel');
    await first.updateComplete;
    expect(choices(first)).to.deep.equal([]);
    first.addEventListener('nango-disconnect', (event) => event.preventDefault());
    await clickPart(first, 'disconnect');
    await first.updateComplete;
    await click(find(first, '[part=actions] button'));
    await first.updateComplete;
    expect(first.state).to.equal('connected');
    expect(asked).to.deep.equal([{}]);
  });

  it('leaves the question with Escape, and nothing that it is in', async () => {
    const { first, asked } = await connected();
    const escaped: string[] = [];
    first.parentElement?.addEventListener('keydown', ({ key }) => escaped.push(key));
    await clickPart(first, 'disconnect');
    await first.updateComplete;
    await sendKeys({ press: 'Escape' });
    await first.updateComplete;
    expect(choices(first)).to.deep.equal([]);
    expect([first.state, escaped.length, asked.length]).to.deep.equal(['connected', 0, 1]);
  });

  const why: Record<string, [() => Response | Promise<Response>, string]> = {
    'the user is signed out': [() => new Response(null, { status: 401 }), 'session has ended'],
    'nothing answers': [() => Promise.reject(new TypeError('Failed to fetch')), 'Check your connection'],
    'its address is wrong': [() => json({ error: 'Not found' }, 404), 'Something is wrong with this site'],
  };
  for (const [name, [answer, said]] of Object.entries(why)) {
    it(`stays connected where ${name}, and says so`, async () => {
      const { first } = await connected([github], answer);
      await disconnect(first);
      await until(() => text(first, 'error') !== '');
      expect(first.state).to.equal('connected');
      expect(text(first, 'error')).to.contain('couldn’t be disconnected').and.to.contain(said);
    });
  }

  for (const [status, body] of [
    [404, { error: { code: 'unknown_connection' } }],
    [410, {}],
  ] as const) {
    it(`is disconnected where the backend answers ${status}: it was ended elsewhere`, async () => {
      const { first } = await connected([github], () => json(body, status));
      await disconnect(first);
      await until(() => first.state === 'idle');
      expect(first.value).to.equal('');
    });
  }

  it('stays connected where it could not be ended, says why, and tries again', async () => {
    let works = false;
    const { first } = await connected([github], () => new Response(null, { status: works ? 204 : 503 }));
    await disconnect(first);
    await until(() => text(first, 'error') !== '');
    expect(first.state).to.equal('connected');
    expect(text(first, 'error')).to.contain('couldn’t be disconnected').and.to.contain('status 503');
    await isAccessible(first);
    works = true;
    await clickPart(first, 'retry');
    await until(() => first.state === 'idle');
  });

  it('says that it is disconnected, and shows in place what was there before', async () => {
    for (const make of [() => element(), () => element('github', { inline: true, authMode: 'API_KEY' })]) {
      forgetAccounts();
      const asked = accounts([github]);
      const tag = make();
      await page(html`<div>${tag}</div>`);
      await until(() => tag.state === 'connected');
      await tag.updateComplete;
      await disconnect(tag);
      await until(() => tag.state !== 'connected');
      await tag.updateComplete;
      expect(spoken(tag)).to.equal('github is disconnected.');
      if (tag.inline) expect(find(tag, 'input').localName).to.equal('input');
      expect(asked).to.have.length(2);
      tag.remove();
    }
  });

  it('keeps the focus in a form, where it is done by keyboard', async () => {
    const ended = later();
    accounts([github], () => ended.promise);
    const form = await page<NangoCredentialsForm>(
      html`<nango-credentials-form
        integration-id="github"
        auth-mode="API_KEY"
        public-key="key"
        host=${server.url}
        backend="/api/nango"
      ></nango-credentials-form>`,
    );
    await until(() => form.state === 'connected');
    await form.updateComplete;
    find<HTMLButtonElement>(form, '[part=disconnect]').focus();
    for (let times = 0; times < 2; times++) {
      await sendKeys({ press: 'Enter' });
      await form.updateComplete;
    }
    expect(document.activeElement?.localName).to.equal(form.localName);
    ended.resolve(new Response(null, { status: 204 }));
    await until(() => form.state === 'input');
    await form.updateComplete;
    expect(form.shadowRoot?.activeElement?.localName).to.equal('input');
  });

  it('a key that is held down presses once', async () => {
    const { first, asked } = await connected();
    find<HTMLButtonElement>(first, '[part=disconnect]').focus();
    await sendKeys({ down: 'Enter' });
    await first.updateComplete;
    for (let times = 0; times < 3; times++) {
      await sendKeys({ down: 'Enter' });
      await first.updateComplete;
    }
    await sendKeys({ up: 'Enter' });
    expect(choices(first)).to.deep.equal(['Disconnect', 'Cancel']);
    expect(asked).to.have.length(1);
  });

  it('a tag that comes back to the page knows what has happened meanwhile', async () => {
    const { first } = await connected();
    const second = element();
    first.after(second);
    await until(() => second.state === 'connected');
    second.remove();
    await disconnect(first);
    await until(() => first.state === 'idle');
    first.after(second);
    expect(second.state).to.equal('idle');
    second.remove();
    made('newer');
    await first.connect();
    first.after(second);
    expect(second.value).to.equal('newer');
  });

  it('the end of one connection does not end a newer one', async () => {
    const answer = later();
    const { first } = await connected([github], () => answer.promise);
    const second = element();
    first.after(second);
    await until(() => second.state === 'connected');
    await disconnect(first);
    made('newer');
    await second.connect();
    answer.resolve(new Response(null, { status: 204 }));
    await next(document, 'nango-disconnected');
    expect([first.value, second.value]).to.deep.equal(['newer', 'newer']);
  });

  it('its end leaves an attempt alone that has begun since', async () => {
    const answer = later();
    const { first } = await connected([github], () => answer.promise);
    await disconnect(first);
    const post = later();
    server.answer = () => post.promise;
    const attempt = first.connect();
    answer.resolve(new Response(null, { status: 204 }));
    await next(document, 'nango-disconnected');
    expect([first.state, first.value]).to.deep.equal(['connecting', '']);
    post.resolve(json({ connectionId: 'newer', providerConfigKey: 'github' }));
    await attempt;
    expect(first.value).to.equal('newer');
  });

  it('whoever heard that it is about to end hears that it has, though the tag is gone', async () => {
    const answer = later();
    const { first } = await connected([github], () => answer.promise);
    await disconnect(first);
    first.remove();
    const told = next(document, 'nango-disconnected');
    answer.resolve(new Response(null, { status: 204 }));
    expect((await told).detail.connectionId).to.equal('c-1');
  });

  it('no reset goes back to one that was ended', async () => {
    accounts([github]);
    const tag = element();
    tag.setAttribute('value', 'c-1');
    const form = await page<HTMLFormElement>(html`<form>${tag}</form>`);
    await until(() => text(tag, 'button').includes('ada@example.com'));
    await disconnect(tag);
    await until(() => tag.state === 'idle');
    form.reset();
    expect([tag.state, tag.value]).to.deep.equal(['idle', '']);
  });
});
