import { expect, html, nextFrame } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import { until } from '../../browser-support/attempts.js';
import { unreadable } from '../../browser-support/contrast.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import { backend, click, clickPart, find, page, reaches, stopRecording } from '../../browser-support/kit.js';

const word = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde';
const provider = {
  auth_mode: 'API_KEY',
  credentials: {
    apiKey: {
      title: 'Key',
      description: 'From the settings.',
      example: 'sk_1',
      doc_section: '#key',
      pattern: '^sk_',
      optional: true,
    },
  },
  docs_connect: 'https://docs.test/acme',
} as const;

describe('On a page of any color', () => {
  useFakeServer();
  const { open } = window;
  afterEach(() => {
    window.open = open;
    stopRecording();
    document.body.removeAttribute('style');
  });

  const given = { integrationId: 'acme', publicKey: 'key', host: server.url } as const;
  const connect = (more: Partial<NangoConnect>): NangoConnect =>
    Object.assign(document.createElement('nango-connect'), given, more);

  async function failed(more: Partial<NangoConnect>): Promise<NangoConnect> {
    const tag = connect({ authMode: 'OAUTH2', ...more });
    await page(html`<div>${tag}</div>`);
    window.open = () => null;
    if (tag.inline) await until(() => !!tag.shadowRoot?.querySelector('[part=open-window]'));
    await click(find(tag, tag.inline ? '[part=open-window]' : 'button'));
    await reaches(tag, 'error');
    find<HTMLDetailsElement>(tag, 'details').open = true;
    return tag;
  }

  async function connected(): Promise<NangoConnect> {
    backend('/end', () => json({}));
    const tag = connect({ authMode: 'OAUTH2', value: 'c', disconnectUrl: '/end' });
    await page(html`<div>${tag}</div>`);
    await reaches(tag, 'connected');
    find(tag, '[part=disconnect]');
    return tag;
  }

  const states: Record<string, () => Promise<Element>> = {
    'the button': async () => {
      const tag = connect({ authMode: 'OAUTH2' });
      await page(html`<div>${tag}</div>`);
      return tag;
    },
    'a failure': () => failed({}),
    'a failure in place': () => failed({ inline: true }),
    'a connection': connected,
    'a connection that is to be ended': async () => {
      const tag = await connected();
      await clickPart(tag, 'disconnect');
      await tag.updateComplete;
      find(tag, '[part=note]');
      return tag;
    },
    'a form in place': async () => {
      const tag = connect({ inline: true, provider });
      await page(html`<div>${tag}</div>`);
      await reaches(tag, 'input');
      await click(find(tag, 'input'));
      await sendKeys({ type: 'wrong' });
      await clickPart(tag, 'submit');
      await tag.updateComplete;
      find(tag, '[part=field-error]');
      return tag;
    },
    'a form alone, with texts of the page': async () => {
      const form = Object.assign(document.createElement('nango-credentials-form'), given, { provider });
      form.innerHTML = '<h3 slot="header">Of the page</h3><p slot="footer">Of the page</p>';
      await page(html`<div>${form}</div>`);
      await form.updateComplete;
      server.answer = () => json({ error: { code: 'connection_validation_failed', message: 'Not this key' } }, 400);
      await click(find(form, 'input'));
      await sendKeys({ type: 'sk_1' });
      await clickPart(form, 'submit');
      await reaches(form, 'error');
      find(form, '[part=error]');
      return form;
    },
    'a text of the page in place of the button': async () => {
      const tag = connect({ authMode: 'OAUTH2' });
      await page(html`<div>${tag}</div>`);
      const text = Object.assign(document.createElement('span'), { slot: 'trigger', textContent: 'Connect' });
      tag.append(text);
      await tag.updateComplete;
      return tag;
    },
  };

  const pages = {
    'dark without color-scheme': { background: '#111418', color: '#e8eaed' },
    'dark with it': { background: '#111418', color: '#e8eaed', colorScheme: 'dark' },
    gray: { background: '#cfd3da', color: '#111418' },
  };
  /** As in a browser without light-dark(), which has what stands outside of `@supports`. */
  function unreadableInOld(tag: Element): string[] {
    const root = tag.shadowRoot;
    if (!root) throw new Error('There is nothing to read');
    const { adoptedStyleSheets } = root;
    // Sheets of its own: the element's are shared, and WebKitGTK can crash where a shared one is replaced.
    root.adoptedStyleSheets = adoptedStyleSheets.map(({ cssRules }) => {
      const old = new CSSStyleSheet();
      const text = [...cssRules].map(({ cssText }) => cssText).join('\n');
      old.replaceSync(text.replaceAll('light-dark(', 'unknown('));
      return old;
    });
    try {
      expect(getComputedStyle(tag).getPropertyValue('--_brand')).to.contain('#3451d1').and.not.to.contain('(');
      return unreadable(tag);
    } finally {
      root.adoptedStyleSheets = adoptedStyleSheets;
    }
  }

  for (const [name, style] of Object.entries(pages)) {
    for (const [what, show] of Object.entries(states)) {
      it(`${name}, ${what} is readable`, async () => {
        Object.assign(document.body.style, style);
        const tag = await show();
        expect(unreadable(tag)).to.deep.equal([]);
        expect(unreadableInOld(tag), 'in an old browser').to.deep.equal([]);
      });
    }
  }
});

