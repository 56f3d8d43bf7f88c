import { expect, fixture, html } from '@open-wc/testing';
import type { Integration, Provider, ProviderField, Session } from '../../../src/engine/options.js';
import type { NangoConnect } from '../../../src/elements/nango-connect.js';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import { forgetSessions } from '../../../src/elements/attempt/session-cache.js';
import '../../../src/define.js';
import { refusal, until } from '../../browser-support/attempts.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import { backend, click, clickPart, find, reaches, stopRecording } from '../../browser-support/kit.js';

const run = 'window.dispatchEvent(new Event("hostile"))';

/** What a server, or whoever has got hold of one, may have put into its texts. */
const texts: Readonly<Record<string, string>> = {
  'an element with a handler': `<img src="/none" onerror='${run}'><svg onload='${run}'></svg>`,
  'a script after the end of an attribute': `"'><script>${run}</script>`,
  'the end of a style sheet': `red}</style><script>${run}</script><style>*{background:url("/stolen")}`,
  'an address that is a script': `javascript:${run}`,
  'an address that is a script, in disguise': ` \tJaVa\nScRiPt:${run}`,
  'an address that is a page': `data:text/html,<script>parent.${run}</script>`,
  'a template of a framework': `\${${run}} {{constructor.constructor('${run}')()}}`,
  'a marker of Lit': `<!--?lit$123456789$--> {{lit-123456789}}`,
};

function hostileField(text: string): ProviderField {
  return {
    title: text,
    description: text,
    example: text,
    prefix: text,
    suffix: text,
    doc_section: text,
    format: text,
    warnings: { [text]: text, x: text },
  };
}

const session = (text: string): Session => ({
  allowed_integrations: ['acme', 'other'],
  overrides: { acme: { docs_connect: text } },
  connectUISettings: { defaultTheme: text, theme: { light: { primary: text }, dark: { primary: text } } },
  integrations_config_defaults: { other: { connection_config: { region: text } } },
});
const integration = (text: string, unique_key = 'acme'): Integration => ({
  unique_key,
  provider: 'acme',
  display_name: text,
  logo: text,
  credentials_label: { apiKey: text },
});
const provider = (text: string): Provider => ({
  auth_mode: 'API_KEY',
  name: text,
  display_name: text,
  logo_url: text,
  categories: [text],
  docs_connect: text,
  credentials: { apiKey: hostileField(text) },
  connection_config: {
    region: { ...hostileField(text), default_value: text },
    zone: { title: text, enum: [text, 'x'], default_value: text },
  },
});

/** A server that says the same everywhere, and refuses with it. */
function saysEverywhere(text: string): void {
  server.answer = ({ method, path }) => {
    if (method === 'POST') {
      const errors = ['apiKey', text].map((name) => ({ code: text, message: text, path: [name] }));
      return json({ error: { code: text, message: text, errors } }, 400);
    }
    if (path === '/connect/session') return json({ data: session(text) });
    if (path === '/integrations') return json({ data: [integration(text), integration(text, 'other')] });
    return json({ data: provider(text) });
  };
}

