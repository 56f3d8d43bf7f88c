import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { Provider, ProviderField } from '../../../src/engine/options.js';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import '../../../src/define.js';
import { until } from '../../browser-support/attempts.js';
import { clickPart, paste, text } from '../../browser-support/kit.js';
import { json, later, server, useFakeServer } from '../../browser-support/fake-server.js';

const zendesk: ProviderField = {
  title: 'Domain',
  prefix: 'https://',
  suffix: '.zendesk.com',
  pattern: '^[a-z0-9_-]+$',
  example: 'acme',
};
const provider = (connection_config: Record<string, ProviderField> = {}, more: Partial<Provider> = {}): Provider => ({
  auth_mode: 'API_KEY',
  display_name: 'Acme',
  credentials: { apiKey: { title: 'API Key', description: 'From your settings' } },
  connection_config,
  ...more,
});
const token = () =>
  `nango_connect_session_${Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

async function form(
  template: Provider = provider(),
  more: Partial<NangoCredentialsForm> = {},
): Promise<NangoCredentialsForm> {
  const element = document.createElement('nango-credentials-form');
  Object.assign(element, { integrationId: 'acme', host: server.url, publicKey: 'pk', provider: template, ...more });
  await fixture(html`${element}`);
  await element.updateComplete;
  return element;
}

function find<E extends Element>(element: Element, selector: string): E {
  const found = element.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
}
const all = (element: Element, selector: string): Element[] => [
  ...(element.shadowRoot?.querySelectorAll(selector) ?? []),
];
const input = (element: Element, name: string): HTMLInputElement => find(element, `[name="${name}"]`);
const texts = (element: Element, part: string): string[] =>
  all(element, `[part=${part}]`).map(({ textContent }) => textContent.trim());
/** All that a screen reader says about a control. */
const described = (control: Element): string[] =>
  (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => find(hostOf(control), `#${id}`).textContent.trim());
function hostOf(node: Node): Element {
  const root = node.getRootNode();
  if (!(root instanceof ShadowRoot)) throw new Error('Not in a shadow root');
  return root.host;
}
async function type(element: NangoCredentialsForm, name: string, value: string): Promise<void> {
  const control = input(element, name);
  control.value = value;
  control.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await element.updateComplete;
}
async function submit(element: NangoCredentialsForm): Promise<void> {
  find<HTMLFormElement>(element, 'form').requestSubmit();
  await element.updateComplete;
}
function next<Name extends keyof GlobalEventHandlersEventMap>(
  target: HTMLElement,
  name: Name,
): Promise<GlobalEventHandlersEventMap[Name]> {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
}
const success = { connectionId: 'c1', providerConfigKey: 'acme' };
const accept = () => (server.answer = () => Promise.resolve(json(success)));