describe('A long word', () => {
  useFakeServer();
  const given = { integrationId: 'acme', publicKey: 'key', host: server.url } as const;

  /** What stands out of the box that it is in, or of the page. */
  function overflowing(tag: HTMLElement): string[] {
    const all = [...(tag.shadowRoot?.querySelectorAll<HTMLElement>('*:not(.sr)') ?? [])].filter((each) =>
      each.checkVisibility(),
    );
    const wide = all.filter((each) => each.clientWidth && each.scrollWidth > each.clientWidth + 1);
    const out = all.filter((each) => each.getBoundingClientRect().right > innerWidth + 1);
    return [...wide, ...out].map((each) => `${each.localName} ${each.getAttribute('part') ?? ''}`);
  }

  const texts = {
    finish: word,
    cancel: word,
    close: word,
    retry: word,
    popup_blocked: word,
    details: word,
    connect_to: word,
  };

  it('wraps in a button and in the note under it', async () => {
    const { open } = window;
    const tag = Object.assign(document.createElement('nango-connect'), given, { authMode: 'OAUTH2', messages: texts });
    tag.textContent = word;
    await page(html`<div style="width: 150px">${tag}</div>`);
    window.open = () => null;
    await click(find(tag, 'button'));
    await reaches(tag, 'error');
    window.open = open;
    expect(find(tag, 'button').getBoundingClientRect().width).to.be.at.most(150);
    expect(overflowing(tag)).to.deep.equal([]);
  });

  it('is alone in being broken: the words of a connected button stay whole in a narrow card', async () => {
    const tag = Object.assign(document.createElement('nango-connect'), given, { value: 'c' });
    await page(html`<div style="width: 157px">${tag}</div>`);
    await reaches(tag, 'connected');
    const words = document.createRange();
    for (const each of ['[part=button] span', '[part=button] small']) {
      words.selectNodeContents(find(tag, each));
      const lines = new Set([...words.getClientRects()].map(({ top }) => Math.round(top)));
      expect(lines.size, each).to.equal(1);
    }
  });

  it('in the suffix of a field leaves the value its room in a narrow card', async () => {
    const suffixed = {
      auth_mode: 'API_KEY',
      credentials: { apiKey: { title: 'Host', prefix: 'https://', suffix: '.a-rather-long-domain.example.com' } },
    } as const;
    const form = Object.assign(document.createElement('nango-credentials-form'), given, { provider: suffixed });
    for (const width of [160, 200, 280]) {
      await page(html`<div style="width: ${width}px">${form}</div>`);
      await form.updateComplete;
      expect(overflowing(form), `${width}`).to.deep.equal([]);
      expect(find(form, '[part=control]').getBoundingClientRect().height, `${width}`).to.be.below(200);
    }
  });

  it('wraps in the title and the labels of a dialog', async () => {
    const long = {
      display_name: word,
      auth_mode: 'API_KEY',
      credentials: { apiKey: { title: word, description: word, prefix: 'https://', suffix: `.${word}` } },
    } as const;
    const tag = Object.assign(document.createElement('nango-connect'), given, { provider: long, messages: texts });
    await page(html`<div>${tag}</div>`);
    await click(find(tag, 'button'));
    await reaches(tag, 'input');
    expect(overflowing(tag)).to.deep.equal([]);
    tag.cancel();
  });
});

