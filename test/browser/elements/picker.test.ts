import { expect, nextFrame } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { Integration } from '../../../src/engine/options.js';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import { pause, until } from '../../browser-support/attempts.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import {
  choices,
  click,
  clickPart,
  closePopups,
  connectElement,
  find,
  isAccessible,
  knows,
  reaches,
  record,
  spoken,
  stopRecording,
  text,
  watchPopups,
} from '../../browser-support/kit.js';

const rows = (element: NangoConnect): string[] =>
  [...(element.shadowRoot?.querySelectorAll('li') ?? [])]
    .filter((row) => !row.hidden)
    .map((row) => row.textContent.trim());
function rowOf(element: NangoConnect, name: RegExp): HTMLElement {
  const all = [...(element.shadowRoot?.querySelectorAll('li') ?? [])];
  return all.find(({ textContent }) => name.test(textContent)) ?? expect.fail(`There is no ${name.source}`);
}
const active = (element: NangoConnect): string => find(element, '[aria-selected=true]').textContent.trim();

describe('nango-connect, by a choice', function () {
  let popups: readonly (Window | null)[];
  beforeEach(() => (popups = watchPopups()));
  afterEach(() => {
    closePopups();
    stopRecording();
  });

  const choosing = async (allowed: string[] = ['mock-oauth2', 'mock-api-key', 'mock-basic']): Promise<NangoConnect> => {
    const element = await connectElement({ session: { allowed_integrations: allowed } });
    await knows(element);
    return element;
  };

  /** The form of an integration that was chosen by keyboard. */
  const choosingBasic = async (): Promise<NangoConnect> => {
    const element = await choosing();
    await click(element);
    await reaches(element, 'input');
    await sendKeys({ type: 'basic' });
    await sendKeys({ press: 'Enter' });
    await until(() => element.shadowRoot?.activeElement?.getAttribute('name') === 'credentials.username');
    return element;
  };

  it('offers what the session allows, searchable, with the cursor in the search', async () => {
    const element = await choosing();
    await click(element);
    await reaches(element, 'input');
    expect(rows(element)).to.have.length(3);
    expect(find(element, 'img')).to.have.attribute('src');
    expect(element.shadowRoot?.activeElement).to.equal(find(element, '[role=combobox]'));
    await isAccessible(element);
  });

  it('takes one click more than without the choice', async () => {
    const element = await choosing();
    const log = record();
    await click(element);
    await reaches(element, 'input');
    await click(rowOf(element, /OAuth2/i));
    await reaches(element, 'connected');
    expect(element.result?.providerConfigKey).to.equal('mock-oauth2');
    expect(popups).to.have.length(1);
    expect(log.filter((line) => /start|success|error/.test(line))).to.deep.equal([
      'nango-start ',
      'nango-success mock-oauth2',
    ]);
  });

  it('chooses nothing in an element that was disabled meanwhile', async () => {
    const element = await choosing();
    await click(element);
    await reaches(element, 'input');
    element.disabled = true;
    await element.updateComplete;
    const before = text(element, 'title');
    await sendKeys({ press: 'Enter' });
    find<HTMLElement>(element, 'li').click();
    await element.updateComplete;
    expect([element.state, text(element, 'title')]).to.deep.equal(['input', before]);
  });

  it('is used by keyboard alone: typing searches, arrows move, Enter chooses', async () => {
    const element = await choosing();
    element.focus();
    await sendKeys({ press: 'Enter' });
    await reaches(element, 'input');
    await sendKeys({ type: 'MÖCK api' });
    await element.updateComplete;
    expect(rows(element)).to.have.length(1);
    expect(spoken(element)).to.equal('');
    expect(find(element, '[part=empty]').textContent.trim()).to.equal('1 found');
    await sendKeys({ press: 'Enter' });
    await until(() => element.shadowRoot?.activeElement?.getAttribute('name') === 'credentials.apiKey');
    await isAccessible(element);
  });

  it('is used by keyboard in place too', async () => {
    const element = await choosing();
    element.inline = true;
    await reaches(element, 'input');
    find<HTMLInputElement>(element, '[role=combobox]').focus();
    await sendKeys({ press: 'ArrowDown' });
    await element.updateComplete;
    expect(active(element)).to.equal(rows(element)[1]);
    await sendKeys({ type: 'basic' });
    await element.updateComplete;
    expect(rows(element)).to.have.length(1);
    // The next user may be another one.
    element.reset();
    await until(() => rows(element).length === 3);
  });

  it('moves around the ends with the arrows, and tells screen readers where it is', async () => {
    const element = await choosing();
    await click(element);
    await reaches(element, 'input');
    const all = rows(element);
    expect(active(element)).to.equal(all[0]);
    await sendKeys({ press: 'ArrowUp' });
    await element.updateComplete;
    expect(active(element)).to.equal(all[2]);
    const pointed = find(element, '[role=combobox]').getAttribute('aria-activedescendant');
    expect(find(element, `#${pointed}`).textContent.trim()).to.equal(all[2]);
    await sendKeys({ press: 'ArrowDown' });
    await element.updateComplete;
    expect(active(element)).to.equal(all[0]);
  });

  it('goes back from a form to the choice', async () => {
    const element = await choosingBasic();
    await clickPart(element, 'back');
    await element.updateComplete;
    expect(rows(element)).to.have.length.above(0);
    element.cancel();
  });

  it('asks before it goes back from what was typed', async () => {
    const element = await choosingBasic();
    const field = (): Element | null | undefined => element.shadowRoot?.activeElement;
    await sendKeys({ type: 'ada' });
    await clickPart(element, 'back');
    await element.updateComplete;
    expect(choices(element)).to.deep.equal(['Keep editing', 'Discard']);
    await clickPart(element, 'discard-no');
    await element.updateComplete;
    expect(field()).to.have.property('value', 'ada');
    await clickPart(element, 'back');
    await element.updateComplete;
    await clickPart(element, 'discard-yes');
    await element.updateComplete;
    expect(rows(element)).to.have.length.above(0);
    // Closing it is another thing.
    await sendKeys({ press: 'Enter' });
    await until(() => field()?.getAttribute('name') === 'credentials.username');
    expect(field()).to.have.property('value', '');
    await sendKeys({ press: 'Escape' });
    await reaches(element, 'idle');
  });

  it('goes on in the form, in place too, where a row is clicked', async () => {
    const element = await choosing();
    element.inline = true;
    await reaches(element, 'input');
    const { left, top } = rowOf(element, /basic/i).getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(left + 9), Math.round(top + 9)] });
    await until(() => element.shadowRoot?.activeElement?.getAttribute('name') === 'credentials.username');
  });

  it('says that nothing is found, and that nothing is configured', async () => {
    const element = await choosing();
    await click(element);
    await reaches(element, 'input');
    await sendKeys({ type: 'no-such-thing' });
    await element.updateComplete;
    expect(text(element, 'empty')).to.equal('Nothing found for “no-such-thing”');
    await isAccessible(element);
  });

  it('is skipped where the session allows one integration', async () => {
    const asked = (): number =>
      performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/providers/mock-api-key')).length;
    const before = asked();
    const element = await choosing(['mock-api-key']);
    // What it allows is known first, and then what that needs.
    await until(() => asked() > before);
    await pause(100);
    const log = record();
    await click(element);
    await reaches(element, 'input');
    expect(find(element, 'form')).to.exist;
    expect(element.shadowRoot?.querySelector('[part=back]')).to.equal(null);
    expect(log).not.to.include('nango-state loading');
  });
});

