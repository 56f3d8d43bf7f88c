import fc from 'fast-check';
import type { AuthMode, Provider, ProviderField } from '../../../src/engine/options.js';
import { formFields, type Field, type FormSchema } from '../../../src/elements/form/fields.js';
import { check } from '../../../src/elements/form/field-rules.js';
import { isPassword } from '../../../src/elements/form/field-purpose.js';
import { readPasted } from '../../../src/elements/form/pasting/pasted-text.js';
import { isAsked, payload, type Values } from '../../../src/elements/form/payload.js';
import { allProviders, providerNamed } from '../support/providers.js';
import { describe, expect, it } from 'vitest';

const fieldOf = (spec: ProviderField, key = 'field') => {
  const [field] = formFields({ provider: { auth_mode: 'TWO_STEP', credentials: { [key]: spec } } });
  if (!field) throw new Error('No field was made');
  return field;
};
const clean = (field: Field, text: string) => readPasted(field, text).value;
const send = (schema: FormSchema, values: Values) => payload(schema, formFields(schema), values);

describe('Checking a value', () => {
  const table: [string, ProviderField, string, string | undefined][] = [
    ['a blank required field', {}, '', 'required'],
    ['a blank optional field', { optional: true, pattern: '^x+$' }, '', undefined],
    ['a blank field with a blank default', { default_value: '', pattern: '^x+$' }, '', undefined],
    ['an entry of an enum', { enum: ['eu', 'us'] }, 'us', undefined],
    ['something else than the entries of an enum', { enum: ['eu', 'us'] }, 'mars', 'enum'],
    ['an enum whose entries do not fit its pattern', { enum: ['eu'], pattern: '^x$' }, 'eu', undefined],
    ['a hostname', { format: 'hostname' }, 'a-b.example.com', undefined],
    ['an address where a hostname is wanted', { format: 'hostname' }, 'https://a.b', 'hostname'],
    ['a uuid', { format: 'uuid' }, 'AABBCCDD-0011-4022-8033-001122334455', undefined],
    ['something else than a uuid', { format: 'uuid' }, '123', 'uuid'],
    ['an e-mail address', { format: 'email' }, 'a@b.example', undefined],
    ['something else than an e-mail address', { format: 'email' }, 'a@b', 'email'],
    ['a URI', { format: 'uri' }, 'https://a.b/c', undefined],
    ['something else than a URI', { format: 'uri' }, 'a.b/c', 'uri'],
    ['a format nobody knows', { format: 'toString' }, 'x', undefined],
    ['a value that fits its pattern', { pattern: '^[a-z]+$' }, 'abc', undefined],
    ['a value that does not', { pattern: '^[a-z]+$' }, 'ABC', 'pattern'],
    ['format and pattern, the second failing', { format: 'hostname', pattern: '^a' }, 'b.example', 'pattern'],
    ['a pattern that does not compile', { pattern: '^(?<' }, 'anything', undefined],
    ['a pattern that the v flag does not take', { pattern: '^[a-z0-9_-.]+$|^[(]$' }, '(', undefined],
    ['a hidden field', { hidden: true, pattern: '^x$' }, '', undefined],
  ];
  for (const [name, spec, value, fault] of table) {
    it(`${name}: ${fault ?? 'fine'}`, () => {
      expect(check(fieldOf(spec), value)).to.equal(fault);
    });
  }
});

