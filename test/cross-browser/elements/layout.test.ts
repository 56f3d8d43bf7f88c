import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import { until } from '../../browser-support/attempts.js';
import { newSession, sandboxInfo } from '../../browser-support/sandbox.js';
import { click, clickPart, closePopups, find, page, reaches, watchPopups } from '../../browser-support/kit.js';

/** Where pages put the tag; what stands beside it says `<i>`. */
const places: Record<string, (tag: NangoConnect) => TemplateResult> = {
  'in a text': (tag) => html`<p><i>Before</i> ${tag} <i>after</i></p><p><i>Below</i></p>`,
  'in a row': (tag) => html`<div style="display: flex; gap: 8px"><i>Left</i>${tag}<i>Right</i></div><i>Below</i>`,
  'in a column': (tag) => html`<div style="display: flex; flex-direction: column"><i>Above</i>${tag}<i>Below</i></div>`,
  'in a grid of cards': (tag) =>
    html`<div style="display: grid; grid-template-columns: repeat(2, 1fr); gap: 8px">
      <div><i>Text</i><div>${tag}</div></div><div><i>Text</i></div><div><i>Text</i></div>
    </div>`,
  'in a table': (tag) =>
    html`<table><tr><td><i>A name</i></td><td>${tag}</td><td><i>Other</i></td></tr><tr><td><i>Next</i></td></tr></table>`,
  'in a card that hides what is outside': (tag) =>
    html`<div style="overflow: hidden; transform: scale(1)"><i>Text</i><br />${tag}</div><i>Below</i>`,
  'from right to left': (tag) => html`<p dir="rtl"><i>Before</i> ${tag} <i>after</i></p><i>Below</i>`,
  'at the end of a narrow page': (tag) =>
    html`<div style="width: 280px; text-align: end"><i>Before</i> ${tag}</div><i>Below</i>`,
  'with a button of the page': (tag) => {
    const trigger = document.createElement('button');
    trigger.slot = 'trigger';
    trigger.textContent = 'Connect';
    tag.replaceChildren(trigger);
    return html`<p><i>Before</i> ${tag} <i>after</i></p><p><i>Below</i></p>`;
  },
};

/** Where everything around the tag is. */
function positions(tag: Element, around: Element): string[] {
  const { scrollWidth, scrollHeight } = document.documentElement;
  const boxes = [tag, ...around.querySelectorAll('i, div, p, td')].map((each) => {
    const { left, top, width, height } = each.getBoundingClientRect();
    return `${each.localName} ${each.textContent.trim().slice(0, 10)}: ${[left, top, width, height].map(Math.round).join()}`;
  });
  return [`${scrollWidth},${scrollHeight}`, ...boxes];
}

/** Whether all of a note is in sight, and nothing lies over it. */
function isInSight(tag: Element): boolean {
  const note = find(tag, '[part=note]');
  const { left, top, right, bottom } = note.getBoundingClientRect();
  const corners = [
    [left + 4, top + 4],
    [right - 4, bottom - 4],
    [(left + right) / 2, (top + bottom) / 2],
  ] as const;
  return (
    [left, top, innerWidth - right, innerHeight - bottom].every((room) => room >= -1) &&
    corners.every(([x, y]) => {
      const found = tag.shadowRoot?.elementFromPoint(x, y);
      return found === note || note.contains(found ?? null);
    })
  );
}

describe('What a state shows beside the button', () => {
  const { open } = window;
  beforeEach(watchPopups);
  afterEach(closePopups);

  async function tagIn(place: (tag: NangoConnect) => TemplateResult, integrationId: string) {
    const tag = document.createElement('nango-connect');
    tag.textContent = 'Connect';
    Object.assign(tag, { host: (await sandboxInfo()).url, sessionToken: await newSession(), integrationId });
    const around = await page(html`<div>${place(tag)}</div>`);
    await until(() => getComputedStyle(tag).getPropertyValue('--nango-session-light') !== '');
    await tag.updateComplete;
    return { tag, around };
  }

  const press = (tag: NangoConnect): Promise<void> => click(tag.querySelector('button') ?? find(tag, 'button'));

  async function movesNothing(place: (tag: NangoConnect) => TemplateResult, inSight: boolean): Promise<void> {
    const { tag, around } = await tagIn(place, 'mock-oauth2-hang');
    const before = positions(tag, around);
    await press(tag);
    await reaches(tag, 'connecting');
    expect(positions(tag, around), 'connecting').to.deep.equal(before);
    if (inSight) expect(isInSight(tag), 'connecting').to.equal(true);
    await clickPart(tag, 'cancel');
    await tag.updateComplete;
    expect(positions(tag, around), 'cancelled').to.deep.equal(before);
    window.open = () => null;
    await press(tag);
    await reaches(tag, 'error');
    window.open = open;
    expect(positions(tag, around), 'failed').to.deep.equal(before);
    if (inSight) expect(isInSight(tag), 'failed').to.equal(true);
    await clickPart(tag, 'close');
    await tag.updateComplete;
    expect(tag.state).to.equal('idle');
    expect(!!tag.shadowRoot?.querySelector('[part=note]')).to.equal(false);
  }

  for (const [where, place] of Object.entries(places)) {
    it(`moves nothing ${where}, and is in sight`, () => movesNothing(place, true));
  }

  for (const style of ['display: contents', 'all: unset; anchor-name: none']) {
    it(`is at the button where the page says of the element “${style}”`, async () => {
      // Without it, the note's place is the element's own.
      if (!CSS.supports('position-area', 'end')) return;
      const { tag } = await tagIn((each) => html`<p style="padding: 120px">${each}</p>`, 'mock-oauth2-hang');
      tag.style.cssText = style;
      await press(tag);
      await reaches(tag, 'connecting');
      const [button, note] = ['button', 'note'].map((part) => find(tag, `[part=${part}]`).getBoundingClientRect());
      expect(Math.abs((note?.top ?? 0) - (button?.bottom ?? 0)), 'between note and button').to.be.at.most(24);
      expect(Math.abs((note?.left ?? 0) - (button?.left ?? 0)), 'their left sides').to.be.at.most(24);
      tag.cancel();
    });
  }

  it('moves nothing where the browser has no popovers', async () => {
    const { supports } = CSS;
    CSS.supports = (...asked: [string, string?]) =>
      asked[0] !== 'position-area' && Reflect.apply(supports, CSS, asked) === true;
    try {
      for (const where of ['in a text', 'in a row', 'in a column', 'in a grid of cards', 'in a table']) {
        await movesNothing(places[where] ?? (() => html``), false);
      }
    } finally {
      CSS.supports = supports;
    }
  });
});

