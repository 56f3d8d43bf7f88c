import { expect, fixture, html } from '@open-wc/testing';
import type { NangoConnect, NangoCredentialsForm, Messages } from '../../../src/index.js';
import { registerLocale } from '../../../src/index.js';
import '../../../src/define.js';
import '../../../src/locales.js';
import { until } from '../../browser-support/attempts.js';
import { find } from '../../browser-support/kit.js';

/** What a part says, once it is there. */
const label = (element: Element, part = 'button'): string | undefined =>
  element.shadowRoot?.querySelector(`[part=${part}]`)?.textContent.trim();

describe('Languages', () => {
  describe('are looked up', () => {
    const { debug } = console;
    let logged: string[] = [];
    beforeEach(() => {
      logged = [];
      console.debug = (...words: unknown[]) => logged.push(words.join(' '));
    });
    afterEach(() => (console.debug = debug));

    const element = (lang: string, messages?: Messages): Promise<NangoConnect> =>
      fixture<NangoConnect>(
        html`<nango-connect auth-mode="OAUTH2" lang=${lang} .messages=${messages}></nango-connect>`,
      );

    it("in the page's own texts, the region, the language, English", async () => {
      registerLocale('tlh', { connect: 'tlh connect', cancel: 'tlh cancel', back: 'tlh back' });
      registerLocale('tlh-QO', { connect: 'region connect', cancel: 'region cancel' });
      const regional = await element('tlh-QO', { connect: 'own connect' });
      const read = (['connect', 'cancel', 'back', 'close'] as const).map((key) => regional.text(key));
      expect(read).to.deep.equal(['own connect', 'region cancel', 'tlh back', 'Close']);
    });

    it('whatever the case of the tag', async () => {
      registerLocale('QAA-Latn', { connect: 'qaa connect' });
      expect((await element('qaa-LATN')).text('connect')).to.equal('qaa connect');
    });

    it('with a word in debug about what is missing, and only there', async () => {
      registerLocale('tlh', { connect: 'tlh connect' });
      const quiet = await element('tlh');
      expect(quiet.text('close')).to.equal('Close');
      expect(logged).to.deep.equal([]);
      quiet.debug = true;
      expect(quiet.text('connect')).to.equal('tlh connect');
      expect(quiet.text('close')).to.equal('Close');
      expect(logged).to.deep.equal(['[nango] no tlh text for close']);
    });

    it('as nothing for a key that is none', async () => {
      expect((await element('de')).text('error_made_up')).to.equal(undefined);
    });

    it('and asked for again after a while where one could not be fetched', async () => {
      let asked = 0;
      const load = (): Promise<{ default: Messages }> =>
        ++asked === 1
          ? Promise.reject(new TypeError('offline'))
          : Promise.resolve({ default: { connect: 'qac connect' } });
      registerLocale('qac', load);
      const waiting = await element('qac');
      await until(() => asked === 1);
      waiting.requestUpdate();
      await waiting.updateComplete;
      expect([label(waiting), asked]).to.deep.equal(['Connect', 1]);
      const { now } = Date;
      Date.now = () => now() + 60_000;
      waiting.requestUpdate();
      await until(() => label(waiting) === 'qac connect');
      Date.now = now;
      expect(asked).to.equal(2);
    });

    it('anew when one is registered', async () => {
      const waiting = await element('qab');
      expect(label(waiting)).to.equal('Connect');
      registerLocale('qab', { connect: 'qab connect' });
      await waiting.updateComplete;
      expect(label(waiting)).to.equal('qab connect');
    });

    it('anew for what is said beside a field', async () => {
      const form = await fixture<NangoCredentialsForm>(
        html`<nango-credentials-form auth-mode="API_KEY" lang="qad"></nango-credentials-form>`,
      );
      find<HTMLElement>(form, '[part=submit]').click();
      await until(() => label(form, 'field-error') === 'This field is required.');
      registerLocale('qad', { invalid_required: 'qad required' });
      await form.updateComplete;
      expect(label(form, 'field-error')).to.equal('qad required');
    });

    it('as English where the tag is empty or the name of something else', async () => {
      for (const lang of ['', 'constructor', '-']) expect(label(await element(lang)), lang).to.equal('Connect');
    });
  });

  describe('in a page', function () {
    afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

    it('are fetched when an element is in one, once for all elements', async () => {
      const page = await open(
        '<nango-connect lang="de"></nango-connect><p lang="de-AT"><nango-connect></nango-connect></p>',
      );
      page.add('de');
      await page.reads('Verbinden', 'Verbinden', 'Verbinden');
      expect(page.requests()).to.deep.equal(['de']);
    });

    it('are not fetched for English, for languages that there are none of, or without an element', async () => {
      const page = await open(
        '<p lang="fr"></p><nango-connect lang="en-GB"></nango-connect><nango-connect lang="nl"></nango-connect>',
      );
      // Any other request would be over before this one.
      page.add('es');
      await page.reads('Connect', 'Connect', 'Conectar');
      expect(page.requests()).to.deep.equal(['es']);
    });

    it('come for a region and a script', async () => {
      const page = await open(
        '<nango-connect lang="pt-BR"></nango-connect><nango-connect lang="zh-Hant-TW"></nango-connect>',
      );
      await page.reads('Conectar', '连接');
      expect(page.requests().sort()).to.deep.equal(['pt', 'zh']);
    });

    it("are the nearest ancestor's, through shadow roots", async () => {
      const page = await open('<div lang="ja"><section><p></p></section></div>', 'de');
      const outer = page.document.querySelector('p')?.attachShadow({ mode: 'open' });
      const inner = outer?.appendChild(page.document.createElement('div')).attachShadow({ mode: 'closed' });
      const element = page.document.createElement('nango-connect');
      inner?.append(element);
      await until(() => label(element) === '接続');
      expect(page.requests()).to.deep.equal(['ja']);
    });

    it('change with the element, with the page and with the place', async () => {
      const page = await open(
        '<nango-connect></nango-connect><nango-connect lang="en"></nango-connect><p lang="ar"></p>',
      );
      const [first, second] = page.elements();
      await page.reads('Connect', 'Connect');
      page.document.documentElement.lang = 'fr';
      await page.reads('Connecter', 'Connect');
      if (!first || !second) throw new Error('Two elements are on the page');
      second.setAttribute('lang', 'es');
      await page.reads('Connecter', 'Conectar');
      second.lang = 'fr';
      await page.reads('Connecter', 'Connecter');
      second.lang = 'es';
      await page.reads('Connecter', 'Conectar');
      second.lang = '';
      await page.reads('Connecter', 'Connecter');
      page.document.querySelector('p')?.append(first);
      await page.reads('Connecter', 'ربط');
      page.document.documentElement.removeAttribute('lang');
      await page.reads('Connect', 'ربط');
      page.document.querySelector('p')?.setAttribute('lang', 'es');
      await page.reads('Connect', 'Conectar');
      expect(page.requests().sort()).to.deep.equal(['ar', 'es', 'fr']);
    });

    it('reach what the form asks and what the browser says', async () => {
      const page = await open(
        '<nango-credentials-form auth-mode="API_KEY" integration-id="a" public-key="p" required></nango-credentials-form>',
        'de',
      );
      const form = page.document.querySelector('nango-credentials-form');
      if (!form) throw new Error('There is no form');
      await until(() => label(form, 'label') === 'API-Schlüssel');
      expect(find(form, '[part=reveal]').getAttribute('aria-label')).to.equal('API-Schlüssel anzeigen');
      expect(form.validationMessage).to.equal('Verbinden Sie zuerst Ihr Konto.');
    });

    it("give way to English where they can't be fetched, and debug says so", async () => {
      const page = await open('', '', { '/src/locales/de.ts': '/missing.js', '/src/locales/fr.ts': '/missing.js' });
      const logged: string[] = [];
      page.window.console.debug = (...words: unknown[]) => logged.push(words.map(String).join(' '));
      page.add('fr');
      page.add('de').debug = true;
      await until(() => logged.length > 0);
      page.add('de').debug = true;
      // Any other request would be over before this one.
      page.add('es');
      await page.reads('Connect', 'Connect', 'Connect', 'Conectar');
      expect(logged.length).to.equal(1);
      expect(logged[0]).to.match(/^\[nango\] no de texts: TypeError/);
      expect(page.rejections).to.deep.equal([]);
    });

    it('do not replace what the page has registered meanwhile', async () => {
      const page = await open(`<nango-connect lang="de"></nango-connect><script type="module">
        import { registerLocale } from '/src/index.ts';
        registerLocale('de', { connect: 'Los' });
      </script>`);
      await until(() => page.requests().includes('de'));
      page.add('es');
      await page.reads('Los', 'Conectar');
      expect(page.elements()[0]?.text('close')).to.equal('Close');
    });

    it('are watched for by one observer for all elements, as long as there are any', async () => {
      const page = await open('');
      const { MutationObserver } = page.window;
      const { documentElement } = page.document;
      const all: string[] = [];
      page.window.MutationObserver = class extends MutationObserver {
        override observe(target: Node, options?: MutationObserverInit): void {
          super.observe(target, options);
          if (target === documentElement) all.push('observes');
        }

        override disconnect(): void {
          all.push('disconnected');
          super.disconnect();
        }
      };
      for (let count = 0; count < 100; count++) page.add();
      expect(all).to.deep.equal(['observes']);
      page.elements().forEach((element) => element.remove());
      expect(all).to.deep.equal(['observes', 'disconnected']);
      const again = page.add();
      documentElement.lang = 'de';
      await until(() => label(again) === 'Verbinden');
      expect(all).to.deep.equal(['observes', 'disconnected', 'observes']);
    });
  });
});