describe('Pasting a value', () => {
  const zendesk = { prefix: 'https://', suffix: '.zendesk.com', pattern: '^[a-z0-9_-]+$' };
  const table: [ProviderField, string, string][] = [
    [{}, '  key \n', 'key'],
    [zendesk, 'https://acme.zendesk.com/agent', 'acme'],
    [zendesk, 'HTTPS://acme.Zendesk.com', 'acme'],
    [zendesk, 'http://acme.zendesk.com/?a=b#c', 'acme'],
    [zendesk, ' acme.zendesk.com/ ', 'acme'],
    [zendesk, 'https://acme', 'acme'],
    [zendesk, 'acme', 'acme'],
    [{ suffix: '.zendesk.com' }, 'https://acme.zendesk.com/agent', 'acme'],
    [{ prefix: 'https://' }, 'https://acme.example/admin?a', 'acme.example'],
    [{ prefix: 'https://' }, 'acme.example/', 'acme.example'],
    [{ prefix: 'https://', format: 'hostname' }, 'acme.example/', 'acme.example'],
    [{ prefix: 'https://', example: 'acme.example/path' }, 'https://acme.example/other', 'acme.example/other'],
    [{ format: 'hostname' }, 'https://acme.example:8443/x', 'acme.example'],
    [{ prefix: 'https://rest.', suffix: '' }, 'https://rest.acme.example/v1', 'acme.example'],
    [{ prefix: 'auth.', suffix: '.amazoncognito.com' }, 'https://auth.eu.amazoncognito.com/login', 'eu'],
    [{ suffix: '/api', pattern: '^https?://[^\\s]+[^/\\s]$' }, 'https://api.x.io/api', 'https://api.x.io'],
    [{ prefix: 'v', optional: true }, 'v', 'v'],
    [{ format: 'uri' }, ' https://a.b/c ', 'https://a.b/c'],
    [{ format: 'uri', prefix: 'https://' }, 'https://a.b/c', 'https://a.b'],
  ];
  for (const [spec, raw, value] of table) {
    const around = [spec.prefix, spec.suffix, spec.format].filter(Boolean).join(' … ');
    it(`${JSON.stringify(raw)}${around ? ` in ${around}` : ''} gives ${JSON.stringify(value)}`, () => {
      expect(clean(fieldOf(spec), raw)).to.equal(value);
    });
  }

  it('gives a PEM the line breaks that its pattern wants', () => {
    const lines = '-----BEGIN PRIVATE KEY-----\nMIIE\nvQIB\n-----END PRIVATE KEY-----\n';
    const escaped = '-----BEGIN PRIVATE KEY-----\\nMIIE\\nvQIB\\n-----END PRIVATE KEY-----\\n';
    const keyOf = (name: string) => {
      const field = formFields({ provider: providerNamed(name) }).find(({ key }) => key === 'privateKey');
      if (!field) throw new Error('No private key');
      return field;
    };
    const google = keyOf('google-service-account');
    expect(clean(google, lines)).to.equal(escaped);
    expect(clean(google, escaped)).to.equal(escaped);
    const snowflake = keyOf('snowflake-jwt');
    expect(clean(snowflake, escaped)).to.equal(lines.trim());
    expect(clean(snowflake, lines)).to.equal(lines.trim());
    expect(clean(google, JSON.stringify({ type: 'service_account', private_key: lines }))).to.equal(escaped);
    expect(clean(fieldOf({}, 'privateKey'), '{"kty":"RSA"}')).to.equal('{"kty":"RSA"}');
  });

  it('finds the value again between prefix and suffix, for every example of every provider', () => {
    for (const [name, provider] of allProviders()) {
      for (const field of formFields({ provider })) {
        const { example, prefix = '', suffix = '', kind } = field;
        if (!example || field.hidden || kind !== 'text' || isPassword(field) || check(field, example)) continue;
        expect(clean(field, example), `${name} ${field.name}`).to.equal(example);
        expect(clean(field, ` ${prefix}${example}${suffix} `), `${name} ${field.name}`).to.equal(example);
      }
    }
  });
});

