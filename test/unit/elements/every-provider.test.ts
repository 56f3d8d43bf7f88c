import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { AuthMode, Provider, ProviderField } from '../../../src/engine/options.js';
import { choosePost } from '../../../src/engine/route.js';
import { formFields, type Field } from '../../../src/elements/form/fields.js';
import { check } from '../../../src/elements/form/field-rules.js';
import { readTyped } from '../../../src/elements/form/pasting/pasted-text.js';
import { payload } from '../../../src/elements/form/payload.js';
import { allProviders } from '../support/providers.js';

/** What an endpoint takes; of the others it takes everything. @see docs/protocol.md §2.3 */
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
  const fits = (value: string | undefined): boolean => !!value?.trim() && !check(field, readTyped(field, value));
  return [field.value, field.example, ...(field.options ?? []), ...guesses].find(fits) ?? generated().find(fits);
}

/** The template's own word on a field, for what the form must not get wrong. */
function specOf(provider: Provider, { group, key }: Field): ProviderField | undefined {
  if (group === 'params') return provider.connection_config?.[key];
  if (group === 'assertionOption') return provider.assertion_option?.[key];
  return provider.credentials?.[key] ?? provider.integration_config?.[key];
}

describe('The form of every provider', () => {
  const aside = new Map<string, string[]>();
  const setAside = (why: string, what: string): void => {
    aside.set(why, [...(aside.get(why) ?? []), what]);
  };
  const counts = { providers: 0, fields: 0, patterns: 0, examples: 0, posts: 0, 'for a window': 0 };
  const all = [...allProviders()].map(([name, provider]) => ({ name, provider, fields: formFields({ provider }) }));

  it('asks for what the template has, but for what is automated', () => {
    expect(all.length).toBeGreaterThan(1_000);
    for (const { name, provider, fields } of all) {
      counts.providers += 1;
      counts.fields += fields.length;
      for (const field of fields) {
        expect(specOf(provider, field)?.automated, `${name} ${field.name}`).not.toBe(true);
        expect(field.hidden, `${name} ${field.name}`).toBe(!!specOf(provider, field)?.hidden);
      }
    }
  });

  it('refuses a blank in each required field', () => {
    for (const { name, fields } of all) {
      for (const field of fields.filter(({ required, hidden, kind }) => required && !hidden && kind !== 'copy'))
        expect(check(field, ''), `${name} ${field.name}`).toBeTruthy();
    }
  });

  it('takes the example of each field where the example fits its own pattern', () => {
    for (const { name, fields } of all) {
      for (const field of fields) {
        if (!field.pattern) continue;
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
        expect(check(field, readTyped(field, field.example)), `${name} ${field.name}`).toBeFalsy();
      }
    }
  });

  it('sends exactly what the wire wants', () => {
    for (const { name, provider, fields } of all) {
      const mode = provider.auth_mode;
      const asked = new Map<string, string>();
      const missing = fields
        .filter(({ hidden, kind }) => !hidden && kind !== 'copy')
        .filter((field) => {
          const value = valueFor(field);
          if (value !== undefined) asked.set(field.name, readTyped(field, value));
          return value === undefined;
        });
      if (missing.length) {
        setAside('providers with a field that no value is found for', `${name} ${missing[0]?.name}`);
        continue;
      }
      const expected = (group: Field['group']): Record<string, string> =>
        Object.fromEntries(
          fields
            .filter(
              (field) =>
                field.group === group && (!field.hidden || specOf(provider, field)?.default_value !== undefined),
            )
            .filter((field) => group !== 'credentials' || (bodies[mode] ?? [field.key]).includes(field.key))
            .map((field) => [field.key, asked.get(field.name) ?? field.value ?? '']),
        );
      const input = payload({ provider }, fields, Object.fromEntries(asked));
      expect(input.params ?? {}, name).toEqual(expected('params'));
      const post = choosePost(input);
      if (!posted.includes(mode) && !provider.installation) {
        expect(post, name).toBeUndefined();
        expect(Object.keys(input).sort(), name).toEqual(input.params ? ['authMode', 'params'] : ['authMode']);
        counts['for a window'] += 1;
        continue;
      }
      counts.posts += 1;
      expect(post, name).toBeDefined();
      const { assertionOption, type, ...credentials } = { ...post?.body };
      expect(type, name).toBe(['TWO_STEP', 'JWT', 'SIGNATURE'].includes(mode) ? mode : undefined);
      for (const key of Object.keys(post?.body ?? {})) expect(bodies[mode] ?? [key, 'type'], name).toContain(key);
      // One field that is sent as two.
      if (name !== 'ghost-admin') expect(credentials, name).toEqual(expected('credentials'));
      expect(assertionOption ?? {}, name).toEqual(expected('assertionOption'));
    }
  });

  afterAll(() => {
    const list = [...aside].map(
      ([why, what]) => `${what.length} ${why}${what.length < 12 ? `: ${what.join(', ')}` : ''}`,
    );
    const tried = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
    console.log(`Tried: ${tried.join(', ')}. Set aside: ${list.join('; ')}.`);
  });
});
