import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { html } from 'lit';
import { accounts, connected, element, github, useAccounts } from '../../browser-support/accounts.js';
import { until } from '../../browser-support/attempts.js';
import { json, later, server } from '../../browser-support/fake-server.js';
import { backend, find, page } from '../../browser-support/kit.js';

const integration = { unique_key: 'github', provider: 'github', display_name: 'GitHub' };

describe('What the page learns of its accounts in the middle of something else', () => {
  useAccounts();

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

  for (const last of ['Nango', 'the backend'])
    it(`is shown in place, with the integration’s name, where ${last} answers last`, async () => {
      const status = later();
      const requirements = later();
      let isAsked = false;
      backend('/api/nango/status', () => {
        isAsked = true;
        return status.promise;
      });
      const data = {
        '/connect/session': {},
        '/integrations': [integration],
        '/providers/github': { auth_mode: 'API_KEY' },
      };
      server.answer = async ({ path }) => {
        await requirements.promise;
        return json({ data: Object.entries(data).find(([end]) => path.endsWith(end))?.[1] });
      };
      const tag = element('github', { inline: true });
      Object.assign(tag, { authMode: undefined, publicKey: undefined });
      await page(html`<div>${tag}</div>`);
      await until(() => isAsked && server.sent.length > 0);
      if (last === 'Nango') status.resolve(json({ connections: [github] }));
      else requirements.resolve(json({}));
      await until(() => tag.state === (last === 'Nango' ? 'connected' : 'input'));
      status.resolve(json({ connections: [github] }));
      requirements.resolve(json({}));
      await until(() => find(tag, '[part=body]').textContent.includes('GitHub is connected'));
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
      expect([tag.state, tag.value]).to.deep.equal(['connected', 'c-1']);
    });

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