describe('What leaves the form', () => {
  it('has the mode, and each value where it belongs', () => {
    const provider = providerNamed('sap-success-factors');
    const apiKey = 'YzA4MTVhMTQzZTUzMjc3NTk0ZDY2Nzc1ZmVkOA';
    const values = {
      'params.apiServer': ' api41.sapsf.com',
      'params.companyId': ' ACME ',
      'credentials.apiKey': apiKey,
      'assertionOption.userName': 'jo',
      'assertionOption.privateKey': 'key',
      'params.unknown': 'x',
    };
    expect(send({ provider }, values)).to.deep.equal({
      authMode: 'TWO_STEP',
      params: { apiServer: 'api41.sapsf.com', companyId: 'ACME' },
      credentials: { apiKey },
      assertionOption: { userName: 'jo', privateKey: 'key' },
    });
  });

  it('leaves blank optional fields out, and sends a blank that is the default', () => {
    const provider: Provider = {
      auth_mode: 'BASIC',
      credentials: { password: { default_value: '' } },
      connection_config: { a: { optional: true } },
    };
    expect(
      send({ provider }, { 'credentials.username': 'u', 'credentials.password': '', 'params.a': ' ' }),
    ).to.deep.equal({
      authMode: 'BASIC',
      credentials: { username: 'u', password: '' },
    });
  });

  it('sends hidden fields with their default, and leaves out those without', () => {
    const freshdesk = providerNamed('freshdesk');
    expect(
      send(
        { provider: freshdesk },
        { 'credentials.username': 'k', 'params.subdomain': 'acme', 'credentials.password': 'typed' },
      ),
    ).to.deep.equal({
      authMode: 'BASIC',
      credentials: { username: 'k', password: 'X' },
      params: { subdomain: 'acme' },
    });
    const gem = providerNamed('gem');
    expect(send({ provider: gem }, { 'credentials.apiKey': 'k' })).to.deep.equal({
      authMode: 'API_KEY',
      credentials: { apiKey: 'k' },
    });
  });

  it('tells that an installation begins outside', () => {
    expect(
      send({ provider: providerNamed('sentry-oauth') }, { 'params.hostname': 'sentry.io', 'params.actor': 'me' }),
    ).to.deep.equal({
      authMode: 'OAUTH2',
      installation: 'outbound',
      params: { hostname: 'sentry.io', actor: 'me' },
    });
  });

  it('sends the external id that was shown', () => {
    const schema: FormSchema = { authMode: 'AWS_SIGV4', params: { external_id: 'ext' } };
    expect(send(schema, { 'credentials.role_arn': 'arn' })).to.deep.equal({
      authMode: 'AWS_SIGV4',
      credentials: { role_arn: 'arn' },
      params: { external_id: 'ext' },
    });
  });

  it('parts Ghost’s key, whose halves the server wants by name', () => {
    const [id, secret] = ['1'.repeat(24), 'a'.repeat(64)];
    const input = send({ provider: providerNamed('ghost-admin') }, { 'credentials.privateKey': `${id}:${secret}` });
    expect(input.credentials).to.deep.equal({ privateKey: { id, secret } });
  });

  it('has only those conditional fields whose condition holds', () => {
    const credentials = { mode: { enum: ['a', 'b'] }, extra: { visible_when: { field: 'mode', equals: 'b' } } };
    const schema: FormSchema = { provider: { auth_mode: 'TWO_STEP', credentials } };
    const extra = formFields(schema)[1];
    const typed = (mode: string) => ({ 'credentials.mode': mode, 'credentials.extra': 'x' });
    expect(send(schema, typed('a')).credentials).to.deep.equal({ mode: 'a' });
    expect(send(schema, typed('b')).credentials).to.deep.equal({ mode: 'b', extra: 'x' });
    expect(extra && isAsked(extra, typed('a'))).to.equal(false);
  });
});

describe('Whatever comes in', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  );
  const spec: fc.Arbitrary<ProviderField> = fc.record(
    {
      title: text,
      description: text,
      example: text,
      pattern: text,
      default_value: text,
      prefix: text,
      suffix: text,
      format: fc.constantFrom('hostname', 'uri', 'uuid', 'email', 'odd'),
      enum: fc.array(fc.string()),
      order: fc.integer(),
      secret: fc.boolean(),
      optional: fc.boolean(),
      hidden: fc.boolean(),
      automated: fc.boolean(),
      doc_section: text,
    },
    { requiredKeys: [] },
  );
  const specs = fc.dictionary(fc.string(), spec, { maxKeys: 4 });
  const mode = fc.constantFrom<AuthMode>(
    'API_KEY',
    'BASIC',
    'TWO_STEP',
    'JWT',
    'OAUTH2',
    'OAUTH2_CC',
    'AWS_SIGV4',
    'NONE',
  );
  const provider: fc.Arbitrary<Provider> = fc.record({
    auth_mode: mode,
    credentials: specs,
    connection_config: specs,
    assertion_option: specs,
    integration_config: specs,
  });

  it('no schema and no value throws; what is clean stays so; what is right is kept', () => {
    fc.assert(
      fc.property(provider, text, (provider, raw) => {
        const schema = { provider };
        const fields = formFields(schema);
        const values: Record<string, string> = {};
        for (const field of fields) {
          const value = clean(field, raw);
          values[field.name] = value;
          // What can't be seen is nothing.
          if (!check(field, raw.trim()) && value && check(field, value)) throw new Error('spoilt');
          if (field.kind === 'text' && check(field, clean(field, value)) !== check(field, value))
            throw new Error('unstable');
        }
        payload(schema, fields, values);
      }),
    );
  });

  it('exactly the values of asked and preset fields are sent, each once', () => {
    fc.assert(
      fc.property(provider, (provider) => {
        const fields = formFields({ provider });
        const names = new Set(fields.map(({ name }) => name));
        if (names.size !== fields.length) throw new Error('A name occurs twice');
        const sent = payload({ provider }, fields, Object.fromEntries(fields.map(({ name }) => [name, 'v'])));
        const groups = [sent.credentials, sent.params, sent.assertionOption].map(
          (group) => Object.keys(group ?? {}).length,
        );
        const expected = fields.filter(({ hidden, value }) => !hidden || value !== undefined);
        expect(groups.reduce((a, b) => a + b, 0)).to.equal(expected.length);
      }),
    );
  });
});
