import type { AuthMode, Integration, Provider, ProviderField, Session } from '../../../src/engine/options.js';
import { formFields, guide, type FormSchema } from '../../../src/elements/form/fields.js';
import { check } from '../../../src/elements/form/field-rules.js';
import { providerNamed } from '../support/providers.js';
import { describe, expect, it } from 'vitest';

const integration = (more: Partial<Integration> = {}): Integration => ({
  unique_key: 'acme',
  provider: 'acme',
  ...more,
});
const defaults = (connection_config: Record<string, unknown>, more: Partial<Session> = {}): Session => ({
  integrations_config_defaults: { acme: { connection_config } },
  ...more,
});
const names = (schema: FormSchema) => formFields(schema).map(({ name }) => name);
const shown = (schema: FormSchema) =>
  formFields(schema)
    .filter(({ hidden }) => !hidden)
    .map(({ name }) => name);
const oauth = (connection_config: Record<string, ProviderField>, more: Partial<Provider> = {}): FormSchema => ({
  provider: { auth_mode: 'OAUTH2', connection_config, ...more },
});
const only = (spec: ProviderField, more: Partial<Provider> = {}) => {
  const [field] = formFields(oauth({ field: spec }, more));
  if (!field) throw new Error('No field was made');
  return field;
};

describe('The fields of a form', () => {
  describe('from the mode alone', () => {
    const modes: [AuthMode, string[]][] = [
      ['API_KEY', ['apiKey']],
      ['BASIC', ['username', 'password']],
      ['SIGNATURE', ['username', 'password']],
      ['OAUTH2_CC', ['client_id', 'client_secret']],
      ['TBA', ['oauth_client_id_override', 'oauth_client_secret_override', 'token_id', 'token_secret']],
      ['BILL', ['username', 'password', 'organization_id', 'dev_key']],
      ['AWS_SIGV4', ['role_arn']],
      ['JWT', []],
      ['TWO_STEP', []],
      ['OAUTH2', []],
      ['OAUTH1', []],
      ['CUSTOM', []],
      ['APP', []],
      ['NONE', []],
      ['MCP_OAUTH2', []],
      ['MCP_OAUTH2_GENERIC', []],
      ['INSTALL_PLUGIN', []],
    ];
    for (const [authMode, keys] of modes) {
      it(`${authMode} asks for ${keys.join(', ') || 'nothing'}, all required`, () => {
        const fields = formFields({ authMode }).filter(({ kind }) => kind !== 'copy');
        expect(fields.map(({ name }) => name)).to.deep.equal(keys.map((key) => `credentials.${key}`));
        expect(fields.every(({ required }) => required)).to.equal(true);
      });
    }

    it('secrets are marked, names and ids are not', () => {
      const fields = (['API_KEY', 'BILL', 'TBA', 'OAUTH2_CC', 'AWS_SIGV4'] as const).flatMap((authMode) =>
        formFields({ authMode }),
      );
      expect(fields.filter(({ secret }) => !secret).map(({ key }) => key)).to.deep.equal([
        'username',
        'organization_id',
        'oauth_client_id_override',
        'client_id',
        'role_arn',
        'external_id',
      ]);
    });

    it('labels come from the texts, else they are the name', () => {
      const [field] = formFields({ authMode: 'BILL' }, (key) => (key === 'username' ? 'Benutzername' : undefined));
      expect(field?.label).to.equal('Benutzername');
      expect(formFields({ authMode: 'BILL' }).map(({ label }) => label)).to.deep.equal([
        'username',
        'password',
        'organization_id',
        'dev_key',
      ]);
    });
  });

  describe('from a template', () => {
    it('its credentials extend and override the base, and keep what they do not say', () => {
      const freshdesk = providerNamed('freshdesk');
      const fields = formFields({ provider: freshdesk });
      expect(fields.map(({ name, hidden, secret, value }) => ({ name, hidden, secret, value }))).to.deep.equal([
        { name: 'credentials.username', hidden: false, secret: true, value: undefined },
        { name: 'credentials.password', hidden: true, secret: true, value: 'X' },
        { name: 'params.subdomain', hidden: false, secret: false, value: undefined },
      ]);
    });

    it('an API key is secret although its template does not say so', () => {
      const algolia = providerNamed('algolia');
      expect(formFields({ provider: algolia }).find(({ key }) => key === 'apiKey')?.secret).to.equal(true);
    });

    it('ordered parameters come first, then credentials, other parameters, assertion options', () => {
      expect(names({ provider: providerNamed('sap-success-factors') })).to.deep.equal([
        'params.apiServer',
        'params.companyId',
        'credentials.apiKey',
        'assertionOption.userName',
        'assertionOption.privateKey',
      ]);
      expect(names({ provider: providerNamed('sentry-oauth') })).to.deep.equal(['params.hostname', 'params.actor']);
    });

    it('order on credentials does not count', () => {
      const credentials = { b: { order: 2 }, a: { order: 1 } };
      expect(names({ provider: { auth_mode: 'TWO_STEP', credentials } })).to.deep.equal([
        'credentials.b',
        'credentials.a',
      ]);
    });

    it('automated fields are never asked nor sent', () => {
      expect(names({ provider: providerNamed('github-app') })).to.deep.equal([]);
    });

    it('odd names stay as they are behind their group', () => {
      const [dotted] = formFields(oauth({ 'installation.uuid': {}, 'accounts-server': {} }));
      expect(dotted).to.include({ name: 'params.installation.uuid', group: 'params', key: 'installation.uuid' });
    });

    it('OAUTH2_CC shows certificate and key only where they are required, and no secret beside a signed assertion', () => {
      expect(names({ provider: { auth_mode: 'OAUTH2_CC', require_client_certificate: true } })).to.deep.equal([
        'credentials.client_id',
        'credentials.client_secret',
        'credentials.client_certificate',
        'credentials.client_private_key',
      ]);
      const [id, key, ...rest] = shown({ provider: providerNamed('okta-cc') });
      expect([id, key]).to.deep.equal(['credentials.client_id', 'credentials.client_private_key']);
      expect(rest).not.to.include('credentials.client_secret');
    });

    it('TWO_STEP asks for the integration’s own configuration too, unless it is set', () => {
      const provider = providerNamed('epic');
      const asked = formFields({ provider }).map(({ name, required }) => `${name}${required ? '' : '?'}`);
      expect(asked).to.deep.equal([
        'params.interconnectUrl',
        'credentials.clientId',
        'credentials.keyId',
        'credentials.privateKey',
        'credentials.scope',
      ]);
      const set = integration({ preconfigured_credentials: ['clientId', 'keyId', 'privateKey'] });
      expect(names({ provider, integration: set })).to.deep.equal(['params.interconnectUrl', 'credentials.scope']);
    });

    it('what the integration has already is not asked, of params either', () => {
      const provider = { auth_mode: 'API_KEY', connection_config: { region: {}, subdomain: {} } } as const;
      const set = integration({ preconfigured_connection_config: ['subdomain'] });
      expect(names({ provider, integration: set })).to.deep.equal(['credentials.apiKey', 'params.region']);
    });

    it('other modes do not ask for the integration’s own configuration', () => {
      expect(names({ provider: providerNamed('private-api-generic') })).to.deep.equal(['credentials.apiKey']);
    });

    it('an enum with more entries than a page can show is typed', () => {
      const entries = Array.from({ length: 100_000 }, (_, at) => `entry-${at}`);
      const field = only({ enum: entries });
      expect(field.kind).to.equal('text');
      expect([check(field, 'entry-99999'), check(field, 'other')]).to.deep.equal([undefined, 'enum']);
    });

    it('enums become a choice, required ones with the first entry chosen', () => {
      expect(only({ enum: ['eu', 'us'] })).to.include({ kind: 'select', value: 'eu', required: true });
      expect(only({ enum: ['eu', 'us'], optional: true }).options).to.deep.equal(['', 'eu', 'us']);
      expect(only({ enum: ['eu', 'us'], optional: true }).value).to.equal(undefined);
      expect(only({ enum: ['eu', 'us'], default_value: 'us' }).value).to.equal('us');
    });

    it('keys and certificates have several lines, unless their pattern is about one', () => {
      const kind = (name: string, key: string) =>
        formFields({ provider: providerNamed(name) }).find((field) => field.key === key)?.kind;
      expect(kind('adp', 'client_certificate')).to.equal('multiline');
      expect(kind('snowflake-jwt', 'privateKey')).to.equal('multiline');
      expect(kind('apple-app-store', 'privateKey')).to.equal('multiline');
      expect(kind('apple-app-store', 'privateKeyId')).to.equal('text');
      expect(kind('ghost-admin', 'privateKey')).to.equal('text');
    });

    it('required is what is not optional and has no default that may be blank', () => {
      const required = (spec: ProviderField) => only(spec).required;
      expect(required({})).to.equal(true);
      expect(required({ optional: true })).to.equal(false);
      expect(required({ default_value: '' })).to.equal(false);
      expect(required({ default_value: 'x' })).to.equal(false);
      expect(required({ default_value: 'x', pattern: '^x$' })).to.equal(true);
      expect(required({ format: 'hostname', default_value: '' })).to.equal(true);
      const gong = formFields({ provider: providerNamed('gong') });
      expect(gong.find(({ key }) => key === 'password')?.required).to.equal(false);
    });
  });

  describe('with what session and integration say', () => {
    const provider: Provider = {
      auth_mode: 'OAUTH2',
      connection_config: { subdomain: {}, region: { default_value: 'eu' } },
    };

    it('a preset parameter is not asked and is sent', () => {
      const fields = formFields({
        provider,
        integration: integration(),
        session: defaults({ subdomain: 'x', region: 7 }),
      });
      expect(fields.map(({ hidden, value }) => ({ hidden, value }))).to.deep.equal([
        { hidden: true, value: 'x' },
        { hidden: true, value: '7' },
      ]);
    });

    it('so is one that the page gives', () => {
      expect(shown({ provider, params: { subdomain: 'acme' } })).to.deep.equal(['params.region']);
    });

    it('the defaults of another integration do not count', () => {
      const other = integration({ unique_key: 'other' });
      expect(shown({ provider, integration: other, session: defaults({ subdomain: 'x' }) })).to.have.length(2);
    });

    it('own OAuth client fields are asked when the defaults name them, whatever their value', () => {
      const session = defaults({ oauth_client_id_override: '', oauth_client_secret_override: null });
      const asked = formFields({ provider: { auth_mode: 'OAUTH2' }, integration: integration(), session });
      expect(asked.map(({ name, required, hidden, value }) => ({ name, required, hidden, value }))).to.deep.equal([
        { name: 'credentials.oauth_client_id_override', required: false, hidden: false, value: undefined },
        { name: 'credentials.oauth_client_secret_override', required: false, hidden: false, value: undefined },
      ]);
      expect(names({ provider: { auth_mode: 'OAUTH1' }, integration: integration(), session })).to.deep.equal([]);
    });

    it('an own label replaces title, description and example', () => {
      const own = integration({ credentials_label: { apiKey: 'Workspace key' } });
      const field = formFields({ provider: providerNamed('algolia'), integration: own }).find(
        ({ key }) => key === 'apiKey',
      );
      expect(field).to.include({ label: 'Workspace key', description: undefined, example: undefined });
    });

    it('the AWS external id is made, or taken from the defaults, and not shown on a reconnect', () => {
      const id = (schema: FormSchema) =>
        formFields({ authMode: 'AWS_SIGV4', ...schema }).find(({ kind }) => kind === 'copy');
      expect(id({})).to.include({ name: 'params.external_id', hidden: false });
      expect(id({})?.value).to.match(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
      expect(id({})?.value).not.to.equal(id({})?.value);
      expect(id({ integration: integration(), session: defaults({ external_id: 'given' }) })?.value).to.equal('given');
      expect(id({ session: { isReconnecting: true } })).to.equal(undefined);
    });
  });

  describe('help', () => {
    const docs_connect = 'https://example.com/connect';

    it('leads to a field’s section, and never to …undefined', () => {
      expect(only({ doc_section: '#a' }, { docs_connect }).help).to.equal(`${docs_connect}#a`);
      expect(only({}, { docs_connect }).help).to.equal(undefined);
      expect(only({ doc_section: '#a' }).help).to.equal(undefined);
    });

    it('stays at the site of the guide, whatever a template says', () => {
      for (const doc_section of [
        '//other.example/',
        'https://other.example/',
        'javascript:alert(1)',
        '\\\\other.example',
      ])
        expect(only({ doc_section }, { docs_connect }).help, doc_section).to.equal(undefined);
      for (const doc_section of ['@other.example/', '.other.example/', ':8443/'])
        expect(only({ doc_section }, { docs_connect: 'https://example.com' }).help ?? 'https://example.com/').to.match(
          /^https:\/\/example\.com\//,
        );
    });

    it('leads to the session’s own page where it names one', () => {
      const session = { overrides: { acme: { docs_connect: 'https://own.example/help' } } };
      const schema = { ...oauth({ a: { doc_section: '#a' } }, { docs_connect }), integration: integration(), session };
      expect(guide(schema)).to.equal('https://own.example/help');
      expect(formFields(schema)[0]?.help).to.equal('https://own.example/help');
    });

    it('is left out when it is no web address', () => {
      expect(guide(oauth({}, { docs_connect: 'javascript:alert(1)' }))).to.equal(undefined);
    });
  });

  describe('by names that every object inherits', () => {
    const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

    it('are asked for like any other', () => {
      const specs = Object.fromEntries(inherited.map((name): [string, ProviderField] => [name, {}]));
      const fields = formFields({ provider: { auth_mode: 'TWO_STEP', credentials: specs, integration_config: specs } });
      expect(fields.map(({ key }) => key)).to.deep.equal(inherited);
      expect(fields.map(({ label }) => label)).to.deep.equal(inherited);
      expect(formFields(oauth(specs)).every(({ hidden, value }) => !hidden && value === undefined)).to.equal(true);
    });

    it('hold nothing where an integration or a label has such a name', () => {
      for (const unique_key of inherited) {
        const schema: FormSchema = {
          provider: { auth_mode: 'OAUTH2', docs_connect: 'https://example.com' },
          integration: integration({ unique_key, credentials_label: {} }),
          session: { integrations_config_defaults: {}, overrides: {} },
        };
        expect(names(schema)).to.deep.equal([]);
        expect(guide(schema)).to.equal('https://example.com');
      }
    });
  });
});
