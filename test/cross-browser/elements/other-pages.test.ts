import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NangoConnect } from '../../../src/index.js';
import '../../../src/define.js';
import { until } from '../../browser-support/attempts.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import { choices, click, find, page, reaches } from '../../browser-support/kit.js';

const provider = { auth_mode: 'API_KEY', credentials: { apiKey: { title: 'Key' } } } as const;

describe('In a page with ideas of its own', () => {
  useFakeServer();

  const element = (more: Partial<NangoConnect> = {}): NangoConnect =>
    Object.assign(document.createElement('nango-connect'), {
      integrationId: 'acme',
      publicKey: 'key',
      host: server.url,
      provider,
      ...more,
    });

  it('a dialog keeps its clicks, keys and presses, and the letters of a secret', async () => {
    const tag = element();
    const row = await page(html`<div>${tag}</div>`);
    const heard: string[] = [];
    const hear = (event: Event): void => void heard.push(event.type);
    // As a page's shortcuts do, which take the letters away.
    const shortcut = (event: Event): void => {
      hear(event);
      event.preventDefault();
    };
    await click(tag);
    await reaches(tag, 'input');
    const types = ['click', 'pointerdown', 'mousedown', 'mouseup', 'input', 'focusin', 'keyup'];
    for (const type of types) row.addEventListener(type, hear);
    for (const type of ['keydown', 'keypress']) document.addEventListener(type, shortcut, true);
    row.addEventListener('mousedown', shortcut);
    try {
      const input = find<HTMLInputElement>(tag, 'input');
      await click(input);
      await sendKeys({ type: 'sk/1' });
      expect(input.value).to.equal('sk/1');
      await click(find(tag, '[part=title]'));
      await sendKeys({ press: 'Escape' });
      // What was typed is not thrown away unasked.
      await until(() => tag.shadowRoot?.textContent?.includes('Discard') ?? false);
      expect(heard).to.deep.equal([]);
    } finally {
      for (const type of ['keydown', 'keypress']) document.removeEventListener(type, shortcut, true);
      tag.cancel();
    }
  });

  it('a menu whose slot has the name of ours presses nothing but what was clicked', async () => {
    const tag = element({ value: 'c-1', disconnectUrl: '/api/nango/disconnect' });
    tag.slot = 'trigger';
    const box = await page(html`<div>${tag}</div>`);
    box.attachShadow({ mode: 'open' }).innerHTML = '<slot name="trigger"></slot>';
    await until(() => !!tag.shadowRoot?.querySelector('[part=disconnect]'));
    let starts = 0;
    tag.addEventListener('nango-start', () => (starts += 1));
    await click(find(tag, '[part=disconnect]'));
    await until(() => choices(tag).length > 0);
    expect([starts, choices(tag)]).to.deep.equal([0, ['Disconnect', 'Cancel']]);
  });

  it('a field in place gets its letters too', async () => {
    const form = document.createElement('nango-credentials-form');
    Object.assign(form, { integrationId: 'acme', publicKey: 'key', host: server.url, provider });
    const box = await page(html`<div>${form}</div>`);
    await form.updateComplete;
    const stop = (event: Event): void => event.preventDefault();
    document.addEventListener('keydown', stop, true);
    box.addEventListener('mousedown', stop);
    try {
      const input = find<HTMLInputElement>(form, 'input');
      await click(input);
      await sendKeys({ type: 'a/b' });
      expect(input.value).to.equal('a/b');
    } finally {
      document.removeEventListener('keydown', stop, true);
    }
  });

  it('a field takes the mouse and text where the page prevents what it hears first', async () => {
    const tag = element({ inline: true });
    const own = document.createElement('input');
    await page(html`<div>${tag}${own}</div>`);
    await until(() => !!tag.shadowRoot?.querySelector('input'));
    const stop = (event: Event): void => event.preventDefault();
    const types = ['pointerdown', 'mousedown', 'beforeinput', 'keydown', 'keypress'];
    for (const type of types) document.addEventListener(type, stop, true);
    try {
      for (const [input, expected] of [
        [find<HTMLInputElement>(tag, 'input'), 'a/b'],
        [own, ''],
      ] as const) {
        await click(input);
        await sendKeys({ type: 'a/b' });
        expect(input.value).to.equal(expected);
      }
    } finally {
      for (const type of types) document.removeEventListener(type, stop, true);
    }
  });

  it('a field of the page’s in a slot is the page’s: it hears its keys', async () => {
    const form = document.createElement('nango-credentials-form');
    Object.assign(form, { integrationId: 'acme', publicKey: 'key', host: server.url, provider });
    const own = document.createElement('input');
    own.slot = 'header';
    form.append(own);
    await page(html`<div>${form}</div>`);
    await form.updateComplete;
    const heard: string[] = [];
    own.addEventListener('keydown', ({ key }) => heard.push(key));
    await click(own);
    await sendKeys({ type: 'q' });
    expect(heard).to.deep.equal(['q']);
  });

  it('a page that renders anew takes nothing away: the element writes nothing on itself', async () => {
    const tag = element({ theme: 'dark', inline: true });
    await page(html`<div>${tag}</div>`);
    await tag.updateComplete;
    const { colorScheme, display } = getComputedStyle(tag);
    expect([colorScheme, display]).to.deep.equal(['dark', 'block']);
    expect(tag.getAttributeNames()).to.deep.equal([]);
  });

  for (const how of ['alone', 'with all around it']) {
    it(`whoever heard the start hears the end of an element that is removed ${how}`, async () => {
      const tag = element({ authMode: 'OAUTH2', provider: undefined });
      const inner = document.createElement('section');
      inner.append(tag);
      const box = await page(html`<div>${inner}</div>`);
      const log: string[] = [];
      for (const [name, place] of Object.entries({ inner, box, document })) {
        place.addEventListener('nango-start', () => log.push(`${name} start`), { once: true });
        place.addEventListener('nango-error', () => log.push(`${name} end`), { once: true });
      }
      await click(tag);
      (how === 'alone' ? tag : inner).remove();
      await until(() => tag.state === 'idle');
      expect(log.sort()).to.deep.equal([
        'box end',
        'box start',
        'document end',
        'document start',
        'inner end',
        'inner start',
      ]);
    });
  }

  for (const type of ['nango-start', 'nango-success'] as const) {
    it(`whoever heard the start hears one end where the page removes the element as it hears of ${type}`, async () => {
      server.answer = () => json({ connectionId: 'c', providerConfigKey: 'acme' });
      const tag = element({ provider: undefined, authMode: 'NONE' });
      const box = await page(html`<div>${tag}</div>`);
      const log: string[] = [];
      for (const each of ['nango-start', 'nango-success', 'nango-error'] as const)
        box.addEventListener(each, () => void log.push(each));
      box.addEventListener(type, () => tag.remove(), { once: true });
      await tag.connect().catch(() => undefined);
      expect(log).to.deep.equal(['nango-start', type === 'nango-start' ? 'nango-error' : 'nango-success']);
    });
  }

  it('a link or a form around it, or in its button’s place, does not leave the page', async () => {
    const inLink = element();
    const asLink = element();
    const asSubmit = element();
    asLink.innerHTML = '<a slot="trigger" href="#gone">Mine</a>';
    asSubmit.innerHTML = '<button slot="trigger">Mine</button>';
    let sent = 0;
    const onSubmit = (event: Event): void => {
      event.preventDefault();
      sent++;
    };
    await page(html`<div><a href="#gone">${inLink}</a> ${asLink}<form @submit=${onSubmit}>${asSubmit}</form></div>`);
    for (const tag of [inLink, asLink, asSubmit]) {
      await click(tag);
      await until(() => tag.state === 'input');
      tag.cancel();
      await tag.updateComplete;
    }
    expect(location.hash).to.equal('');
    expect(sent).to.equal(0);
  });

  it('in another document it has its styles, made there or moved there', async () => {
    const frame = await page<HTMLIFrameElement>(html`<iframe></iframe>`);
    const { contentDocument: there } = frame;
    if (!there) throw new Error('There is no document');
    const moved = element();
    await page(html`<div>${moved}</div>`);
    const radius = getComputedStyle(find(moved, 'button')).borderRadius;
    expect(radius).not.to.equal('0px');
    const fresh = element();
    there.body.append(moved, fresh);
    await fresh.updateComplete;
    for (const tag of [moved, fresh]) {
      const style = frame.contentWindow?.getComputedStyle(find(tag, 'button'));
      expect(style?.borderRadius).to.equal(radius);
    }
    server.answer = () => json({ connectionId: 'c', providerConfigKey: 'acme' });
    fresh.authMode = 'NONE';
    fresh.provider = undefined;
    expect((await fresh.connect()).connectionId).to.equal('c');
  });

  it('in another document it is used as in this one, until that goes', async () => {
    const frame = await page<HTMLIFrameElement>(
      html`<iframe style="position: fixed; inset: 0; inline-size: 600px; block-size: 400px; border: 0"></iframe>`,
    );
    const { contentDocument: there } = frame;
    const view = there?.defaultView;
    if (!view) throw new Error('There is no document');
    const tag = element();
    await page(html`<div>${tag}</div>`);
    there.body.append(tag);
    const log: string[] = [];
    for (const type of ['keydown', 'click', 'nango-start', 'nango-error'] as const)
      there.addEventListener(type, ({ target }) => log.push(`${type} ${target === tag ? 'tag' : 'page'}`), true);
    await click(tag);
    await reaches(tag, 'input');
    await tag.updateComplete;
    expect(log.splice(0)).to.deep.equal(['click tag', 'nango-start tag']);
    const input = find<HTMLInputElement>(tag, 'input');
    await click(input);
    log.length = 0;
    await sendKeys({ type: 's/1' });
    expect(input.value).to.equal('s/1');
    // As the browser does for a paste, with events of the frame's own classes.
    input.select();
    const clipboardData = new view.DataTransfer();
    clipboardData.setData('text/plain', 'Bearer abc123def456');
    input.dispatchEvent(new view.ClipboardEvent('paste', { clipboardData, bubbles: true }));
    input.value = 'Bearer abc123def456';
    input.dispatchEvent(new view.InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));
    expect(input.value).to.equal('abc123def456');
    await sendKeys({ press: 'Escape' });
    await until(() => tag.shadowRoot?.textContent?.includes('Discard') ?? false);
    expect(log).to.deep.equal([]);
    frame.remove();
    await until(() => tag.state === 'idle');
    expect(tag.error?.type).to.equal('authorization_cancelled');
  });

  it('no text style of the page comes in, whatever the browser lets inherit', async () => {
    const candidates = [
      'hidden',
      'none',
      'red',
      'italic',
      'break-all',
      'uppercase',
      'vertical-rl',
      'circle',
      'pointer',
    ];
    candidates.push(
      'bold',
      'center',
      'nowrap',
      'pre',
      '3px',
      '7',
      '0.3',
      'manual',
      'all',
      'disc',
      '1px 1px red',
      'under',
      'dotted',
    );
    candidates.push(
      '"x" "y"',
      'anywhere',
      'loose',
      'first',
      'sideways',
      'small-caps',
      'ultra-condensed',
      'hide',
      'collapse',
    );
    const tag = element({ provider: undefined, authMode: 'NONE' });
    const form = Object.assign(document.createElement('nango-credentials-form'), {
      integrationId: 'a',
      publicKey: 'k',
      provider,
    });
    const probe = document.createElement('i');
    const around = await page(html`<div>${tag}${form}${probe}</div>`);
    await form.updateComplete;
    const inner = [find(tag, 'button'), find(form, 'label'), find(form, 'input'), find(form, 'button')];
    const read = (name: string): string[] => inner.map((each) => getComputedStyle(each).getPropertyValue(name));
    const kept = new Set(['direction', 'color-scheme', 'visibility']);
    const names = [...getComputedStyle(probe)].filter((name) => !kept.has(name) && !name.startsWith('--'));
    const leaks: string[] = [];
    let inherited = 0;
    for (const name of names) {
      const before = read(name);
      const own = getComputedStyle(probe).getPropertyValue(name);
      const value = candidates.find((each) => {
        around.style.setProperty(name, each);
        return CSS.supports(name, each) && getComputedStyle(probe).getPropertyValue(name) !== own;
      });
      if (value) inherited++;
      if (value && read(name).join() !== before.join()) leaks.push(`${name}: ${value}`);
      around.style.removeProperty(name);
    }
    expect(inherited).to.be.greaterThan(30);
    expect(leaks).to.deep.equal([]);
  });
});
