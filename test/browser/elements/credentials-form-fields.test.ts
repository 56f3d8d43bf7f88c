import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import { clickPart } from '../../browser-support/kit.js';
import { json, later, server, useFakeServer } from '../../browser-support/fake-server.js';
import {
  all,
  described,
  find,
  form,
  input,
  provider,
  texts,
  token,
  type,
  zendesk,
} from '../../browser-support/credentials-form.js';

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
});
