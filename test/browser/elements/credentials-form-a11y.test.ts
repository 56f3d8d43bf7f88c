import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import type * as Axe from 'axe-core';
import 'axe-core/axe.min.js';
import type { Provider } from '../../../src/engine/options.js';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import '../../../src/define.js';
import { json, later, server, useFakeServer } from '../../browser-support/fake-server.js';
import { allProviders } from '../../browser-support/providers.js';

declare global {
  interface Window {
    axe: typeof Axe;
  }
}

/** One provider of each mode. */
const examples = [
  'zendesk',
  'twitter',
  'adp',
  'algolia',
  'freshdesk',
  'netsuite-tba',
  'snowflake-jwt',
  'sap-success-factors',
  'bill',
  'emarsys',
  'aws-sigv4',
  'github-app',
  'github-app-oauth',
  'notion-mcp',
  'mcp-generic',
  'crisp-plugin-install',
  'youcanbook-me-public',
];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong, each with where. */
async function faults(page: Element): Promise<string[]> {
  const { violations } = await window.axe.run(page, { runOnly: tags, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary}`),
  );
}

async function page(
  providers: readonly Provider[],
  theme: 'light' | 'dark',
  act?: (form: NangoCredentialsForm) => void,
): Promise<Element> {
  const main = await fixture(html`<main style="color-scheme:${theme};background:Canvas;color:CanvasText"></main>`);
  const forms = providers.map((provider) => {
    const form = document.createElement('nango-credentials-form');
    Object.assign(form, { integrationId: provider.name, host: server.url, publicKey: 'pk', provider, theme });
    main.append(form);
    return form;
  });
  await Promise.all(forms.map((form) => form.updateComplete));
  if (act) forms.forEach(act);
  await Promise.all(forms.map((form) => form.updateComplete));
  return main;
}

const submit = (form: NangoCredentialsForm): void => form.shadowRoot?.querySelector('form')?.requestSubmit();

/** Random, and the same each time. */
function some<T>(list: readonly T[], count: number, seed: number): T[] {
  const picked: T[] = [];
  for (let turn = seed; picked.length < count; turn = (turn * 48271) % 2147483647) {
    const item = list[turn % list.length];
    if (item !== undefined && !picked.includes(item)) picked.push(item);
  }
  return picked;
}

describe('The credentials form, to people with disabilities', () => {
  useFakeServer();
  let providers: Provider[] = [];

  before(async () => {
    const all = await allProviders();
    providers = examples.map((name) => all[name]).filter((provider) => provider !== undefined);
    expect(new Set(providers.map(({ auth_mode }) => auth_mode)).size).to.equal(17);
  });

  for (const theme of ['light', 'dark'] as const) {
    describe(`in ${theme}`, () => {
      it('is well to be filled in', async () => {
        expect(await faults(await page(providers, theme))).to.deep.equal([]);
      }).timeout(150_000);

      it('is so with messages beside the fields and secrets shown', async () => {
        const main = await page(providers, theme, (form) => {
          if (form.fields.some(({ required, hidden, value }) => required && !hidden && !value)) submit(form);
          for (const reveal of form.shadowRoot?.querySelectorAll<HTMLElement>('[part=reveal]') ?? []) reveal.click();
        });
        expect(await faults(main)).to.deep.equal([]);
      }).timeout(150_000);

      const key: Provider = {
        auth_mode: 'API_KEY',
        name: 'key',
        display_name: 'Acme',
        credentials: { apiKey: { title: 'API key' } },
      };
      const states: Record<string, (form: NangoCredentialsForm) => unknown> = {
        disabled: (form) => (form.disabled = true),
        connecting: (form) => {
          server.answer = () => later().promise;
          void form.connect({ 'credentials.apiKey': 'k' }).catch(() => undefined);
        },
        error: (form) => {
          server.answer = () =>
            Promise.resolve(json({ error: { code: 'connection_test_failed', message: 'Ask your admin' } }, 400));
          void form.connect({ 'credentials.apiKey': 'k' }).catch(() => undefined);
        },
        connected: (form) => {
          server.answer = () => Promise.resolve(json({ connectionId: 'c' }));
          void form.connect({ 'credentials.apiKey': 'k' });
        },
        loading: (form) => {
          server.answer = () => later().promise;
          Object.assign(form, { provider: undefined, sessionToken: () => Promise.resolve('t') });
        },
        'error without a form': (form) => {
          server.answer = () => Promise.resolve(json({ error: { code: 'unknown_connect_session_token' } }, 401));
          Object.assign(form, { provider: undefined, sessionToken: () => Promise.resolve('t') });
        },
      };
      it(`is so in the states ${Object.keys(states).join(', ')}`, async () => {
        for (const [state, act] of Object.entries(states)) {
          const main = await page([key], theme, act);
          const form = main.querySelector('nango-credentials-form');
          if (state !== 'disabled') await waitUntil(() => form?.state === state.split(' ')[0]);
          await aTimeout(0);
          await form?.updateComplete;
          expect(await faults(main), state).to.deep.equal([]);
          main.remove();
        }
      }).timeout(150_000);
    });
  }

  it('is so for 50 random providers', async () => {
    const picked = some(Object.values(await allProviders()), 50, 20261122);
    expect(await faults(await page(picked, 'light', (form) => submit(form)))).to.deep.equal([]);
  }).timeout(150_000);

  it('can be used from right to left, at 320 px, without a sideways scroll', async () => {
    const main = await page(providers, 'light');
    Object.assign(main, { dir: 'rtl' });
    main.setAttribute('style', 'inline-size:288px');
    for (const form of main.querySelectorAll('nango-credentials-form')) {
      expect(form.scrollWidth, form.integrationId).to.be.at.most(288);
      expect(form.shadowRoot?.querySelector('form')?.scrollWidth ?? 0, form.integrationId).to.be.at.most(288);
    }
  });

  it('has switches and links that are large enough to be hit', async () => {
    const main = await page(providers, 'light');
    for (const form of main.querySelectorAll('nango-credentials-form')) {
      for (const target of form.shadowRoot?.querySelectorAll('button,a,[part=file],summary') ?? []) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), `${form.integrationId} ${target.outerHTML}`).to.be.at.least(23.9);
      }
    }
  });
});
