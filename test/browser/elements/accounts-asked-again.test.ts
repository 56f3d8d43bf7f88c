import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { forgetAccounts } from '../../../src/elements/account/account-store.js';
import type { NangoConnect } from '../../../src/index.js';
import { element, github as ada, useAccounts } from '../../browser-support/accounts.js';
import { until } from '../../browser-support/attempts.js';
import { json, later, server } from '../../browser-support/fake-server.js';
import { backend, click, clickPart, find, page, text } from '../../browser-support/kit.js';

const grace = { providerConfigKey: 'github', connectionId: 'c-2', name: 'grace@example.com' };

describe('The page’s accounts', () => {
  useAccounts();

  /** The page's backend: how often it was asked, and what it answers. */
  function status(...connections: readonly unknown[]) {
    const asked = { times: 0, answer: (): Response | Promise<Response> => json({ connections }) };
    backend('/api/nango/status', () => {
      asked.times += 1;
      return asked.answer();
    });
    return asked;
  }

  /** Two tags of one integration, both connected. */
  async function two() {
    const asked = status(ada);
    const tags = [element(), element()] as const;
    await page(html`<div>${tags}</div>`);
    await until(() => tags.every(({ state }) => state === 'connected'));
    await quiet();
    return { asked, tags };
  }

  const values = (tags: readonly NangoConnect[]): string[] => tags.map(({ value }) => value);
  const buttons = (tags: readonly NangoConnect[]): string[] => tags.map((tag) => text(tag, 'button'));
  /** Whatever is under way has arrived: elements in view ask within 300 ms. */
  const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

  describe('after reset() of one tag', () => {
    it('are not shown in it any more; the other tags keep theirs', async () => {
      const { asked, tags } = await two();
      tags[0].reset();
      dispatchEvent(new Event('focus'));
      await quiet();
      expect([values(tags), asked.times]).to.deep.equal([['', 'c-1'], 1]);
      expect(buttons(tags)[1]).to.contain(ada.name);
    });

    it('are the next user’s, for all tags, once one is moved or added', async () => {
      for (const act of [
        (tags: readonly NangoConnect[]) => tags[1]?.after(tags[0] ?? ''),
        (tags: readonly NangoConnect[]) => tags[1]?.after(element('slack')),
      ]) {
        forgetAccounts();
        const { asked, tags } = await two();
        asked.answer = () => json({ connections: [grace] });
        tags[0].reset();
        act(tags);
        expect(values(tags)).to.deep.equal(['', 'c-1']);
        await until(() => tags.every(({ value }) => value === 'c-2'));
        await tags[1].updateComplete;
        expect(buttons(tags)[1]).to.contain(grace.name);
        expect(asked.times).to.equal(2);
      }
    });

    it('are none, where the next user has none', async () => {
      const { asked, tags } = await two();
      asked.answer = () => json({ connections: [] });
      tags[0].reset();
      tags[1].after(tags[0]);
      await until(() => tags[1].state === 'idle');
      expect(values(tags)).to.deep.equal(['', '']);
    });

    it('are not those that were asked for before it', async () => {
      const before = later();
      const asked = status();
      asked.answer = () => before.promise;
      const tags = [element(), element()] as const;
      await page(html`<div>${tags}</div>`);
      await until(() => asked.times === 1);
      asked.answer = () => json({ connections: [grace] });
      tags[0].reset();
      before.resolve(json({ connections: [ada, { ...ada, providerConfigKey: 'slack' }] }));
      await until(() => tags.every(({ value }) => value === 'c-2'));
      const slack = element('slack');
      tags[0].after(slack);
      await quiet();
      expect([values([...tags, slack]), asked.times]).to.deep.equal([['c-2', 'c-2', ''], 2]);
    });

    it('are not brought back by an attempt that is canceled, nor by a reset of the form', async () => {
      const { tags } = await two();
      const form = document.createElement('form');
      tags[0].before(form);
      form.append(tags[0]);
      tags[0].reset();
      server.answer = () => later().promise;
      tags[0].connect().catch(() => undefined);
      tags[0].cancel();
      expect(values(tags)).to.deep.equal(['', 'c-1']);
      form.reset();
      expect(values(tags)).to.deep.equal(['', 'c-1']);
    });

    it('are what is connected in it, whatever the backend answers to an older question', async () => {
      const { asked, tags } = await two();
      const answer = later();
      asked.answer = () => answer.promise;
      tags[0].reset();
      tags[1].after(tags[0]);
      await until(() => asked.times === 2);
      server.answer = () => json({ connectionId: 'made', providerConfigKey: 'github' });
      await tags[0].connect();
      answer.resolve(json({ connections: [grace] }));
      await quiet();
      expect(values(tags)).to.deep.equal(['made', 'made']);
    });
  });

  describe('are asked for again where that failed', () => {
    const occasions: Record<string, (tag: NangoConnect) => unknown> = {
      'when the page comes back': () => dispatchEvent(new Event('online')),
      'when a tag is added': (tag) => tag.after(element('slack')),
      'when a click is likely': (tag) => tag.dispatchEvent(new PointerEvent('pointerenter')),
    };
    for (const [name, act] of Object.entries(occasions)) {
      it(`${name}, once each time`, async () => {
        const asked = status(ada);
        const { answer } = asked;
        asked.answer = () => json({}, 503);
        const tag = element();
        await page(html`<div>${tag}</div>`);
        await until(() => asked.times === 1);
        await quiet();
        act(tag);
        await until(() => asked.times === 2);
        await quiet();
        expect([asked.times, tag.state]).to.deep.equal([2, 'idle']);
        asked.answer = answer;
        act(tag);
        await until(() => tag.value === 'c-1');
        act(tag);
        await quiet();
        expect(asked.times).to.equal(3);
      });
    }

    it('but not for tags that have gone', async () => {
      const asked = status();
      asked.answer = () => json({}, 503);
      const tag = element();
      await page(html`<div>${tag}</div>`);
      await until(() => asked.times === 1);
      await quiet();
      tag.remove();
      dispatchEvent(new Event('online'));
      await quiet();
      expect(asked.times).to.equal(1);
    });
  });

  it('are ended once where two tags say so at the same time', async () => {
    const { tags } = await two();
    const answer = later();
    let posts = 0;
    backend('/api/nango/disconnect', () => {
      posts += 1;
      return answer.promise;
    });
    const ended: unknown[] = [];
    for (const tag of tags) {
      tag.addEventListener('nango-disconnected', ({ target }) => ended.push(target));
      await clickPart(tag, 'disconnect');
      await tag.updateComplete;
      await click(find(tag, '[part=actions] button'));
    }
    answer.resolve(new Response(null, { status: 204 }));
    await until(() => ended.length === 2);
    expect([posts, ended, values(tags)]).to.deep.equal([1, [...tags], ['', '']]);
  });

  it('are not said to be still connected, once another one is shown', async () => {
    const { tags } = await two();
    const answer = later();
    backend('/api/nango/disconnect', () => answer.promise);
    await clickPart(tags[0], 'disconnect');
    await tags[0].updateComplete;
    await click(find(tags[0], '[part=actions] button'));
    tags[0].value = 'c-2';
    answer.resolve(json({}, 503));
    await quiet();
    expect([tags[0].state, text(tags[0], 'error')]).to.deep.equal(['connected', '']);
  });
});
