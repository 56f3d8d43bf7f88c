import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { html } from 'lit';
import { forgetAccounts } from '../../../src/elements/account/account-store.js';
import type { NangoConnect, NangoCredentialsForm } from '../../../src/index.js';
import { until } from '../../browser-support/attempts.js';
import { json, later, server, useFakeServer } from '../../browser-support/fake-server.js';
import {
  backend,
  choices,
  click,
  clickPart,
  find,
  isAccessible,
  next,
  page,
  spoken,
  stopRecording,
  text,
} from '../../browser-support/kit.js';

const github = { providerConfigKey: 'github', connectionId: 'c-1', name: 'ada@example.com' };

describe('What the page knows of its accounts', () => {
  useFakeServer();
  beforeEach(() => {
    forgetAccounts();
    backend('/api/nango/session', () => json({ token: 'token' }));
  });
  afterEach(stopRecording);

  const element = (id = 'github', more: Partial<NangoConnect> = {}): NangoConnect =>
    Object.assign(document.createElement('nango-connect'), {
      integrationId: id,
      authMode: 'NONE',
      host: server.url,
      publicKey: 'key',
      backend: '/api/nango',
      ...more,
    });

  /** The page's backend, and what it was asked. */
  function accounts(
    connections: readonly unknown[] = [],
    disconnect: () => Response | Promise<Response> = () => new Response(null, { status: 204 }),
  ) {
    const asked: unknown[] = [];
    backend('/api/nango/status', (body) => {
      asked.push(body);
      return json({ connections });
    });
    backend('/api/nango/disconnect', (body) => {
      asked.push(body);
      return disconnect();
    });
    return asked;
  }

  async function connected(
    connections: readonly unknown[] = [github],
    disconnect?: () => Response | Promise<Response>,
  ) {
    const asked = accounts(connections, disconnect);
    const first = element();
    await page(html`<div>${first}</div>`);
    await until(() => first.state === 'connected');
    await first.updateComplete;
    return { first, asked };
  }

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

  for (const endsOn of ['the button', 'the page'])
    it(`is shown once the mouse button is released, on ${endsOn}: until then, what is pressed stays in its place`, async () => {
      const { promise, resolve } = later();
      const asked = accounts();
      backend('/api/nango/status', (body) => {
        asked.push(body);
        return promise;
      });
      server.answer = () => json({ connectionId: 'c-1', providerConfigKey: 'github' });
      const tag = element();
      await page(html`<div style="display: flex; justify-content: flex-end">${tag}</div>`);
      const heard: string[] = [];
      for (const name of ['nango-start', 'nango-state']) tag.addEventListener(name, () => heard.push(name));
      await until(() => !!asked.length);
      const { left, top, width, height } = tag.getBoundingClientRect();
      await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
      await sendMouse({ type: 'down' });
      resolve(json({ connections: [github] }));
      // Without the press, it would be shown by now.
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
      const early = [...heard];
      if (endsOn === 'the page') await sendMouse({ type: 'move', position: [1, 1] });
      await sendMouse({ type: 'up' });
      await until(() => tag.state === 'connected');
      expect(early).to.deep.equal([]);
      expect(heard[0]).to.equal(endsOn === 'the page' ? 'nango-state' : 'nango-start');
    });

  it('is shown at once while another mouse button is down: a menu may swallow its release', async () => {
    const { promise, resolve } = later();
    const asked = accounts();
    backend('/api/nango/status', (body) => {
      asked.push(body);
      return promise;
    });
    const tag = element();
    await page(html`<div>${tag}</div>`);
    await until(() => !!asked.length);
    await sendMouse({ type: 'down', button: 'right' });
    resolve(json({ connections: [github] }));
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    const early = tag.state;
    await sendMouse({ type: 'up', button: 'right' });
    expect(early).to.equal('connected');
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

  it('is older than a success: that is not overruled', async () => {
    let answer: (response: Response) => void = () => undefined;
    backend('/api/nango/status', () => new Promise((resolve) => (answer = resolve)));
    const tags = [element(), element()] as const;
    await page(html`<div>${tags}</div>`);
    server.answer = () => json({ connectionId: 'made', providerConfigKey: 'github' });
    await tags[0].connect();
    expect(tags.map(({ value }) => value)).to.deep.equal(['made', 'made']);
    answer(json({ connections: [github] }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(tags.map(({ value }) => value)).to.deep.equal(['made', 'made']);
  });

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
      await end(first);
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
      await end(first);
      await until(() => first.state === 'idle');
      expect(first.value).to.equal('');
    });
  }

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

  it('stays connected where it could not be ended, says why, and tries again', async () => {
    let works = false;
    const { first } = await connected([github], () => new Response(null, { status: works ? 204 : 503 }));
    await clickPart(first, 'disconnect');
    await first.updateComplete;
    await click(find(first, '[part=actions] button'));
    await until(() => text(first, 'error') !== '');
    expect(first.state).to.equal('connected');
    expect(text(first, 'error')).to.contain('couldn’t be disconnected').and.to.contain('status 503');
    await isAccessible(first);
    works = true;
    await clickPart(first, 'retry');
    await until(() => first.state === 'idle');
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

  const made = (connectionId: string, providerConfigKey = 'github'): void => {
    server.answer = () => json({ connectionId, providerConfigKey });
  };

  /** Presses Disconnect, and says Yes. */
  async function end(tag: NangoConnect): Promise<void> {
    await clickPart(tag, 'disconnect');
    await tag.updateComplete;
    await click(find(tag, '[part=actions] button'));
  }

  describe('whatever else happens at the time:', () => {
    it('a tag that comes back to the page knows what has happened meanwhile', async () => {
      const { first } = await connected();
      const second = element();
      first.after(second);
      await until(() => second.state === 'connected');
      second.remove();
      await end(first);
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
      await end(first);
      made('newer');
      await second.connect();
      answer.resolve(new Response(null, { status: 204 }));
      await next(document, 'nango-disconnected');
      expect([first.value, second.value]).to.deep.equal(['newer', 'newer']);
    });

    it('its end leaves an attempt alone that has begun since', async () => {
      const answer = later();
      const { first } = await connected([github], () => answer.promise);
      await end(first);
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
      await end(first);
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
      await end(tag);
      await until(() => tag.state === 'idle');
      form.reset();
      expect([tag.state, tag.value]).to.deep.equal(['idle', '']);
    });

    it('a reset of its form keeps what the backend knows', async () => {
      accounts([github]);
      const tag = element();
      const form = await page<HTMLFormElement>(html`<form>${tag}</form>`);
      await until(() => tag.state === 'connected');
      form.reset();
      expect(tag.value).to.equal('c-1');
    });

    it('what the page sets while the backend is asked is newer than the answer, for all tags', async () => {
      const answer = later();
      backend('/api/nango/status', () => answer.promise);
      let asked = false;
      const { fetch } = window;
      window.fetch = (...given) => {
        asked ||= given[0] === '/api/nango/status';
        return fetch(...given);
      };
      const tags = [element(), element()] as const;
      await page(html`<div>${tags}</div>`);
      await until(() => asked);
      tags[0].value = 'page';
      answer.resolve(json({ connections: [github] }));
      await new Promise((resolve) => setTimeout(resolve));
      window.fetch = fetch;
      expect(tags.map(({ value }) => value)).to.deep.equal(['page', 'page']);
    });

    it('what the page sets in the attribute after the answer is newer, also once the tag was moved', async () => {
      const { first } = await connected();
      const second = element();
      first.after(second);
      await second.updateComplete;
      first.setAttribute('value', 'page');
      second.after(first);
      expect([first.value, second.value]).to.deep.equal(['page', 'page']);
      first.removeAttribute('value');
      first.after(second);
      expect([first.value, second.value]).to.deep.equal(['', '']);
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
      await end(first);
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

    it('what a browser has kept of a form is older than the answer', async () => {
      const asked = accounts([]);
      const tag = element();
      await page(html`<div>${tag}</div>`);
      tag.formStateRestoreCallback('["github","c-9"]');
      expect(tag.value).to.equal('c-9');
      await until(() => asked.length > 0);
      await until(() => tag.value === '');
    });

    it('what the page or the backend says during an attempt counts once that is canceled', async () => {
      const answer = later();
      backend('/api/nango/status', () => answer.promise);
      const given = element('github', { backend: undefined });
      const known = element('github', { publicKey: 'key', authMode: 'API_KEY' });
      await page(html`<div>${given}${known}</div>`);
      const post = later();
      server.answer = () => post.promise;
      for (const tag of [given, known]) tag.connect().catch(() => undefined);
      given.setAttribute('value', 'page');
      await until(() => known.state === 'input');
      answer.resolve(json({ connections: [github] }));
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(known.value).to.equal('');
      for (const tag of [given, known]) tag.cancel();
      expect([given.state, given.value]).to.deep.equal(['connected', 'page']);
      expect([known.state, known.value]).to.deep.equal(['connected', 'c-1']);
    });

    it('a form with something typed in it stays, wherever the cursor is', async () => {
      const answer = later();
      let asked = false;
      backend('/api/nango/status', () => {
        asked = true;
        return answer.promise;
      });
      const form = document.createElement('nango-credentials-form');
      Object.assign(form, { integrationId: 'github', authMode: 'API_KEY', publicKey: 'key', host: server.url });
      form.backend = '/api/nango';
      await page(html`<div>${form}</div>`);
      await until(() => asked);
      find<HTMLInputElement>(form, 'input').value = 'typed';
      answer.resolve(json({ connections: [github] }));
      await new Promise((resolve) => setTimeout(resolve));
      await form.updateComplete;
      expect(find<HTMLInputElement>(form, 'input').value).to.equal('typed');
    });
  });

  it('says that it is disconnected, and shows in place what was there before', async () => {
    for (const make of [() => element(), () => element('github', { inline: true, authMode: 'API_KEY' })]) {
      forgetAccounts();
      const asked = accounts([github]);
      const tag = make();
      await page(html`<div>${tag}</div>`);
      await until(() => tag.state === 'connected');
      await tag.updateComplete;
      await end(tag);
      await until(() => tag.state !== 'connected');
      await tag.updateComplete;
      expect(spoken(tag)).to.equal('github is disconnected.');
      if (tag.inline) expect(find(tag, 'input').localName).to.equal('input');
      expect(asked).to.have.length(2);
      tag.remove();
    }
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
});
