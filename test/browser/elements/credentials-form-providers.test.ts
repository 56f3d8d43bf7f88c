import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { AuthMode, Provider, ProviderField } from '../../../src/engine/options.js';
import type { Field } from '../../../src/elements/fields.js';
import type { NangoCredentialsForm } from '../../../src/elements/nango-credentials-form.js';
import { check, clean, payload } from '../../../src/elements/validation.js';
import '../../../src/define.js';
import { json, server, useFakeServer } from '../../browser-support/fake-server.js';
import { allProviders } from '../../browser-support/providers.js';

/** What an endpoint takes; of the others it takes everything. @see protocol.md §2.3 */
const bodies: Partial<Record<AuthMode, string[]>> = {
  API_KEY: ['apiKey'],
  BASIC: ['username', 'password'],
  TBA: ['token_id', 'token_secret', 'oauth_client_id_override', 'oauth_client_secret_override'],
  BILL: ['username', 'password', 'organization_id', 'dev_key'],
  SIGNATURE: ['type', 'username', 'password'],
  AWS_SIGV4: ['role_arn', 'region'],
  OAUTH2_CC: ['client_id', 'client_secret', 'client_certificate', 'client_private_key'],
};
const posted: AuthMode[] = [
  'API_KEY',
  'BASIC',
  'TBA',
  'BILL',
  'SIGNATURE',
  'AWS_SIGV4',
  'OAUTH2_CC',
  'JWT',
  'TWO_STEP',
  'NONE',
];
const pem = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
const guesses = [
  'acme',
  'acme.example.com',
  'https://acme.example.com',
  '123e4567-e89b-42d3-a456-426614174000',
  'jo@example.com',
  pem,
  pem.replaceAll('PRIVATE KEY', 'CERTIFICATE'),
];

/** Something that a field takes: its example if that fits, else a guess, else whatever its pattern generates. */
function valueFor(field: Field): string | undefined {
  const generated = (): string[] => {
    try {
      return fc.sample(fc.stringMatching(new RegExp(field.pattern ?? '')), { numRuns: 5, seed: 42 });
    } catch {
      return [];
    }
  };
  const fits = (value: string | undefined): boolean => !!value?.trim() && !check(field, clean(field, value));
  return [field.value, field.example, ...(field.options ?? []), ...guesses].find(fits) ?? generated().find(fits);
}

function controlsOf(element: NangoCredentialsForm): (HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement)[] {
  return [
    ...(element.shadowRoot?.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
      '[part=input]',
    ) ?? []),
  ];
}

/** The template's own word on a field, for what the form must not get wrong. */
function specOf(provider: Provider, { group, key }: Field): ProviderField | undefined {
  if (group === 'params') return provider.connection_config?.[key];
  if (group === 'assertionOption') return provider.assertion_option?.[key];
  return provider.credentials?.[key] ?? provider.integration_config?.[key];
}