describe('The page behind a dialog', () => {
  useFakeServer();

  /** The turns of the wheel. The page hears those over a dialog only on its window, and only if it has listened before. */
  const turns: Event[] = [];
  const note = (turn: Event): void => void turns.push(turn);
  before(() => window.addEventListener('wheel', note, { capture: true, passive: true }));
  after(() => window.removeEventListener('wheel', note, true));

  /** Turns the wheel somewhere. Says where page and element are then, and whether nothing was to scroll. */
  async function turned(position: [number, number], over: Element): Promise<[number, number, boolean]> {
    turns.length = 0;
    await executeServerCommand('turn-wheel', { position });
    await until(() => turns.length > 0);
    // As far as an animation of the browser's may take it.
    for (let frames = 0; frames < 20; frames++) await nextFrame();
    return [window.scrollY, over.scrollTop, turns[0]?.defaultPrevented === true];
  }

  const middle = (target: Element): [number, number] => {
    const { left, top, width, height } = target.getBoundingClientRect();
    return [Math.round(left + width / 2), Math.round(top + height / 2)];
  };

  async function opened(given: Partial<NangoConnect>): Promise<NangoConnect> {
    const tag = Object.assign(document.createElement('nango-connect'), { host: server.url, ...given });
    await page(html`<div style="height: 5000px">${tag}</div>`);
    window.scrollTo(0, 0);
    await click(find(tag, 'button'));
    await reaches(tag, 'input');
    return tag;
  }

  it('stays where it is, whatever the wheel turns over', async () => {
    const tag = await opened({ integrationId: 'acme', publicKey: 'key', provider });
    const body = find(tag, '[part=body]');
    expect(await turned([5, 5], body), 'the backdrop').to.deep.equal([0, 0, true]);
    for (const each of ['[part=title]', '[part=label]', 'input', '[part=submit]']) {
      expect(await turned(middle(find(tag, each)), body), each).to.deep.equal([0, 0, true]);
    }
    tag.cancel();
    await tag.updateComplete;
    expect((await turned([5, 300], body))[2], 'once it is closed').to.equal(false);
  });

  it('stays where it is, whatever key is pressed', async () => {
    const tag = await opened({ integrationId: 'acme', publicKey: 'key', provider });
    for (const part of ['close', 'input', 'submit']) {
      find<HTMLElement>(tag, `[part=${part}]`).focus();
      for (const press of ['PageDown', 'ArrowDown', 'End']) await sendKeys({ press });
    }
    // As far as an animation of the browser's may take it.
    for (let frames = 0; frames < 20; frames++) await nextFrame();
    expect(window.scrollY).to.equal(0);
    tag.cancel();
  });

  it('stays, and what is in the dialog scrolls to its end', async () => {
    const data = Array.from({ length: 60 }, (_, at) => ({
      unique_key: `i${at}`,
      provider: `p${at}`,
      display_name: `P ${at}`,
    }));
    server.answer = ({ path }) => json({ data: path === '/integrations' ? data : {} });
    const tag = await opened({ sessionToken: 'token' });
    const list = find(tag, 'ul');
    await until(() => list.childElementCount === 60);
    const [still, , prevented] = await turned(middle(list), list);
    expect([still, prevented]).to.deep.equal([0, false]);
    list.scrollTop = list.scrollHeight;
    const end = list.scrollTop;
    expect(await turned(middle(list), list)).to.deep.equal([0, end, true]);
    tag.cancel();
  });
});