describe('a choice of hundreds', () => {
  useFakeServer();
  afterEach(stopRecording);

  const many: Integration[] = Array.from({ length: 600 }, (_, index) => ({
    unique_key: `key-${index}`,
    provider: `provider-${index}`,
    display_name: `Provider ${index}`,
  }));

  const open = async (
    integrations: readonly Partial<Integration>[],
    categories: string[] = [],
  ): Promise<NangoConnect> => {
    server.answer = ({ path }) => {
      const data = path.endsWith('/integrations')
        ? integrations
        : path.includes('/providers/')
          ? { auth_mode: 'API_KEY', categories: categories.filter((_, at) => at % 2 === Number(path.at(-1)) % 2) }
          : { connectUISettings: { theme: { light: { primary: '#00b2e3' } } } };
      return Promise.resolve(json({ data }));
    };
    const element = await connectElement({ host: server.url, sessionToken: `nango_connect_session_${Math.random()}` });
    void element.connect();
    await reaches(element, 'input');
    return element;
  };

  it('draws those out of view as high as those in view, so that nothing jumps', async () => {
    const element = await open(many.slice(0, 200));
    expect(rows(element)).to.have.length(200);
    const all = [...(element.shadowRoot?.querySelectorAll('li') ?? [])];
    const heights = (): number[] => [...new Set(all.map((row) => Math.round(row.getBoundingClientRect().height)))];
    // As laid out before any of them is drawn, and after those in view are.
    expect(heights()).to.deep.equal([52]);
    await nextFrame();
    await nextFrame();
    expect(heights()).to.deep.equal([52]);
    element.cancel();
  });

  it('asks what one needs when the user stays with it, or presses it, not for each that passes by', async () => {
    const element = await open(many);
    const asked = (): string[] => server.paths.filter((path) => path.includes('/providers/'));
    const all = [...(element.shadowRoot?.querySelectorAll('li') ?? [])];
    for (const row of all.slice(0, 40))
      row.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    const input = find(element, '[role=combobox]');
    for (let times = 0; times < 5; times++)
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    expect(asked()).to.deep.equal([]);
    await until(() => asked().length > 0);
    expect(asked()).to.deep.equal(['GET /providers/provider-5']);
    all[7]?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    await until(() => asked().length > 1);
    expect(asked()[1]).to.equal('GET /providers/provider-7');
    element.cancel();
  });

  it('finds by what an integration has, not by what it lacks', async () => {
    const element = await open([{ unique_key: 'first' }, { unique_key: 'second', display_name: 'Undefined Labs' }]);
    find<HTMLInputElement>(element, '[role=combobox]').focus();
    await sendKeys({ type: 'undefined' });
    await element.updateComplete;
    expect(rows(element)).to.deep.equal(['Undefined Labs']);
    element.cancel();
  });

  it('leaves the keys of an input method to it', async () => {
    const element = await open(many);
    const search = find<HTMLInputElement>(element, '[role=combobox]');
    const before = search.getAttribute('aria-activedescendant');
    for (const key of ['Enter', 'ArrowDown'])
      for (const init of [{ isComposing: true }, { keyCode: 229 }])
        search.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
    await element.updateComplete;
    expect(element.state).to.equal('input');
    expect(search.getAttribute('aria-activedescendant')).to.equal(before);
    element.cancel();
  });

  it('looks at each of ten thousand once, and makes no more rows than are looked at', async () => {
    const element = await open(
      Array.from({ length: 10_000 }, (_, index) => ({ unique_key: `key-${index}`, provider: `Grün ${index}` })),
    );
    expect(rows(element)).to.have.length(200);
    expect(find(element, 'li').getAttribute('aria-setsize')).to.equal('10000');
    const { normalize } = String.prototype;
    let folded = 0;
    String.prototype.normalize = function (...form) {
      folded += 1;
      return normalize.apply(this, form);
    };
    try {
      await clickPart(element, 'search');
      for (const key of 'gru') {
        await sendKeys({ type: key });
        await element.updateComplete;
        expect(element.shadowRoot?.querySelectorAll('li')).to.have.length(200);
      }
      // Each was read when the list was first made; now only what was typed is.
      expect(folded).to.be.below(20);
      await sendKeys({ type: 'n 9999' });
      await element.updateComplete;
      expect(rows(element)).to.deep.equal(['key-9999']);
    } finally {
      String.prototype.normalize = normalize;
    }
    element.cancel();
  });

  it('has a row for each that the user scrolls or moves to', async () => {
    const element = await open(many);
    const list = find(element, '[part=list]');
    while (rows(element).length < 600) {
      const before = rows(element).length;
      list.scrollTop = list.scrollHeight;
      await until(() => rows(element).length > before);
    }
    find<HTMLInputElement>(element, '[role=combobox]').focus();
    await sendKeys({ type: 'provider' });
    await element.updateComplete;
    expect(rows(element)).to.have.length(200);
    await sendKeys({ press: 'ArrowUp' });
    await element.updateComplete;
    expect(active(element)).to.equal('Provider 599');
    element.cancel();
  });

  it('cuts a heap of text in a name', async () => {
    const heap = 'x'.repeat(500_000);
    const element = await open(
      [{ unique_key: 'a', provider: 'p-0', display_name: heap }, { unique_key: 'b' }],
      ['crm', 'crm'],
    );
    expect(rows(element)[0]).to.have.length.below(300);
    find<HTMLElement>(element, 'li').click();
    await until(() => !!element.shadowRoot?.querySelector('[part=submit]'));
    expect(element.shadowRoot?.textContent).to.have.length.below(5000);
    element.cancel();
  });

  it('keeps to itself what is typed into the search', async () => {
    const element = await open(many);
    const heard: Event[] = [];
    element.addEventListener('input', (event) => heard.push(event));
    await clickPart(element, 'search');
    await sendKeys({ type: 'a' });
    expect(heard).to.deep.equal([]);
    element.cancel();
  });

  it('searches them as the user types', async () => {
    const element = await open(many);
    await clickPart(element, 'search');
    for (const [key, found] of [
      ['5', 195],
      ['9', 16],
      ['9', 1],
    ] as const) {
      await sendKeys({ type: key });
      await element.updateComplete;
      expect(rows(element)).to.have.length(found);
    }
    expect(rows(element)).to.deep.equal(['Provider 599']);
    element.cancel();
  });

  it('sorts few of them into categories', async () => {
    const element = await open(many.slice(0, 4), ['crm', 'storage']);
    await until(() => text(element, 'categories') !== '');
    await isAccessible(element);
    const buttons = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[part=category]') ?? [])];
    expect(buttons.map((each) => each.textContent.trim())).to.deep.equal(['All', 'crm', 'storage']);
    buttons[2]?.click();
    await element.updateComplete;
    expect(rows(element)).to.deep.equal(['Provider 1', 'Provider 3']);
    expect(buttons[2]).to.have.attribute('aria-pressed', 'true');
    element.cancel();
  });

  it('shows no more categories than anybody would read', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `category ${index}`);
    const element = await open(many.slice(0, 4), names);
    await until(() => text(element, 'categories') !== '');
    expect(element.shadowRoot?.querySelectorAll('[part=category]').length).to.be.below(60);
    element.cancel();
  });

  it('says so where there is nothing at all', async () => {
    const element = await open([]);
    expect(text(element, 'empty')).to.equal('There is nothing to connect yet.');
    await isAccessible(element);
    element.cancel();
  });
});
