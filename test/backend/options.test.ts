import { describe, expect, test } from 'vitest';
import { connectBackend, type ConnectBackendOptions } from '../../src/backend.js';

/** Options as JavaScript may give them. */
function create(options: Record<string, unknown>) {
  return connectBackend(
    Object.assign<ConnectBackendOptions, object>({ secretKey: 'key', user: () => undefined }, options),
  );
}

describe('what cannot be used is refused when the backend is made, with the fix', () => {
  test.each([
    ['secretKey', undefined, /is the environment variable set\?/],
    ['secretKey', '', /is the environment variable set\?/],
    ['secretKey', 'key\n', /without spaces/],
    ['secretKey', 'schlüssel', /secret key/],
    ['secretKey', '"key"', /quotes/],
    ['user', undefined, /takes the request/],
    ['allow', true, /function/],
    ['accountName', 'ada', /function/],
    ['onError', 'log', /function/],
    ['host', 'nango.example.com', /https:\/\/nango\.example\.com/],
    ['host', 'ftp://nango.example.com', /http\(s\)/],
    ['host', 'https://user:pass@nango.example.com', /without credentials/],
    ['host', 'https://nango.example.com/?key=1', /query/],
    ['origins', ['app.example.com'], /https:\/\/app\.example\.com/],
    ['origins', ['https://app.example.com/page'], /origins such as/],
    ['origins', ['https://*.example.com'], /origins such as/],
    ['origins', ['https://ada@app.example.com'], /origins such as/],
    ['origins', ['null'], /origins such as/],
    ['origins', 'https://app.example.com', /list/],
    ['timeout', 0, /positive whole number/],
    ['timeout', Number.NaN, /positive whole number/],
    ['timeout', '10', /positive whole number/],
    ['identifyBy', 'email', /'end_user' or 'tags'/],
  ])('%s: %j', (option, value, fix) => {
    const make = () => create({ [option]: value });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(`connectBackend: \`${option}\``);
    expect(make).toThrow(fix);
  });

  test('none at all: the first that is missing is named', () => {
    for (const args of [[], [null], ['a key']]) {
      const make = () => void Reflect.apply(connectBackend, undefined, args);
      expect(make, String(args)).toThrow('connectBackend: `secretKey` must be');
    }
  });

  test('never with the key in the message', () => {
    expect(() => create({ secretKey: 'se cret' })).toThrow(/^(?!.*se cret)/);
  });
});

test('what is left out has a default', () => {
  expect(create({})).toBeInstanceOf(Function);
  expect(create({ host: undefined, origins: undefined, allow: undefined, timeout: undefined })).toBeInstanceOf(
    Function,
  );
});