describe('nango-credentials-form', () => {
  useFakeServer();

  describe('gets its fields', () => {
    it('from the provider property, without a request', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      expect(element.state).to.equal('input');
      expect(all(element, '[part=input]').map((control) => control.getAttribute('name'))).to.deep.equal([
        'credentials.apiKey',
        'params.subdomain',
      ]);
      expect(element.fields.map(({ label }) => label)).to.deep.equal(['API Key', 'Domain']);
      element.provider = { auth_mode: 'BILL', credentials: { dev_key: {}, odd: {} } };
      await element.updateComplete;
      expect(element.fields.map(({ label }) => label)).to.deep.equal([
        'Username',
        'Password',
        'Organization ID',
        'Developer key',
        'odd',
      ]);
      expect(server.paths).to.deep.equal([]);
    });

    it('from auth-mode alone, without a request', async () => {
      const element = await fixture<NangoCredentialsForm>(
        html`<nango-credentials-form integration-id="acme" auth-mode="BASIC" session-token=${token()}></nango-credentials-form>`,
      );
      expect(texts(element, 'label')).to.deep.equal(['Username', 'Password']);
      expect(server.paths).to.deep.equal([]);
    });

    it('from the server by a session token, asked once for all elements', async () => {
      const sessionToken = token();
      const gate = later();
      server.answer = async ({ path }) => {
        if (path === '/connect/session') await gate.promise;
        if (path === '/connect/session') return json({ data: { endUser: null, connectUISettings: {} } });
        if (path === '/integrations')
          return json({ data: [{ unique_key: 'acme', provider: 'acme-provider', display_name: 'Our Acme' }] });
        return json({ data: { ...provider({ subdomain: zendesk }), name: 'acme-provider' } });
      };
      const both = html`<nango-credentials-form integration-id="acme" host=${server.url} session-token=${sessionToken}></nango-credentials-form>`;
      const pair = await fixture<HTMLDivElement>(html`<div>${both}${both}</div>`);
      const [one, two] = pair.querySelectorAll('nango-credentials-form');
      if (!one || !two) throw new Error('Not rendered');
      expect(one.state).to.equal('loading');
      expect(all(one, '[part=skeleton]')).to.have.length(1);
      expect(find(one, '[role=status]').textContent).to.equal('Loading…');
      gate.resolve(json({}));
      await waitUntil(() => one.state === 'input' && two.state === 'input');
      expect(texts(one, 'submit')).to.deep.equal(['Connect Our Acme']);
      expect(texts(two, 'label')).to.deep.equal(['API Key', 'Domain']);
      expect(server.paths.sort()).to.deep.equal([
        'GET /connect/session',
        'GET /integrations',
        'GET /providers/acme-provider',
      ]);
      expect(server.sent.every(({ authorization }) => authorization === `Bearer ${sessionToken}`)).to.equal(true);
    });

    it('from the server again after five minutes, since the user may be another', async () => {
      server.answer = ({ path }) =>
        json({
          data: path.startsWith('/providers')
            ? provider()
            : path === '/integrations'
              ? [{ unique_key: 'acme', provider: 'acme' }]
              : {},
        });
      const { now } = Date;
      const sessionToken = token();
      const more = { provider: undefined, publicKey: undefined, sessionToken };
      await waitUntil(async () => (await form(provider(), more)).state === 'input');
      await waitUntil(async () => (await form(provider(), more)).state === 'input');
      expect(server.paths.filter((path) => path === 'GET /integrations')).to.have.length(1);
      try {
        Date.now = () => now() + 5 * 60_000;
        await form(provider(), more);
        await waitUntil(() => server.paths.filter((path) => path === 'GET /integrations').length === 2);
      } finally {
        Date.now = now;
      }
    });

    it('while that which stands for them takes the place of one', async () => {
      const gate = later();
      server.answer = () => gate.promise;
      const loading = document.createElement('nango-credentials-form');
      Object.assign(loading, { integrationId: 'acme', host: server.url, sessionToken: token() });
      await fixture(html`${loading}`);
      const ready = await form();
      expect(loading.offsetHeight).to.be.closeTo(ready.offsetHeight, 4);
    });

    it('or says why not, and tries again', async () => {
      server.answer = () => Promise.resolve(new Response('<html>', { status: 502 }));
      const element = await form(undefined, { publicKey: undefined, sessionToken: token() });
      element.provider = undefined;
      await waitUntil(() => element.state === 'error');
      await element.updateComplete;
      expect(all(element, '[role=alert]')).to.have.length(1);
      server.answer = ({ path }) =>
        Promise.resolve(
          json({
            data:
              path === '/integrations'
                ? [{ unique_key: 'acme', provider: 'p' }]
                : path === '/connect/session'
                  ? {}
                  : provider(),
          }),
        );
      find<HTMLButtonElement>(element, '[part=retry]').click();
      await waitUntil(() => element.state === 'input');
      await element.updateComplete;
      expect(texts(element, 'label')).to.deep.equal(['API Key']);
    });

    it('keeps what was typed when a framework sets equal objects again', async () => {
      const element = await form(undefined, { params: { region: 'eu' } });
      await type(element, 'credentials.apiKey', 'typed');
      element.provider = provider();
      element.params = { region: 'eu' };
      await element.updateComplete;
      expect(input(element, 'credentials.apiKey').value).to.equal('typed');
    });

    it('keeps what was typed when a new session token arrives', async () => {
      server.answer = ({ path }) =>
        Promise.resolve(
          json({
            data:
              path === '/integrations'
                ? [{ unique_key: 'acme', provider: 'p' }]
                : path === '/connect/session'
                  ? {}
                  : provider(),
          }),
        );
      const element = document.createElement('nango-credentials-form');
      Object.assign(element, { integrationId: 'acme', host: server.url, sessionToken: token() });
      await fixture(html`${element}`);
      await waitUntil(() => element.state === 'input');
      await type(element, 'credentials.apiKey', 'typed');
      const control = input(element, 'credentials.apiKey');
      const states: string[] = [];
      element.addEventListener('nango-state', ({ detail }) => states.push(detail.state));
      element.sessionToken = token();
      await waitUntil(() => states.join() === 'loading,input');
      await element.updateComplete;
      expect([input(element, 'credentials.apiKey') === control, control.value]).to.deep.equal([true, 'typed']);
    });

    it('begins anew for another provider', async () => {
      const element = await form();
      await type(element, 'credentials.apiKey', 'typed');
      element.provider = provider({}, { display_name: 'Other' });
      await element.updateComplete;
      expect(input(element, 'credentials.apiKey').value).to.equal('');
    });
  });

  describe('shows', () => {
    it('label, example, description, prefix and suffix, help', async () => {
      const docs_connect = 'https://docs.example/acme';
      const element = await form(
        provider({ subdomain: { ...zendesk, description: 'Yours', doc_section: '#s' }, plain: {} }, { docs_connect }),
      );
      const control = input(element, 'params.subdomain');
      expect(control.labels?.[0]?.textContent.trim()).to.equal('Domain');
      expect(control.placeholder).to.equal('acme');
      expect(described(control)).to.deep.equal(['https://', '.zendesk.com', 'Yours']);
      expect(all(element, '[part=help]').map((link) => link.getAttribute('href'))).to.deep.equal([`${docs_connect}#s`]);
      expect(element.shadowRoot?.innerHTML).not.to.contain('undefined');
    });

    it('the way to the whole set-up where no field has its own', async () => {
      const element = await form(provider({}, { docs_connect: 'https://docs.example/acme' }));
      expect(find(element, '[part=guide]').getAttribute('href')).to.equal('https://docs.example/acme');
    });

    it('a secret when asked to', async () => {
      const element = await form();
      const control = input(element, 'credentials.apiKey');
      const reveal = find<HTMLButtonElement>(element, '[part=reveal]');
      // Masked by its look: browsers offer to save what was typed into a password field.
      const shown = (): string => getComputedStyle(control).getPropertyValue('-webkit-text-security');
      expect([control.type, reveal.getAttribute('aria-pressed'), reveal.getAttribute('aria-label')]).to.deep.equal([
        'text',
        'false',
        'Show API Key',
      ]);
      await type(element, 'credentials.apiKey', 'k');
      expect(shown()).to.equal('disc');
      reveal.click();
      await element.updateComplete;
      expect([shown(), reveal.getAttribute('aria-pressed'), control.value]).to.deep.equal(['none', 'true', 'k']);
    });

    it('nothing that a browser or a password manager would save', async () => {
      const element = await form(provider({ privateKey: {} }));
      for (const control of all(element, '[part=input]')) {
        expect(control.getAttribute('autocomplete')).to.equal('off');
        expect(control.getAttribute('type')).not.to.equal('password');
        for (const mark of ['data-1p-ignore', 'data-lpignore', 'data-bwignore'])
          expect(control.hasAttribute(mark)).to.equal(true);
      }
    });

    it('an enum as a choice, and what belongs to the choice', async () => {
      const element = await form(
        provider({
          region: { title: 'Region', enum: ['eu', 'us'], warnings: { us: 'Far away' } },
          state: { title: 'State', optional: true, visible_when: { field: 'region', equals: 'us' } },
        }),
      );
      expect(texts(element, 'label')).to.deep.equal(['API Key', 'Region']);
      const select = find<HTMLSelectElement>(element, 'select');
      expect(select.value).to.equal('eu');
      select.value = 'us';
      select.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await element.updateComplete;
      expect(texts(element, 'label').map((label) => label.replace(/\s+/g, ' '))).to.deep.equal([
        'API Key',
        'Region',
        'State (optional)',
      ]);
      expect(described(select)).to.deep.equal(['Far away']);
    });

    it('what was typed in its own field, as another one before it comes and goes', async () => {
      const element = await form(
        provider({
          region: { enum: ['eu', 'us'], order: 1 },
          state: { optional: true, visible_when: { field: 'region', equals: 'us' }, order: 2 },
          city: { order: 3 },
        }),
      );
      await type(element, 'params.city', 'Bonn');
      await type(element, 'params.region', 'us');
      await type(element, 'params.state', 'Ohio');
      expect(input(element, 'params.city').value).to.equal('Bonn');
      await type(element, 'params.region', 'eu');
      expect(input(element, 'params.city').value).to.equal('Bonn');
    });

    it('nothing of what all objects have, whatever a template or a user names', async () => {
      const element = await form(
        provider({
          region: { format: 'constructor', warnings: { us: 'Far away' } },
          constructor: { title: 'Builder' },
        }),
      );
      expect(input(element, 'params.region').getAttribute('inputmode')).to.equal(null);
      for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
        await type(element, 'params.region', name);
        expect(texts(element, 'warning'), name).to.deep.equal([]);
      }
    });

    it('nor in a text of the page’s own', async () => {
      const element = await form();
      element.messages = { connect_to: '{constructor}{name}{toString}' };
      expect(element.text('connect_to', { name: 'Acme' })).to.equal('Acme');
    });

    it('no more of a heap of text than anybody reads', async () => {
      const heap = 'x'.repeat(1_000_000);
      const element = await form(
        provider({ a: { title: heap, description: heap, warnings: { y: heap } } }, { display_name: heap }),
      );
      await type(element, 'params.a', 'y');
      expect(element.shadowRoot?.textContent).to.have.length.below(10_000);
    });

    it('the AWS external id to take along', async () => {
      const element = await form(undefined, { authMode: 'AWS_SIGV4', params: { external_id: 'ext-1' } });
      element.provider = undefined;
      await element.updateComplete;
      const control = input(element, 'params.external_id');
      expect([control.value, control.readOnly]).to.deep.equal(['ext-1', true]);
      expect(texts(element, 'copy')).to.deep.equal(['Copy']);
      // What was copied is to be seen; where the page may not copy, the user can.
      await clickPart(element, 'copy');
      expect([control.selectionStart, control.selectionEnd]).to.deep.equal([0, 5]);
    });

    it('the page’s own texts', async () => {
      const element = await form(undefined, { messages: { connect_to: 'Verbinden mit {name}' } });
      expect(texts(element, 'submit')).to.deep.equal(['Verbinden mit Acme']);
    });
  });

  describe('a key or certificate', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
    const withKey = () => form({ auth_mode: 'JWT', credentials: { privateKey: { title: 'Key' } } });

    it('has lines, and is masked until it is shown', async () => {
      const element = await withKey();
      const area = find<HTMLTextAreaElement>(element, 'textarea');
      await type(element, 'credentials.privateKey', key);
      expect(getComputedStyle(area).getPropertyValue('-webkit-text-security')).to.equal('disc');
      find<HTMLButtonElement>(element, '[part=reveal]').click();
      await element.updateComplete;
      expect(getComputedStyle(area).getPropertyValue('-webkit-text-security')).to.equal('none');
    });

    it('can be dropped as a file', async () => {
      const element = await withKey();
      const area = find<HTMLTextAreaElement>(element, 'textarea');
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([`${key}\n`], 'key.pem'));
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      area.dispatchEvent(drop);
      expect(drop.defaultPrevented).to.equal(true);
      await waitUntil(() => area.value === key);
    });

    it('is the only thing that takes a file: one that misses it does not replace the page', async () => {
      const element = await form();
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['sk_1'], 'key.txt'));
      for (const target of [input(element, 'credentials.apiKey'), find(element, '[part=label]')])
        for (const type of ['dragover', 'drop']) {
          const event = new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer });
          target.dispatchEvent(event);
          expect(event.defaultPrevented, type).to.equal(true);
        }
      expect(input(element, 'credentials.apiKey').value).to.equal('');
    });

    it('can be chosen as a file', async () => {
      const element = await withKey();
      const files = new DataTransfer();
      files.items.add(new File([JSON.stringify({ private_key: key })], 'account.json'));
      const chooser = find<HTMLInputElement>(element, '[type=file]');
      chooser.files = files.files;
      chooser.dispatchEvent(new Event('change'));
      await waitUntil(() => find<HTMLTextAreaElement>(element, 'textarea').value === key);
      expect(chooser.files.length).to.equal(0);
    });
  });

  describe('checks what is typed', () => {
    it('says nothing at first, and tells the platform the truth', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      expect(texts(element, 'field-error')).to.deep.equal([]);
      const control = input(element, 'params.subdomain');
      expect([control.validity.valueMissing, control.matches(':invalid')]).to.deep.equal([true, true]);
      await type(element, 'params.subdomain', 'ACME!');
      expect([control.validity.customError, control.validationMessage]).to.deep.equal([
        true,
        'This doesn’t look right. It should look like https://acme.zendesk.com',
      ]);
      await type(element, 'params.subdomain', 'acme');
      expect(control.validity.valid).to.equal(true);
    });

    it('when a field is left, until it is typed into again', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      const control = input(element, 'params.subdomain');
      control.focus();
      await sendKeys({ type: 'no spaces' });
      expect(texts(element, 'field-error')).to.deep.equal([]);
      await sendKeys({ press: 'Tab' });
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal([
        'This doesn’t look right. It should look like https://acme.zendesk.com',
      ]);
      expect(control.getAttribute('aria-invalid')).to.equal('true');
      expect(described(control)).to.include('This doesn’t look right. It should look like https://acme.zendesk.com');
      control.focus();
      await sendKeys({ type: 'x' });
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal([]);
      expect(control.hasAttribute('aria-invalid')).to.equal(false);
    });

    it('not when the window is left, to copy the key elsewhere', async () => {
      const element = await form();
      const control = input(element, 'credentials.apiKey');
      control.focus();
      control.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal([]);
    });

    it('all when it is sent, and goes to the first wrong one', async () => {
      const element = await form(provider({ first: { order: 1 }, fine: { optional: true } }));
      await submit(element);
      expect(texts(element, 'field-error')).to.deep.equal(['This field is required.', 'This field is required.']);
      expect(element.shadowRoot?.activeElement).to.equal(input(element, 'params.first'));
      expect(server.paths).to.deep.equal([]);
    });

    it('without moving the button away from under a pressed mouse', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      accept();
      await type(element, 'credentials.apiKey', 'k');
      const control = input(element, 'params.subdomain');
      control.focus();
      await sendKeys({ type: 'acme' });
      input(element, 'credentials.apiKey').focus();
      input(element, 'credentials.apiKey').value = '';
      const button = find(element, '[part=submit]');
      const clicked = next(find<HTMLButtonElement>(element, '[part=submit]'), 'click');
      const { x, y, width } = button.getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + 4)] });
      await clicked;
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal(['This field is required.']);
    });
  });

  describe('is kind', () => {
    const pasted = async (element: NangoCredentialsForm, name: string, text: string) => {
      const control = input(element, name);
      paste(control, text);
      await element.updateComplete;
      return control.value;
    };

    it('to pasted addresses and keys, and says what was done', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      expect(await pasted(element, 'params.subdomain', 'https://acme.zendesk.com/agent')).to.equal('acme');
      expect(await pasted(element, 'credentials.apiKey', 'Authorization: Bearer my-key\n')).to.equal('my-key');
      const notes = texts(element, 'pasted');
      expect(notes).to.have.length(2);
      const key = input(element, 'credentials.apiKey');
      expect(described(key)).to.include(notes[0]);
      expect(all(element, '[role=status]').at(-1)?.textContent).to.equal(notes[0]);
      expect(notes.join()).not.to.contain('my-key');
      key.focus();
      await sendKeys({ type: 'x' });
      await element.updateComplete;
      expect(texts(element, 'pasted')).to.have.length(1);
    });

    it('to a text that is pasted into another: it is left as it is', async () => {
      const element = await form();
      const control = input(element, 'credentials.apiKey');
      control.focus();
      await sendKeys({ type: 'ab' });
      expect(await pasted(element, 'credentials.apiKey', 'Bearer c')).to.equal('abBearer c');
    });

    it('to what is typed: it is only trimmed, and the message shows all of an example', async () => {
      const example = { ...zendesk, example: 'domain' };
      const element = await form(provider({ subdomain: example }));
      input(element, 'params.subdomain').focus();
      // WebKit's driver swallows one of two equal letters.
      await sendKeys({ type: ' acme.zendesk.com/a ' });
      await sendKeys({ press: 'Tab' });
      await element.updateComplete;
      expect(input(element, 'params.subdomain').value).to.equal('acme.zendesk.com/a');
      expect(texts(element, 'field-error').join()).to.contain('https://domain.zendesk.com');
    });

    it('to who tabs through empty fields: nothing is wrong yet', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      input(element, 'params.subdomain').focus();
      for (let step = 0; step < 3; step++) await sendKeys({ press: 'Tab' });
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal([]);
    });

    it('to who knows better than a pattern: the same value is sent the second time', async () => {
      const element = await form(provider({ subdomain: { ...zendesk, pattern: '^[a-z]+$' } }));
      accept();
      input(element, 'credentials.apiKey').value = 'key';
      const subdomain = input(element, 'params.subdomain');
      subdomain.focus();
      await sendKeys({ type: 'acme-1' });
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.have.length(1);
      expect(text(element, 'submit')).to.equal('Use it anyway');
      await sendKeys({ type: '2' });
      await element.updateComplete;
      expect(text(element, 'submit')).not.to.equal('Use it anyway');
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
      const succeeded = next(element, 'nango-success');
      await sendKeys({ press: 'Enter' });
      await succeeded;
    });

    it('to who holds Enter down: it sends once, and does not insist', async () => {
      const element = await form(provider({ subdomain: { ...zendesk, pattern: '^[a-z]+$' } }));
      accept();
      input(element, 'credentials.apiKey').value = 'key';
      input(element, 'params.subdomain').focus();
      await sendKeys({ type: 'acme-1' });
      for (let times = 0; times < 4; times++) {
        await sendKeys({ down: 'Enter' });
        await element.updateComplete;
      }
      await sendKeys({ up: 'Enter' });
      expect(element.state).to.equal('input');
      expect(text(element, 'submit')).to.equal('Use it anyway');
    });

    it('to an input method: its Enter and Escape send and close nothing', async () => {
      const element = await form();
      const control = input(element, 'credentials.apiKey');
      control.value = 'key';
      for (const key of ['Enter', 'Escape']) {
        const prevented = [{}, { isComposing: true }, { keyCode: 229 }, { repeat: true }].map((init) => {
          const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
          control.dispatchEvent(event);
          return event.defaultPrevented;
        });
        expect(prevented, key).to.deep.equal([false, true, true, true]);
      }
    });

    it('but not to a wrong format: that is never sent', async () => {
      const element = await form(provider({ subdomain: { format: 'uuid' } }));
      input(element, 'credentials.apiKey').value = 'key';
      input(element, 'params.subdomain').value = 'no uuid';
      for (let time = 0; time < 2; time++) {
        find<HTMLElement>(element, '[part=submit]').click();
        await element.updateComplete;
      }
      expect(text(element, 'submit')).not.to.equal('Use it anyway');
      expect(texts(element, 'field-error')).to.have.length(1);
      element.cancel();
    });

    it('to one of 2,000 fields: it is the only one that is checked', async () => {
      const element = await form(
        provider(Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`f${at}`, { pattern: '^[a-z]+$' }]))),
      );
      const checked = new Map<string, number>();
      for (const field of element.fields)
        Object.defineProperty(field, 'pattern', {
          get: () => {
            checked.set(field.name, (checked.get(field.name) ?? 0) + 1);
            return '^[a-z]+$';
          },
        });
      await type(element, 'params.f1000', 'A');
      expect([...checked.keys()]).to.deep.equal(['params.f1000']);
      expect(checked.get('params.f1000')).to.be.below(5);
      expect(input(element, 'params.f1000').validity.customError).to.equal(true);
    });

    it('to who chooses the wrong file: it says so, and the field stays as it was', async () => {
      const element = await form(provider({ privateKey: {} }));
      const area = element.shadowRoot?.querySelector('textarea');
      if (!area) throw new Error('There is no textarea');
      area.value = 'as it was';
      const chooser = find<HTMLInputElement>(element, 'input[type=file]');
      const wrong: [content: BlobPart, message: RegExp][] = [
        ['x'.repeat(100_001), /too large/],
        [new Uint8Array([0, 159, 146, 150]), /isn’t text/],
        ['no key at all', /BEGIN/],
      ];
      for (const [content, message] of wrong) {
        const files = new DataTransfer();
        files.items.add(new File([content], 'key.pem'));
        chooser.files = files.files;
        chooser.dispatchEvent(new Event('change'));
        await until(() => message.test(text(element, 'field-error')));
        expect(area.value).to.equal('as it was');
      }
    });

    it('to who drops a folder, or a file that is gone by then: it says so', async () => {
      const element = await form(provider({ privateKey: {} }));
      const chooser = find<HTMLInputElement>(element, 'input[type=file]');
      const folder = new File([], 'folder');
      folder.arrayBuffer = () => Promise.reject(new DOMException('It could not be found', 'NotFoundError'));
      Object.defineProperty(chooser, 'files', { value: [folder] });
      chooser.dispatchEvent(new Event('change'));
      await until(() => text(element, 'field-error').includes('isn’t text'));
    });

    it('to the page: a link in it gives nobody a hold on its window', async () => {
      const docs = 'https://docs.example/acme';
      const element = await form({
        ...provider(),
        docs_connect: docs,
        credentials: { apiKey: { doc_section: '#key' } },
      });
      const links = all(element, 'a').map((link) => [link.getAttribute('rel'), link.getAttribute('target')]);
      expect(links.length).to.be.greaterThan(0);
      for (const link of links) expect(link).to.deep.equal(['noopener noreferrer', '_blank']);
    });

    it('to who presses Enter', async () => {
      const element = await form();
      accept();
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ type: 'key' });
      const succeeded = next(element, 'nango-success');
      await sendKeys({ press: 'Enter' });
      await succeeded;
    });
  });

  describe('sends', () => {
    it('exactly what the wire wants, and clears it', async () => {
      const element = await form(
        provider({ subdomain: zendesk, region: { enum: ['eu', 'us'] }, extra: { optional: true } }),
      );
      accept();
      await type(element, 'credentials.apiKey', ' the+key&= ');
      await type(element, 'params.subdomain', ' acme');
      const secret = input(element, 'credentials.apiKey');
      const succeeded = next(element, 'nango-success');
      await submit(element);
      const { detail } = await succeeded;
      expect(detail).to.deep.equal({ ...success, isPending: false });
      const [sent, ...more] = server.sent;
      expect(more).to.deep.equal([]);
      expect(sent).to.include({ method: 'POST', path: '/api-auth/api-key/acme' });
      expect(sent?.body).to.deep.equal({ apiKey: 'the+key&=' });
      const params = [...(sent?.query ?? [])].filter(([name]) => name.startsWith('params'));
      expect(params.sort()).to.deep.equal([
        ['params[region]', 'eu'],
        ['params[subdomain]', 'acme'],
      ]);
      await element.updateComplete;
      expect(secret.value).to.equal('');
      expect(element.state).to.equal('connected');
      expect(texts(element, 'success')[0]).to.contain('Acme is connected');
    });

    it('what a password manager filled without an event', async () => {
      const element = await form(undefined, { authMode: 'BASIC' });
      element.provider = undefined;
      await element.updateComplete;
      accept();
      input(element, 'credentials.username').value = 'me';
      input(element, 'credentials.password').value = 'secret';
      await submit(element);
      await waitUntil(() => element.state === 'connected');
      expect(server.sent[0]?.body).to.deep.equal({ username: 'me', password: 'secret' });
    });

    it('what the page gives to connect()', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      accept();
      const result = await element.connect({ 'credentials.apiKey': 'k', 'params.subdomain': 'acme' });
      expect(result.connectionId).to.equal('c1');
      expect(server.sent[0]?.body).to.deep.equal({ apiKey: 'k' });
    });

    it('what a script gives that is no text: a number as its text, and nothing for what can be none', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      accept();
      const values: Record<string, string> = { 'params.subdomain': 'acme' };
      Object.assign(values, { 'credentials.apiKey': 8443, 'credentials.other': null });
      await element.connect(values);
      expect(server.sent[0]?.body).to.deep.equal({ apiKey: '8443' });
      expect(element.connect(Object.assign(values, { 'credentials.apiKey': null }))).to.be.a('promise');
    });

    it('later what connect() found wrong', async () => {
      const element = await form();
      accept();
      const result = element.connect();
      await element.updateComplete;
      expect(texts(element, 'field-error')).to.deep.equal(['This field is required.']);
      expect(server.paths).to.deep.equal([]);
      await type(element, 'credentials.apiKey', 'k');
      await submit(element);
      expect((await result).connectionId).to.equal('c1');
    });

    it('once, however often the button is pressed; and can be cancelled with everything kept', async () => {
      const element = await form();
      const gate = later();
      server.answer = () => gate.promise;
      await type(element, 'credentials.apiKey', 'k');
      await submit(element);
      const button = find<HTMLButtonElement>(element, '[part=submit]');
      expect([element.state, button.getAttribute('aria-busy'), button.textContent.trim()]).to.deep.equal([
        'connecting',
        'true',
        'Connecting…',
      ]);
      expect(input(element, 'credentials.apiKey').readOnly).to.equal(true);
      button.click();
      await waitUntil(() => server.sent.length > 0);
      expect(server.sent).to.have.length(1);
      const failed = next(element, 'nango-error');
      find<HTMLButtonElement>(element, '[part=cancel]').click();
      expect((await failed).detail.outcome).to.equal('cancelled');
      await element.updateComplete;
      expect([element.state, input(element, 'credentials.apiKey').value]).to.deep.equal(['input', 'k']);
      expect(all(element, '[role=alert]')).to.deep.equal([]);
    });

    it('opens the window in the very gesture that sends the form', async () => {
      const { open } = window;
      let during = false;
      let opened: boolean | undefined;
      window.open = () => {
        opened = during;
        return null;
      };
      try {
        const element = await form(provider({ subdomain: zendesk }, { auth_mode: 'OAUTH2', credentials: {} }));
        await type(element, 'params.subdomain', 'acme');
        const failed = next(element, 'nango-error');
        during = true;
        find<HTMLButtonElement>(element, '[part=submit]').click();
        during = false;
        expect((await failed).detail.type).to.equal('blocked_by_browser');
        expect(opened).to.equal(true);
        await element.updateComplete;
        expect(input(element, 'params.subdomain').value).to.equal('acme');
      } finally {
        window.open = open;
      }
    });
  });

  describe('on failure', () => {
    const refuse = async (element: NangoCredentialsForm, error: object, status = 400) => {
      server.answer = () => Promise.resolve(json({ error }, status));
      const failed = next(element, 'nango-error');
      await submit(element);
      await failed;
      await aTimeout(0);
      await element.updateComplete;
    };

    it('puts the server’s issues beside their fields', async () => {
      const element = await form(undefined, { authMode: 'BASIC' });
      element.provider = undefined;
      await element.updateComplete;
      await type(element, 'credentials.username', 'me');
      await type(element, 'credentials.password', 'secret');
      await refuse(element, {
        code: 'invalid_body',
        errors: [
          { code: 'custom', message: 'Not a user', path: ['username'] },
          { code: 'too_small', message: 'Too small: expected string to have >=1 characters', path: ['password'] },
        ],
      });
      expect(texts(element, 'field-error')).to.deep.equal(['Not a user', 'This field is required.']);
      expect(all(element, '[role=alert]')).to.deep.equal([]);
      expect(element.shadowRoot?.activeElement).to.equal(input(element, 'credentials.username'));
      expect(input(element, 'credentials.password').value).to.equal('secret');
    });

    for (const code of ['connection_test_failed', 'connection_validation_failed']) {
      it(`tells at the top that ${code}, in the words that came with it, and keeps what was typed`, async () => {
        const element = await form();
        await type(element, 'credentials.apiKey', 'wrong');
        await refuse(element, { code, message: 'Ask your admin' });
        expect(find(element, 'form [role=alert]').textContent).to.contain('Ask your admin');
        expect(input(element, 'credentials.apiKey').value).to.equal('wrong');
        expect([element.state, element.error?.type]).to.deep.equal(['error', code]);
        server.answer = () => Promise.resolve(json(success));
        await submit(element);
        await waitUntil(() => element.state === 'connected');
      });
    }
  });

  describe('secrets', () => {
    it('do not get into the address where an extension sends the form by itself', async () => {
      const element = await form();
      await type(element, 'credentials.apiKey', 's3cret');
      const { href } = location;
      const inner = find<HTMLFormElement>(element, 'form');
      // With another one the page would be left here.
      expect(inner.method).to.equal('dialog');
      inner.submit();
      await aTimeout(50);
      expect(location.href).to.equal(href);
      expect(input(element, 'credentials.apiKey').value).to.equal('s3cret');
    });

    it('are in no attribute, no event and no form value', async () => {
      const host = await fixture<HTMLFormElement>(html`<form></form>`);
      const element = await form(undefined, { name: 'connection' });
      host.append(element);
      const events: unknown[] = [];
      for (const name of ['nango-start', 'nango-state', 'nango-success', 'nango-error'] as const) {
        element.addEventListener(name, ({ detail }) => events.push({ ...detail }));
      }
      await type(element, 'credentials.apiKey', 's3cret');
      server.answer = () => Promise.resolve(json({ error: { code: 'invalid_credentials', message: 'No' } }, 400));
      const failed = next(element, 'nango-error');
      await submit(element);
      await failed;
      await element.updateComplete;
      expect(element.outerHTML + element.shadowRoot?.innerHTML).not.to.contain('s3cret');
      expect(JSON.stringify(events)).not.to.contain('s3cret');
      expect([...new FormData(host)]).to.deep.equal([]);
    });

    it('go when the element is removed, and stay when it is moved', async () => {
      const element = await form();
      const parent = element.parentElement;
      await type(element, 'credentials.apiKey', 'k');
      const control = input(element, 'credentials.apiKey');
      element.remove();
      parent?.append(element);
      await aTimeout(0);
      expect(control.value).to.equal('k');
      element.remove();
      await aTimeout(0);
      expect(control.value).to.equal('');
    });

    it('go when the page does, other fields stay', async () => {
      const element = await form(provider({ subdomain: zendesk }));
      await type(element, 'credentials.apiKey', 'k');
      await type(element, 'params.subdomain', 'acme');
      window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      expect([input(element, 'credentials.apiKey').value, input(element, 'params.subdomain').value]).to.deep.equal([
        '',
        'acme',
      ]);
    });
  });

  describe('in a form of the page', () => {
    const inside = async (template?: Provider, more: Partial<NangoCredentialsForm> = {}) => {
      const host = await fixture<HTMLFormElement>(html`<form><fieldset></fieldset><button>Send</button></form>`);
      const element = await form(template, { name: 'connection', ...more });
      host.querySelector('fieldset')?.append(element);
      await element.updateComplete;
      return { host, element };
    };

    it('its own sending is not the page’s', async () => {
      const { host, element } = await inside();
      accept();
      let sent = false;
      host.addEventListener('submit', (event) => {
        event.preventDefault();
        sent = true;
      });
      await type(element, 'credentials.apiKey', 'k');
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => element.state === 'connected');
      expect(sent).to.equal(false);
      expect([...new FormData(host)]).to.deep.equal([['connection', 'c1']]);
    });

    it('required keeps it from being sent until the account is connected', async () => {
      const { host, element } = await inside(undefined, { required: true });
      expect([host.checkValidity(), element.validity.valueMissing]).to.deep.equal([false, true]);
      accept();
      await element.connect({ 'credentials.apiKey': 'k' });
      expect(host.checkValidity()).to.equal(true);
    });

    it('tells the page of no key that is typed inside', async () => {
      const { host, element } = await inside(provider({ region: { enum: ['eu', 'us'] } }));
      const heard: string[] = [];
      for (const type of ['input', 'change']) host.addEventListener(type, () => heard.push(type));
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ type: 'key' });
      await sendKeys({ press: 'Tab' });
      find<HTMLElement>(element, 'select').focus();
      await sendKeys({ press: 'ArrowDown' });
      paste(input(element, 'credentials.apiKey'), 'Bearer abcdefgh');
      host.reset();
      await element.updateComplete;
      expect(heard).to.deep.equal([]);
    });

    it('resetting empties it', async () => {
      const { host, element } = await inside(provider({ region: { enum: ['eu', 'us'] } }));
      await type(element, 'credentials.apiKey', 'k');
      await type(element, 'params.region', 'us');
      host.reset();
      await element.updateComplete;
      expect([input(element, 'credentials.apiKey').value, input(element, 'params.region').value]).to.deep.equal([
        '',
        'eu',
      ]);
      expect(element.state).to.equal('input');
    });

    it('disabled, it can not be filled in nor sent', async () => {
      const element = await form(undefined, { disabled: true });
      expect(input(element, 'credentials.apiKey').matches(':disabled')).to.equal(true);
      element.disabled = false;
      await element.updateComplete;
      expect(input(element, 'credentials.apiKey').matches(':disabled')).to.equal(false);
    });

    it('a disabled fieldset disables it', async () => {
      const { host, element } = await inside();
      const fieldset = host.querySelector('fieldset');
      if (fieldset) fieldset.disabled = true;
      await element.updateComplete;
      expect(find(element, '[part=submit]').matches(':disabled')).to.equal(true);
      expect(input(element, 'credentials.apiKey').matches(':disabled')).to.equal(true);
    });
  });

  describe('slots', () => {
    it('the page’s own button sends the form, and not the page’s form', async () => {
      const host = await fixture<HTMLFormElement>(html`<form></form>`);
      const element = await form();
      element.innerHTML =
        '<p slot="header">Above</p><button slot="submit"><b>Go</b></button><p slot="footer">Below</p>';
      host.append(element);
      let sent = false;
      host.addEventListener('submit', () => (sent = true));
      accept();
      await type(element, 'credentials.apiKey', 'k');
      element.querySelector('b')?.click();
      await waitUntil(() => element.state === 'connected');
      expect(sent).to.equal(false);
    });

    it('of two buttons of the page’s, Enter presses the first, and each is disabled by itself', async () => {
      const element = await form();
      element.innerHTML = '<button slot="submit" disabled>One</button><button slot="submit">Two</button>';
      const [one, two] = element.querySelectorAll('button');
      await type(element, 'credentials.apiKey', 'k');
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ press: 'Enter' });
      expect(element.state).to.equal('input');
      accept();
      two?.click();
      await waitUntil(() => element.state === 'connected');
      element.reset();
      await element.updateComplete;
      Object.assign(one ?? {}, { disabled: false });
      Object.assign(two ?? {}, { disabled: true });
      await type(element, 'credentials.apiKey', 'k');
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => element.state === 'connected');
    });

    it('the page’s own button may come through a slot of another element', async () => {
      const element = await form();
      const outer = await fixture(html`<div><button slot="submit" disabled>Go</button></div>`);
      outer.attachShadow({ mode: 'open' }).append(element);
      element.innerHTML = '<slot name="submit" slot="submit"></slot>';
      await type(element, 'credentials.apiKey', 'k');
      input(element, 'credentials.apiKey').focus();
      await sendKeys({ press: 'Enter' });
      expect(element.state).to.equal('input');
      accept();
      const [button] = outer.getElementsByTagName('button');
      if (button) button.disabled = false;
      button?.click();
      await waitUntil(() => element.state === 'connected');
    });

    for (const [what, markup] of [
      ['disabled', '<button slot="submit" disabled>Go</button>'],
      ['disabled for assistive technology', '<button slot="submit" aria-disabled="true">Go</button>'],
      ['disabled with others around it', '<div slot="submit"><button disabled>Go</button></div>'],
      ['disabled by a fieldset', '<fieldset slot="submit" disabled><button>Go</button></fieldset>'],
      ['a custom element that has only the attribute', '<x-button slot="submit" disabled>Go</x-button>'],
    ] as const)
      it(`the page’s own button, ${what}, sends nothing, and neither does Enter`, async () => {
        const element = await form();
        element.innerHTML = markup;
        await type(element, 'credentials.apiKey', 'k');
        input(element, 'credentials.apiKey').focus();
        await sendKeys({ press: 'Enter' });
        element.querySelector<HTMLElement>('button, x-button')?.click();
        expect(element.state).to.equal('input');
        expect(server.paths).to.deep.equal([]);
        accept();
        await element.connect();
        expect(element.state).to.equal('connected');
      });
  });
});