describe('The form of every provider', () => {
  useFakeServer();

  const aside: Record<string, string[]> = {};
  const setAside = (why: string, what: string): void => void (aside[why] ??= []).push(what);
  const counts = { providers: 0, fields: 0, controls: 0, patterns: 0, examples: 0, 'forms sent': 0, 'for a window': 0 };

  async function each(
    act: (name: string, provider: Provider, element: NangoCredentialsForm) => Promise<void> | void,
  ): Promise<void> {
    for (const [name, provider] of Object.entries(await allProviders())) {
      const element = document.createElement('nango-credentials-form');
      Object.assign(element, { integrationId: name, host: server.url, publicKey: 'pk', provider });
      document.body.append(element);
      try {
        await element.updateComplete;
        await act(name, provider, element);
      } finally {
        element.remove();
      }
    }
  }

  it('has a named control for each field that is asked, and no id twice', async () => {
    await each((name, provider, element) => {
      counts.providers += 1;
      counts.fields += element.fields.length;
      const shown = element.fields.filter(({ hidden, when }) => !hidden && !when);
      const controls = controlsOf(element);
      counts.controls += controls.length;
      expect(
        controls.map((control) => control.name),
        name,
      ).to.deep.equal(shown.map((field) => field.name));
      for (const control of controls)
        expect(control.labels?.[0]?.textContent.trim(), `${name} ${control.name}`).to.be.a('string').and.not.empty;
      const ids = [...(element.shadowRoot?.querySelectorAll('[id]') ?? [])].map(({ id }) => id);
      expect(new Set(ids).size, name).to.equal(ids.length);
      for (const field of element.fields) {
        expect(specOf(provider, field)?.automated, `${name} ${field.name}`).not.to.equal(true);
        expect(field.hidden, `${name} ${field.name}`).to.equal(!!specOf(provider, field)?.hidden);
      }
      expect(element.shadowRoot?.innerHTML, name).not.to.contain('undefined');
    });
  }).timeout(150_000);

  it('is not sent while a required field is blank', async () => {
    await each(async (name, _provider, element) => {
      const blank = controlsOf(element).filter(({ required, value }) => required && !value);
      for (const control of blank) expect(control.validity.valueMissing, `${name} ${control.name}`).to.equal(true);
      if (!blank.length) return;
      element.shadowRoot?.querySelector('form')?.requestSubmit();
      await element.updateComplete;
      expect(element.shadowRoot?.querySelectorAll('[part=fault]').length, name).to.equal(blank.length);
      expect(element.state, name).to.equal('input');
    });
    expect(server.sent).to.deep.equal([]);
  }).timeout(150_000);

  it('takes the example of each field where the example fits its own pattern', async () => {
    await each((name, _provider, element) => {
      for (const control of controlsOf(element)) {
        const field = element.fields.find((one) => one.name === control.name);
        if (!field?.pattern) continue;
        let pattern: RegExp;
        try {
          pattern = new RegExp(field.pattern);
        } catch {
          setAside('patterns that do not compile', `${name} ${field.name}`);
          continue;
        }
        counts.patterns += 1;
        if (!field.example) continue;
        if (!pattern.test(field.example)) {
          setAside('examples that do not fit their own pattern', `${name} ${field.name}`);
          continue;
        }
        counts.examples += 1;
        control.value = field.example;
        control.dispatchEvent(new InputEvent('input', { bubbles: true }));
        expect(control.validationMessage, `${name} ${field.name}`).to.equal('');
      }
    });
  }).timeout(150_000);

  it('sends exactly what the wire wants', async () => {
    server.answer = () => Promise.resolve(json({ connectionId: 'c', providerConfigKey: 'k' }));
    await each(async (name, provider, element) => {
      const mode = provider.auth_mode;
      const asked = new Map<string, string>();
      for (const field of element.fields.filter(({ hidden, kind }) => !hidden && kind !== 'copy')) {
        const value = valueFor(field);
        if (value === undefined)
          return setAside('providers with a field that no value is found for', `${name} ${field.name}`);
        asked.set(field.name, clean(field, value));
      }
      const expected = (group: Field['group']): Record<string, string> =>
        Object.fromEntries(
          element.fields
            .filter(
              (field) =>
                field.group === group && (!field.hidden || specOf(provider, field)?.default_value !== undefined),
            )
            .filter((field) => group !== 'credentials' || (bodies[mode] ?? [field.key]).includes(field.key))
            .map((field) => [field.key, asked.get(field.name) ?? field.value ?? '']),
        );
      if (!posted.includes(mode) && !provider.installation) {
        // The window's own address is the engine's to test: here, what it is given.
        const input = payload({ provider }, element.fields, Object.fromEntries(asked));
        const params = expected('params');
        expect(input, name).to.deep.equal({ authMode: mode, ...(Object.keys(params).length && { params }) });
        counts['for a window'] += 1;
        return;
      }
      server.sent = [];
      const { connectionId } = await element.connect(Object.fromEntries(asked));
      expect(connectionId, name).to.equal('c');
      counts['forms sent'] += 1;
      const [sent, ...more] = server.sent;
      expect(more, name).to.deep.equal([]);
      const body = sent?.body instanceof Object ? { ...sent.body } : {};
      const { assertionOption, type, ...credentials }: Record<string, unknown> = body;
      expect(type, name).to.equal(['TWO_STEP', 'JWT', 'SIGNATURE'].includes(mode) ? mode : undefined);
      for (const key of Object.keys(body)) expect(bodies[mode] ?? [key], name).to.include(key);

      if (name !== 'ghost-admin') expect(credentials, name).to.deep.equal({ ...expected('credentials') });
      expect(assertionOption ?? {}, name).to.deep.equal(expected('assertionOption'));
      const query = Object.fromEntries([...(sent?.query ?? [])].filter(([key]) => key.startsWith('params[')));
      const params = Object.entries(expected('params')).map(([key, value]) => [`params[${key}]`, value]);
      expect(query, name).to.deep.equal(Object.fromEntries(params));
    });
  }).timeout(150_000);

  after(() => {
    const list = Object.entries(aside).map(
      ([why, what]) => `${what.length} ${why}${what.length < 12 ? `: ${what.join(', ')}` : ''}`,
    );
    console.log(
      `Tried: ${Object.entries(counts)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ')}. Set aside: ${list.join('; ')}.`,
    );
  });
});