/** A page of its own, in which nothing was fetched before. */
async function open(body: string, lang = '', imports: Readonly<Record<string, string>> = {}) {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><html lang="${lang}"><script type="importmap">${JSON.stringify({ imports })}</script>
    <script type="module" src="/src/define.ts"></script><script type="module" src="/src/locales.ts"></script><body>${body}`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument;
  const view = page?.defaultView;
  if (!page || !view) throw new Error('The frame has no page');
  const rejections: unknown[] = [];
  view.addEventListener('unhandledrejection', ({ reason }) => rejections.push(reason));
  const elements = (): NangoConnect[] => [...page.querySelectorAll('nango-connect')];
  return {
    document: page,
    window: view,
    rejections,
    elements,
    add(own?: string): NangoConnect {
      const element = page.createElement('nango-connect');
      if (own !== undefined) element.lang = own;
      page.body.append(element);
      return element;
    },
    /** Waits until these are the labels of the elements, in order. */
    async reads(...labels: string[]): Promise<void> {
      const read = (): string =>
        elements()
          .map((each) => label(each))
          .join();
      await until(() => read() === labels.join());
    },
    /** The languages that were asked for. */
    requests: (): string[] =>
      view.performance.getEntriesByType('resource').flatMap(({ name }) => /\/locales\/(\w+)/.exec(name)?.[1] ?? []),
  };
}
