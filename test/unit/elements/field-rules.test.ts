import { describe, expect, it } from 'vitest';
import { formFields, type Field } from '../../../src/elements/form/fields.js';
import { check, hasRule } from '../../../src/elements/form/field-rules.js';
import type { ProviderField } from '../../../src/engine/options.js';
import { fieldNamed } from './every-field.js';
import { pem } from './pastings.js';

function made(spec: ProviderField, key = 'field'): Field {
  const [field] = formFields({ provider: { auth_mode: 'TWO_STEP', credentials: { [key]: spec } } });
  if (!field) throw new Error('No field was made');
  return field;
}

describe('A value of any length', () => {
  const dots = `a@${'.'.repeat(40_000)}`;
  it('is judged by its length alone where it is over 10,000 characters', () => {
    for (const spec of [{ format: 'email' }, { format: 'hostname' }, { format: 'uuid' }, { format: 'uri' }] as const)
      expect(check(made(spec), dots)).toBe(spec.format);
    expect(check(made({ pattern: '.' }), 'a'.repeat(10_001))).toBe('pattern');
    expect(check(made({ pattern: '.' }), 'a'.repeat(10_000))).toBe(undefined);
    expect(check(made({}), 'a'.repeat(10_001))).toBe(undefined);
  });

  it('keeps no pattern busy', () => {
    expect(check(made({ pattern: '^(a+)+$' }), `${'a'.repeat(9000)}!`)).toBe('pattern');
    expect(check(made({ format: 'email' }), `a@${'.'.repeat(9000)}@`)).toBe('email');
  });
});

describe('An e-mail address', () => {
  const right = ['a@b.c', 'a+b@c.d.example', 'jo.do@münchen.example', '"a"@b.c', 'a@b..c'];
  const wrong = [
    '',
    'a',
    'a@b',
    '@b.c',
    'a@.c',
    'a@b.',
    'a@b@c.d',
    'a b@c.d',
    'a@b .c',
    'a@\nb.c',
    '<a@b.c>',
    'mailto:a@b.c',
    'a@b.c,d',
  ];
  for (const value of right)
    it(`may be ${value}`, () => expect(check(made({ format: 'email' }), value)).toBe(undefined));
  for (const value of wrong)
    it(`is not ${JSON.stringify(value)}`, () =>
      expect(check(made({ format: 'email', optional: true }), value || ' ')).toBe('email'));
});

describe('A host name', () => {
  for (const value of ['a', 'a.b-c.example', 'xn--bcher-kva.example', '10.0.0.1', 'a.example.'])
    it(`may be ${value}`, () => expect(check(made({ format: 'hostname' }), value)).toBe(undefined));
  for (const value of ['.', '-', '..', 'a..b', '-a.b', 'a.b-', '.a.b', 'a_b', 'a:1'])
    it(`is not ${value}`, () => expect(check(made({ format: 'hostname' }), value)).toBe('hostname'));
});

describe('A private key', () => {
  const field = made({}, 'privateKey');
  it('has a first and a last line', () => {
    expect(check(field, pem('PRIVATE KEY'))).toBe(undefined);
    expect(check(field, 'MIIE')).toBe('pem');
    expect(check(field, '-----BEGIN PRIVATE KEY-----\nMIIE')).toBe('pem');
  });

  it('may be named after its algorithm where no pattern says otherwise', () => {
    expect(check(field, pem('EC PRIVATE KEY'))).toBe(undefined);
    expect(check(fieldNamed('snowflake-jwt credentials.privateKey'), pem('EC PRIVATE KEY'))).toBe('pem_kind');
  });

  it('is no certificate, no public key and not encrypted', () => {
    for (const label of ['CERTIFICATE', 'PUBLIC KEY', 'ENCRYPTED PRIVATE KEY', 'OPENSSH PRIVATE KEY'])
      expect(check(field, pem(label)), label).toBe('pem_kind');
    const encrypted = pem('RSA PRIVATE KEY').replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n');
    expect(check(field, encrypted)).toBe('pem_kind');
  });

  it('may be a JSON web key where that is asked for', () => {
    expect(check(fieldNamed('okta-cc credentials.client_private_key'), '{"kty":"RSA"}')).toBe(undefined);
  });
});

describe('A secret', () => {
  it('is not what a page shows in its place', () => {
    expect(check(made({ secret: true }), 'sk_•••••1234')).toBe('masked');
    expect(check(made({ secret: true }), 'sk_abc…')).toBe('masked');
    expect(check(made({ secret: true }), '\u2217\u2217\u2217abc')).toBe('masked');
    expect(check(made({ secret: true }), '\uff0a\uff0a\uff0a\uff0a')).toBe('masked');
    expect(check(made({}), 'a…')).toBe(undefined);
  });
});

describe('A rule', () => {
  it('is a format, a pattern that can be read, or a choice', () => {
    expect(hasRule(made({ format: 'uuid' }))).toBe(true);
    expect(hasRule(made({ pattern: '^a$' }))).toBe(true);
    expect(hasRule(made({ enum: ['a'] }))).toBe(true);
    expect(hasRule(made({}))).toBe(false);
    expect(hasRule(made({ format: 'constructor' }))).toBe(false);
    expect(hasRule(made({ pattern: '^(?<' }))).toBe(false);
  });
});