/** Everything in an element that a browser could run, or that leads to what it could run. */
function dangers(element: Element): string[] {
  const all = [...(element.shadowRoot?.querySelectorAll('*') ?? [])];
  const elements = all.filter((one) => one.matches('script, iframe, object, embed, base, link, [srcdoc], [style]'));
  const handlers = all.flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on')));
  const addresses = all.flatMap((one) =>
    ['href', 'action', 'formaction', 'xlink:href'].flatMap((name) => one.getAttribute(name) ?? []),
  );
  const scripts = addresses.filter((address) => !/^(https?:|#)/.test(new URL(address, location.href).href));
  // Of the elements' own templates; one that came in a text would have an address that is none of theirs.
  const pictures = all.filter((one) => one.matches('img[src="/none"]'));
  return [...elements, ...pictures].map(({ localName }) => localName).concat(handlers, scripts);
}

describe('A hostile server', () => {
  useFakeServer();
  let ran = 0;
  const note = (): void => void ran++;
  beforeEach(() => {
    forgetSessions();
    ran = 0;
    addEventListener('hostile', note);
  });
  afterEach(() => {
    removeEventListener('hostile', note);
    stopRecording();
  });

  async function page<E extends NangoConnect | NangoCredentialsForm>(element: E, more: Partial<E>): Promise<E> {
    Object.assign(element, { host: server.url, sessionToken: 'a-token', ...more });
    await fixture(html`${element}`);
    return element;
  }
  const makeForm = (more: Partial<NangoCredentialsForm>): Promise<NangoCredentialsForm> =>
    page(document.createElement('nango-credentials-form'), more);

  for (const [name, text] of Object.entries(texts)) {
    it(`has ${name} in a form and its refusal: nothing runs`, async () => {
      saysEverywhere(text);
      const element = await makeForm({ integrationId: 'acme' });
      await reaches(element, 'input');
      expect(element.fields).to.have.length(3);
      expect(dangers(element)).to.deep.equal([]);
      const error = await refusal(
        element.connect({ 'credentials.apiKey': 'k', 'params.region': 'r', 'params.zone': 'x' }),
      );
      await element.updateComplete;
      expect(error.outcome).to.equal('failed');
      expect(find(element, '[part=field-error]').textContent.trim()).to.not.equal('');
      expect(dangers(element)).to.deep.equal([]);
      expect(getComputedStyle(element).backgroundImage).to.equal('none');
      expect(ran).to.equal(0);
    });

    it(`has ${name} in a choice and its dialog: nothing runs`, async () => {
      saysEverywhere(text);
      backend('/status', () => json({ connections: [{ providerConfigKey: 'acme', connectionId: 'c', name: text }] }));
      const element = await page(document.createElement('nango-connect'), { statusUrl: '/status' });
      await click(element);
      await reaches(element, 'input');
      expect(dangers(element)).to.deep.equal([]);
      await click(find(element, '[role=option]'));
      await until(() => !!element.shadowRoot?.querySelector('[name="credentials.apiKey"]'));
      expect(dangers(element)).to.deep.equal([]);
      await clickPart(element, 'close');
      expect(ran).to.equal(0);
    });
  }

  // Otherwise the tests around it would say nothing.
  it('would be seen where a text became markup', () => {
    // A document without a window loads and runs nothing: what ran later would be counted by the next test.
    const inert = document.implementation.createHTMLDocument();
    for (const [name, text] of Object.entries(texts).slice(0, 3)) {
      const element = inert.createElement('div');
      const root = element.attachShadow({ mode: 'open' });
      root.append(inert.createRange().createContextualFragment(text));
      expect(dangers(element), name).to.not.deep.equal([]);
    }
    const element = inert.createElement('div');
    const link = inert.createElement('a');
    for (const name of [
      'an address that is a script',
      'an address that is a script, in disguise',
      'an address that is a page',
    ]) {
      link.setAttribute('href', texts[name] ?? '');
      (element.shadowRoot ?? element.attachShadow({ mode: 'open' })).replaceChildren(link);
      expect(dangers(element), name).to.not.deep.equal([]);
    }
  });

  it('has a name of its own for the connected account: nothing runs', async () => {
    for (const text of Object.values(texts)) {
      backend('/status', () => json({ connections: [{ providerConfigKey: 'acme', connectionId: 'c', name: text }] }));
      const element = await makeForm({ integrationId: 'acme', statusUrl: '/status', provider: provider(text) });
      await reaches(element, 'connected');
      expect(find(element, '[part=success]').textContent).to.include(text.trim().slice(0, 10));
      expect(dangers(element)).to.deep.equal([]);
      element.remove();
      stopRecording();
    }
    expect(ran).to.equal(0);
  });

  it('pollutes what it answers: no object has got more, and no answer has what is only inherited', async () => {
    const polluted = (own: object): Response => {
      const inherited = '"display_name":"evil","auth_mode":"NONE","connectionId":"evil","hidden":true,"token":"evil"';
      const rest = JSON.stringify(own).slice(1);
      const text = `{"__proto__":{${inherited}},"constructor":{"prototype":{${inherited}}}${rest === '}' ? '' : ','}${rest}`;
      return new Response(text, { headers: { 'content-type': 'application/json' } });
    };
    const plain: Provider = { auth_mode: 'API_KEY', credentials: { apiKey: {} } };
    server.answer = ({ method, path }) => {
      if (method === 'POST') return polluted({});
      if (path === '/connect/session') return polluted({ data: {} });
      if (path === '/integrations') return polluted({ data: [{ unique_key: 'acme', provider: 'acme' }] });
      return polluted({ data: plain });
    };
    const element = await makeForm({ integrationId: 'acme' });
    await reaches(element, 'input');
    expect(element.fields.map(({ key, hidden }) => [key, hidden])).to.deep.equal([['apiKey', false]]);
    const error = await refusal(element.connect({ 'credentials.apiKey': 'k' }));
    expect([error.type, error.outcome]).to.deep.equal(['invalid_response', 'unknown']);
    expect(['display_name', 'auth_mode', 'connectionId', 'hidden', 'token'].filter((name) => name in {})).to.deep.equal(
      [],
    );
  });

  it('has a pattern that keeps a backtracking engine busy for ever: the field says that it does not match', async () => {
    const template: Provider = {
      auth_mode: 'API_KEY',
      credentials: { apiKey: {} },
      connection_config: { region: { pattern: '^(a+)+$' } },
    };
    const element = await makeForm({ integrationId: 'acme', provider: template });
    await reaches(element, 'input');
    const control = find<HTMLInputElement>(element, '[name="params.region"]');
    control.value = `${'a'.repeat(5000)}!`;
    control.dispatchEvent(new InputEvent('input', { bubbles: true }));
    find<HTMLFormElement>(element, 'form').requestSubmit();
    await element.updateComplete;
    expect(control.getAttribute('aria-invalid')).to.equal('true');
    // The browser's own check would be the backtracking one.
    expect(control.getAttribute('pattern')).to.equal(null);
  });

  describe('with 2,000 fields', () => {
    const names = Array.from({ length: 2000 }, (_, index) => `field_${index}`);
    const template: Provider = {
      auth_mode: 'API_KEY',
      credentials: { apiKey: {} },
      connection_config: Object.fromEntries(names.map((name) => [name, { title: name, optional: true }])),
    };
    const success = (): void => {
      server.answer = ({ method }) =>
        method === 'POST' ? json({ connectionId: 'c', providerConfigKey: 'acme' }) : undefined;
    };

    it('shows all of them and sends what was filled in', async () => {
      success();
      const element = await makeForm({ integrationId: 'acme', provider: template });
      await reaches(element, 'input');
      expect(element.shadowRoot?.querySelectorAll('[part=field]')).to.have.length(2001);
      const { connectionId } = await element.connect({ 'credentials.apiKey': 'k', 'params.field_1999': 'last' });
      expect(connectionId).to.equal('c');
      expect(server.sent.at(-1)?.query.get('params[field_1999]')).to.equal('last');
    });

    it('sends nothing where all of them are longer than an address can be', async () => {
      success();
      const element = await makeForm({ integrationId: 'acme', provider: template });
      await reaches(element, 'input');
      const values = Object.fromEntries(names.map((name) => [`params.${name}`, 'x'.repeat(20)]));
      const error = await refusal(element.connect({ 'credentials.apiKey': 'k', ...values }));
      expect([error.type, error.outcome]).to.deep.equal(['unknown_error', 'failed']);
      expect(error.message).to.include('params');
      expect(server.paths.filter((path) => path.startsWith('POST'))).to.deep.equal([]);
    });
  });

  for (const path of ['/connect/session', '/integrations', '/providers/acme']) {
    it(`has a text of 5 MB in ${path}: it is no answer, and the form says so`, async () => {
      const heap = 'x'.repeat(5_000_000);
      saysEverywhere('plain');
      const { answer } = server;
      server.answer = (sent) => (sent.path === path ? json({ data: { heap } }) : answer(sent));
      const element = await makeForm({ integrationId: 'acme' });
      await reaches(element, 'error');
      expect(element.error?.type).to.equal('invalid_response');
      expect(element.shadowRoot?.textContent).to.have.length.below(5000);
    });
  }
});
