import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { elementsIn } from '../../../demo/studio/manifest.js';
import { attributes } from '../../../src/elements/attributes.js';
import { dashed } from '../../../src/elements/attribute-names.js';

const manifest: unknown = JSON.parse(readFileSync(new URL('../../../custom-elements.json', import.meta.url), 'utf8'));
const elements = elementsIn(manifest, { 'auth-mode': ['OAUTH2', 'API_KEY'] });
const [connect, form] = elements;

describe('What the Studio reads of custom-elements.json', () => {
  it('has both tags, with every attribute that the table has', () => {
    assert.deepEqual(
      elements.map(({ tag }) => tag),
      ['nango-connect', 'nango-credentials-form'],
    );
    const rows = Object.entries(attributes).filter(([, row]) => row.attribute !== false);
    const names = rows.map(([name]) => dashed(name));
    for (const element of elements) {
      const known = element.attributes.map(({ name }) => name);
      assert.deepEqual(
        names.filter((name) => !known.includes(name)),
        [],
      );
    }
    assert.ok(connect?.attributes.some(({ name }) => name === 'inline'));
  });

  it('takes the kind of a control from the type', () => {
    const kind = (name: string) => connect?.attributes.find((each) => each.name === name);
    assert.equal(kind('debug')?.kind, 'flag');
    assert.equal(kind('timeout')?.kind, 'number');
    assert.equal(kind('host')?.kind, 'text');
    assert.deepEqual(kind('theme')?.options, ['auto', 'light', 'dark']);
    assert.deepEqual(kind('auth-mode')?.options, ['OAUTH2', 'API_KEY']);
  });

  it('has all variables for both, each with a description, and knows colors', () => {
    assert.deepEqual(connect?.variables, form?.variables);
    const brand = form?.variables.find(({ name }) => name === '--nango-brand');
    assert.match(brand?.description ?? '', /accent color/);
    assert.equal(brand?.kind, 'color');
    assert.equal(form?.variables.find(({ name }) => name === '--nango-radius')?.kind, 'text');
  });

  it('has the parts of the form for both', () => {
    const names = connect?.parts.map(({ name }) => name) ?? [];
    assert.ok(names.includes('button') && names.includes('field'));
    assert.ok(!form?.parts.some(({ name }) => name === 'dialog'));
  });

  it('says so where there is nothing to read', () => {
    assert.throws(() => elementsIn({ modules: [] }), /describes no element/);
  });
});
