import { describe, expect, it } from 'vitest';
import { duration, flag, list, parameters, signal, size, text } from '../../../src/engine/option-readers.js';
import { Nango } from '../../../src/engine/nango.js';
import { publicKey } from '../support/fake-attempts.js';
import { host, useFakes } from '../support/fakes.js';

/** What an attempt with such an option is told. */
function told(options: object): Promise<string> {
  const nango = new Nango({ host, publicKey });
  return Promise.resolve(Reflect.apply(nango.auth, nango, ['github', options])).then(
    () => 'nothing',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
}

describe('An error about an option says what to give', () => {
  useFakes();
  const rows: [options: object, message: string][] = [
    [{ hmac: {} }, 'hmac must be a string.'],
    [{ user_scope: [{}] }, 'user_scope must be a list of strings.'],
    [{ user_scope: new Object('a,b') }, 'user_scope must be a list of strings.'],
    [{ params: { a: ['b'] } }, 'params.a must be a string, number or boolean.'],
    [{ authorization_params: { a: () => 1 } }, 'authorization_params.a must be a JSON value.'],
    [{ credentials: { apiKey: 5n } }, 'credentials.apiKey must be a JSON value.'],
    [{ installation: 'inbound' }, 'installation must be "outbound" or omitted.'],
    [{ authMode: 5 }, 'authMode must be the name of an auth mode.'],
    [{ signal: {} }, 'signal must be an AbortSignal: the `signal` of an AbortController.'],
    [{ timeout: -1 }, 'timeout must be a number of milliseconds.'],
    [{ confirm: '/confirm' }, 'confirm must be a function.'],
    [{ params: 'a=1' }, 'params must be an object of names and values.'],
    [{ params: new URLSearchParams('a=1&a=2') }, 'params.a must be given once.'],
  ];
  for (const [options, message] of rows) {
    it(message, async () => {
      expect(await told(options)).to.contain(message);
    });
  }
});

describe('A value is read as', () => {
  it('text: numbers and booleans too; nothing where there is nothing', () => {
    expect([text('a', 5), text('a', true), text('a', ''), text('a', null), text('a', undefined)]).to.deep.equal([
      '5',
      'true',
      '',
      undefined,
      undefined,
    ]);
  });

  it('a flag: "false" is false, as an attribute has it', () => {
    expect([flag('a', 'false'), flag('a', ''), flag('a', 0), flag('a', 'true'), flag('a', 'yes')]).to.deep.equal([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('a list: of anything that can be gone through', () => {
    expect([list('a', 'b, c,,'), list('a', new Set(['b', 1]))]).to.deep.equal([
      ['b', 'c'],
      ['b', '1'],
    ]);
    for (const no of [null, 5, () => [], { 0: 'b' }])
      expect(() => list('a', no)).to.throw('a must be a list of strings.');
  });

  it('parameters: what has no value is left out', () => {
    expect(parameters('a', { b: 1, c: undefined, d: null, e: false })).to.deep.equal({ b: '1', e: 'false' });
  });

  it('a size in CSS pixels, with or without their name', () => {
    expect(['600', ' 600px ', '12.25px', 12.5, '0'].map((value) => size('a', value))).to.deep.equal([
      600, 600, 12.25, 12.5, 0,
    ]);
    for (const no of ['600em', 'px', '6 00', '1.', {}, '']) {
      expect(() => size('a', no)).to.throw('a must be a number of CSS pixels.');
    }
  });

  it('milliseconds: 0 too', () => {
    expect([duration('a', 0), duration('a', 1.5)]).to.deep.equal([0, 1.5]);
  });

  it('a signal: whatever has what we use of one', () => {
    const own = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
    expect(signal('a', own)).to.equal(own);
    for (const no of [null, () => own, { aborted: false }, { ...own, aborted: 'no' }, { ...own, addEventListener: 1 }])
      expect(() => signal('a', no)).to.throw('a must be an AbortSignal');
  });
});