describe('A button that is connected', () => {
  const connectable = (): NangoConnect =>
    Object.assign(document.createElement('nango-connect'), {
      textContent: 'Connect',
      integrationId: 'acme',
      authMode: 'NONE',
      publicKey: 'key',
      disconnectUrl: '/none',
    });

  /** How high everything around is, and at which height. */
  const heights = (around: Element): string[] =>
    [around, ...around.querySelectorAll('i, nango-connect')].map((each) => {
      const { top, height } = each.getBoundingClientRect();
      return `${each.localName} ${Math.round(top)} ${Math.round(height)}`;
    });

  for (const where of ['in a text', 'in a row', 'in a column', 'in a table', 'from right to left']) {
    it(`and can be disconnected moves nothing up or down ${where}`, async () => {
      const tag = connectable();
      const around = await page(html`<div>${places[where]?.(tag)}</div>`);
      await tag.updateComplete;
      const before = heights(around);
      tag.value = 'known';
      await tag.updateComplete;
      expect(heights(around)).to.deep.equal(before);
    });
  }

  it('is no higher where its text takes two lines', async () => {
    const tag = connectable();
    const label = Object.assign(document.createElement('b'), { slot: 'connected', textContent: 'Acme' });
    label.append(document.createElement('br'), 'is connected');
    tag.append(label);
    const around = await page(html`<div>${tag}</div>`);
    await tag.updateComplete;
    const before = around.getBoundingClientRect().height;
    tag.value = 'known';
    await tag.updateComplete;
    expect(label.getBoundingClientRect().height).to.be.above(30);
    expect(around.getBoundingClientRect().height).to.equal(before);
  });

  it('has both buttons beside each other in a narrow card, as long as no word has to be broken', async () => {
    const tag = connectable();
    const card = await page(html`<div style="width: 320px">${tag}</div>`);
    Object.assign(tag, { value: 'known', connectedName: 'one two three four five six seven' });
    await tag.updateComplete;
    const tops = (): number[] =>
      ['button', 'disconnect'].map((part) => Math.round(find(tag, `[part=${part}]`).getBoundingClientRect().top));
    expect(new Set(tops()).size).to.equal(1);
    card.style.width = '160px';
    expect(new Set(tops()).size).to.equal(2);
    expect(tag.getBoundingClientRect().width).to.be.at.most(160);
  });
});

describe('What a form shows while its window is open', () => {
  beforeEach(watchPopups);
  afterEach(closePopups);

  const formPlaces: Record<string, (form: NangoCredentialsForm) => TemplateResult> = {
    'in a column': (form) => html`<i>Above</i>${form}<i>Below</i>`,
    'in a grid of cards': (form) =>
      html`<div style="display: grid; grid-template-columns: repeat(2, 1fr); gap: 8px">
        <div>${form}</div><div><i>Text</i></div><div><i>Text</i></div>
      </div>`,
    'in a card that hides what is outside': (form) =>
      html`<div style="overflow: hidden; transform: scale(1)">${form}</div><i>Below</i>`,
  };

  for (const [where, place] of Object.entries(formPlaces)) {
    it(`moves nothing ${where}, and is in sight`, async () => {
      const form = document.createElement('nango-credentials-form');
      const integrationId = 'mock-oauth2-hang';
      Object.assign(form, { host: (await sandboxInfo()).url, sessionToken: await newSession(), integrationId });
      const around = await page(html`<div>${place(form)}</div>`);
      await reaches(form, 'input');
      const before = positions(form, around);
      await clickPart(form, 'submit');
      await reaches(form, 'connecting');
      expect(positions(form, around), 'connecting').to.deep.equal(before);
      expect(isInSight(form), 'connecting').to.equal(true);
      await clickPart(form, 'cancel');
      await reaches(form, 'input');
      expect(positions(form, around), 'cancelled').to.deep.equal(before);
    });
  }
});
