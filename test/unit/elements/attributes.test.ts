import { describe, expect, it } from 'vitest';
import { readObject } from '../../../src/elements/attributes.js';

describe('readObject', () => {
  it('takes objects and their JSON', () => {
    expect(readObject('params', undefined)).to.deep.equal({});
    expect(readObject('params', { a: 1 })).to.deep.equal({ a: 1 });
    expect(readObject('params', '{"a": {"b": null}}')).to.deep.equal({ a: { b: null } });
  });

  for (const wrong of ['', 'null', '5', '[1]', '"text"', '{', 'undefined']) {
    it(`refuses ${wrong || 'an empty text'}`, () => {
      expect(() => readObject('params', wrong)).to.throw(/params/);
    });
  }
});
