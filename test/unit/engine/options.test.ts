import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { AuthError, Nango } from '../../../src/engine/nango.js';
import { begin, connected, Fate, hook, publicKey } from '../support/fake-attempts.js';
import { expectNothingLeft, fakes, host, settle, useFakes } from '../support/fakes.js';

/** Calls it as a page without types would. */
function call(...args: readonly unknown[]): Promise<unknown> {
  const nango = new Nango({ host, publicKey });
  return Promise.resolve(Reflect.apply(nango.auth, nango, args));
}

/** A value of another window. */
const foreign = (code: string): unknown => runInNewContext(`(${code})`);

const half = 'a\ud83d';

const throwing = (name: string) => Object.defineProperty({}, name, { enumerable: true, get: () => fail() });

class OfClass {
  get subdomain(): string {
    return 'acme';
  }
}

class PartlyOfClass {
  region = 'eu';
  accessor subdomain = 'acme';
}

class OfSubclass extends PartlyOfClass {
  readonly plan = 'pro';
}

function* endless(): Generator<string> {
  for (;;) yield 'a';
}

/** A window as stubs and WebViews make them, with what we use. */
const windowWith = (location: unknown) => ({ closed: false, location, close: () => undefined, focus: () => undefined });

function fail(thrown: unknown = new Error('A bug of the page')): never {
  throw thrown;
}

describe('An option that can’t be sent as it was meant', () => {
  useFakes();

  const refused: Record<string, [named: string, ...args: unknown[]]> = {
    'a signal that is an object': ['signal', 'github', { signal: {} }],
    'an AbortController as the signal': ['signal', 'github', { signal: new AbortController() }],
    'a signal that is a function': ['signal', 'github', { signal: () => undefined }],
    'a signal that can’t be listened to': [
      'signal',
      'github',
      { signal: { aborted: false, addEventListener: () => fail(), removeEventListener: () => undefined } },
    ],
    'a signal that says why it aborted by throwing': [
      'signal',
      'github',
      { signal: Object.assign(throwing('reason'), { aborted: true, addEventListener: () => undefined }) },
    ],
    'a timeout as a bigint': ['timeout', 'github', { timeout: 5n }],
    'a timeout with a unit': ['timeout', 'github', { timeout: '10s' }],
    'a timeout below 0': ['timeout', 'github', { timeout: -1 }],
    'a timeout that is an object': ['timeout', 'github', { timeout: {} }],
    'a timeout that is no number': ['timeout', 'github', { timeout: NaN }],
    'a timeout that is a symbol': ['timeout', 'github', { timeout: Symbol('x') }],
    'an option whose getter throws': ['authMode', 'github', throwing('authMode')],
    'a param whose getter throws': ['params', 'github', { params: throwing('a') }],
    'an integration that is a symbol': ['integrationId', Symbol('github')],
    'an integration that is an object': ['integrationId', {}],
    'a connection id that is a symbol': ['connectionId', 'github', Symbol('x')],
    'options that are text': ['options', 'github', 'id', 'options'],
    'options that are a list': ['options', 'github', ['id']],
    'options that are a Map': ['options', 'github', new Map([['hmac', 'x']])],
    'options that are a promise': ['options', 'github', 'id', Promise.resolve({})],
    'a connection id that is a String object': ['options', 'github', new String('id')],
    'half a character in the connection id': ['connectionId', 'github', half],
    'half a character in a digest': ['hmac', 'github', { hmac: half }],
    'half a character in params': ['params.a', 'github', { params: { a: half } }],
    'half a character in a scope': ['user_scope', 'github', { user_scope: half }],
    'half a character in credentials': ['credentials.apiKey', 'github', { credentials: { apiKey: half } }],
    'a Map whose names are symbols': ['params', 'github', { params: new Map([[Symbol('a'), 1]]) }],
    'a Map whose names are objects': ['params', 'github', { params: new Map([[{}, 1]]) }],
    'a digest that is an object': ['hmac', 'github', { hmac: {} }],
    'params by the getters of their class': ['params', 'github', { params: new OfClass() }],
    'params by inheritance': ['params', 'github', { params: Object.create({ subdomain: 'acme' }) as object }],
    'params partly by the getters of their class': ['params', 'github', { params: new PartlyOfClass() }],
    'params by the getters of a class above': ['params', 'github', { params: new OfSubclass() }],
    'params partly by inheritance': [
      'params',
      'github',
      { params: Object.assign(Object.create({ subdomain: 'acme' }) as object, { region: 'eu' }) },
    ],
    'credentials partly by the getters of their class': ['credentials', 'github', { credentials: new PartlyOfClass() }],
    'a name that servers take for a place in a list': ['params', 'github', { params: { 12: 'a' } }],
    'params as a list': ['params', 'github', { params: ['a'] }],
    'params as text': ['params', 'github', { params: '{"a":1}' }],
    'params as a date': ['params', 'github', { params: new Date(0) }],
    'params with a name twice': ['params.a', 'github', { params: new URLSearchParams('a=1&a=2') }],
    'authorization parameters with a name twice': [
      'authorization_params.resource',
      'github',
      { authorization_params: new URLSearchParams('resource=1&resource=2') },
    ],
    'half a character in a name': ['params', 'github', { params: { [half]: 'a' } }],
    'a symbol as a name': ['params', 'github', { params: { a: 1, [Symbol('b')]: 2 } }],
    'no name': ['params', 'github', { params: { '': 'a' } }],
    'a name that a query would cut': ['params', 'github', { params: { 'a]': 'b' } }],
    'a name that servers drop': ['authorization_params', 'github', { authorization_params: { constructor: 'a' } }],
    'a date that is none': ['authorization_params.a', 'github', { authorization_params: { a: new Date(NaN) } }],
    'a date that is none in credentials': ['credentials.a', 'github', { credentials: { a: [new Date(NaN)] } }],
    'a list with a hole': ['authorization_params.a', 'github', { authorization_params: { a: { b: Array(2) } } }],
    'a list in params': ['params.a', 'github', { params: { a: ['b'] } }],
    'an object in params': ['params.a', 'github', { params: { a: {} } }],
    'a function in params': ['params.a', 'github', { params: { a: () => 1 } }],
    'no number in params': ['params.a', 'github', { params: { a: NaN } }],
    'a symbol in params': ['params.a', 'github', { params: { a: Symbol('b') } }],
    'a set of scopes with an object': ['user_scope', 'github', { user_scope: [{}] }],
    'scopes that are a number': ['user_scope', 'github', { user_scope: 5 }],
    'scopes that have no end': ['user_scope', 'github', { user_scope: endless() }],
    'params that have no end': ['params', 'github', { params: endless() }],
    'values of a class inside an authorization parameter': [
      'authorization_params.claims',
      'github',
      { authorization_params: { claims: { org: new OfClass() } } },
    ],
    'values of a class in credentials': ['credentials.key', 'github', { credentials: { key: new OfClass() } }],
    'a function as an authorization parameter': [
      'authorization_params.a',
      'github',
      { authorization_params: { a: () => 1 } },
    ],
    'a Map of another window as an authorization parameter': [
      'authorization_params.a',
      'github',
      { authorization_params: { a: foreign('new Map([[1, 2]])') } },
    ],
    'a promise as an authorization parameter': [
      'authorization_params.a',
      'github',
      { authorization_params: { a: Promise.resolve('b') } },
    ],
    'no number inside an authorization parameter': [
      'authorization_params.claims',
      'github',
      { authorization_params: { claims: { max_age: NaN } } },
    ],
    'a function inside an authorization parameter': [
      'authorization_params.claims',
      'github',
      { authorization_params: { claims: [() => 1] } },
    ],
    'authorization parameters as a list': ['authorization_params', 'github', { authorization_params: ['a'] }],
    'credentials as text': ['credentials', 'github', { credentials: 'key' }],
    'a function in credentials': ['credentials.apiKey', 'github', { credentials: { apiKey: () => 'k' } }],
    'a bigint in credentials': ['credentials.apiKey', 'github', { credentials: { apiKey: 5n } }],
    'a promise in credentials': ['credentials.apiKey', 'github', { credentials: { apiKey: Promise.resolve('k') } }],
    'a Map in credentials': ['credentials.apiKey', 'github', { credentials: { apiKey: new Map([['a', 'b']]) } }],
    'a file in credentials': ['credentials.privateKey', 'github', { credentials: { privateKey: new Blob(['k']) } }],
    'no number in credentials': ['credentials.apiKey', 'github', { credentials: { apiKey: NaN } }],
    'a function deep in credentials': [
      'credentials.privateKey',
      'github',
      { credentials: { privateKey: { id: 'a', secret: () => 'b' } } },
    ],
    'a client of the user’s that is no text': [
      'credentials',
      'github',
      { credentials: { oauth_client_id_override: { id: 'a' } } },
    ],
    'another installation': ['installation', 'github', { installation: 'inbound' }],
    'a mode that is no text': ['authMode', 'github', { authMode: 5 }],
    'a hook that is no function': ['confirm', 'github', { confirm: '/confirm' }],
    'a listener that is no function': ['onWaiting', 'github', { onWaiting: {} }],
    'an assertion with an object': ['assertionOption.a', 'github', { assertionOption: { a: {} } }],
  };
  for (const [name, [named, ...args]] of Object.entries(refused)) {
    it(`rejects, and is named: ${name}`, async () => {
      const error = await call(...args).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(AuthError).and.include({ type: 'unknown_error', outcome: 'failed' });
      expect(String(error)).to.match(new RegExp(`\\b${named}\\b`));
      expect(fakes.popups).to.be.empty;
      expect(fakes.requests).to.be.empty;
      expectNothingLeft();
    });
  }

  it('rejects by name also where it is one of the engine', async () => {
    for (const [name, value] of Object.entries({ width: '50%', height: -1, publicKey: { key: 'a' } })) {
      const fate = begin({}, { publicKey, [name]: value }).fate;
      await settle();
      expect(fate.end).to.equal('unknown_error: failed');
      expect(fate.error.message).to.contain(name);
    }
    expect(fakes.popups).to.be.empty;
  });

  it('is never part of the message', async () => {
    const secret = 's3cr3t';
    const all = [{ params: secret }, { credentials: secret }, { credentials: { apiKey: Symbol(secret) } }];
    for (const options of all) {
      const error = await call('github', options).catch((thrown: unknown) => thrown);
      expect(String(error)).not.to.contain(secret);
    }
  });
});

describe('An option that says the same in another way', () => {
  useFakes();

  const sent: Record<string, [Record<string, unknown>, Record<string, string>]> = {
    'scopes as text': [{ user_scope: 'a, b' }, { user_scope: 'a,b' }],
    'scopes as a set': [{ user_scope: new Set(['a', 'b']) }, { user_scope: 'a,b' }],
    'scopes with a comma too many': [{ user_scope: 'a,,b,' }, { user_scope: 'a,b' }],
    'scopes in a list with an empty one': [{ user_scope: ['', 'a'] }, { user_scope: 'a' }],
    'no scopes': [{ user_scope: '' }, {}],
    'params as a Map': [{ params: new Map([['a', 1]]) }, { 'params[a]': '1' }],
    'params as URLSearchParams': [{ params: new URLSearchParams('a=1') }, { 'params[a]': '1' }],
    'null as a param': [{ params: { a: null, b: 1 } }, { 'params[b]': '1' }],
    'null as an authorization parameter, which takes it away': [
      { authorization_params: { a: null } },
      { 'authorization_params[a]': 'undefined' },
    ],
    'an object as an authorization parameter, which is JSON': [
      { authorization_params: { claims: { userinfo: { email: null } } } },
      { 'authorization_params[claims]': '{"userinfo":{"email":null}}' },
    ],
    'a date as an authorization parameter': [
      { authorization_params: { after: new Date(0) } },
      { 'authorization_params[after]': '1970-01-01T00:00:00.000Z' },
    ],
    'a URL as an authorization parameter': [
      { authorization_params: { resource: new URL('https://x.test/a') } },
      { 'authorization_params[resource]': 'https://x.test/a' },
    ],
    'objects of another window': [
      {
        params: foreign('{ a: 1 }'),
        user_scope: foreign('new Set(["b"])'),
        authorization_params: foreign('{ c: [1] }'),
      },
      { 'params[a]': '1', user_scope: 'b', 'authorization_params[c]': '[1]' },
    ],
    'what is frozen, or has no prototype': [
      Object.freeze({ params: foreign('Object.freeze(Object.assign(Object.create(null), { a: true }))') }),
      { 'params[a]': 'true' },
    ],
    'no mode': [{ authMode: '' }, {}],
    'a mode of a newer server': [{ authMode: 'OAUTH3' }, {}],
    'null for what is not set': [{ params: null, hmac: null, timeout: null, signal: null }, {}],
  };
  for (const [name, [options, query]] of Object.entries(sent)) {
    it(`is sent as it was meant: ${name}`, async () => {
      void call('github', options);
      await settle();
      fakes.socket.ack();
      await settle();
      const asked = Object.fromEntries(new URL(fakes.popup.visited[0] ?? '').searchParams);
      expect(asked).to.deep.equal({ public_key: publicKey, ws_client_id: 'socket-1', ...query });
      fakes.socket.success();
      await settle();
      fakes.popup.load();
      await fakes.pass(60);
    });
  }

  it('is a connection id that is a number', async () => {
    void call('github', 42);
    fakes.socket.ack();
    await settle();
    expect(new URL(fakes.popup.visited[0] ?? '').searchParams.get('connection_id')).to.equal('42');
    fakes.socket.success();
    fakes.popup.load();
    await fakes.pass(60);
  });

  it('is a size in px, and what is not set', () => {
    let features = '';
    Object.assign(globalThis, { open: (_url: string, _target: string, given: string) => void (features = given) });
    const sizes: object = { width: '400px', height: null };
    begin({}, { publicKey, ...sizes });
    expect(features).to.match(/width=400,height=/);
  });
});

describe('The options of a Nango', () => {
  useFakes();

  it('count also where they are inherited, or getters of a class', async () => {
    class Settings {
      get host(): string {
        return host;
      }
      get publicKey(): string {
        return publicKey;
      }
    }
    for (const options of [new Settings(), Object.create({ host, publicKey }) as object]) {
      const fate = new Fate(new Nango(options).auth('github', { credentials: { apiKey: 'k' } }));
      await settle();
      fakes.request.answer(200, connected);
      await settle();
      expect(fate.end).to.equal('success');
    }
  });

  it('can’t be what can’t be looked at', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(() => new Nango(proxy)).to.throw(AuthError, 'options must be an object.');
  });
});

describe('While the window opens', () => {
  useFakes();

  const endings: Record<string, (nango: Nango, controller: AbortController) => void> = {
    abort: (_nango, controller) => controller.abort(),
    clear: (nango) => nango.clear(),
  };
  for (const [name, end] of Object.entries(endings)) {
    it(`${name} ends the attempt, and leaves neither window nor socket`, async () => {
      const nango = new Nango({ host, publicKey });
      const controller = new AbortController();
      const open = globalThis.open.bind(globalThis);
      Object.assign(globalThis, {
        open: (...args: Parameters<typeof open>) => {
          end(nango, controller);
          return open(...args);
        },
      });
      const fate = new Fate(nango.auth('github', { signal: controller.signal }));
      await settle();
      expect(fate.end).to.equal('authorization_cancelled: cancelled');
      expect(fakes.popup.closed).to.equal(true);
      expect(fakes.sockets).to.be.empty;
    });
  }

  const odd = new Proxy({}, { get: () => fail() });
  const others = {
    '{}': {},
    true: true,
    'a closed window': { closed: true },
    1: 1,
    'what can’t be looked at': odd,
    'a window without a location': windowWith(null),
    'a window that a blocker has closed at once': { ...windowWith({ replace: () => undefined }), closed: true },
    'a window that can’t be sent elsewhere': windowWith({ href: 'about:blank' }),
  };
  for (const [name, answer] of Object.entries(others)) {
    it(`${name} in place of a window is blocked`, async () => {
      Object.assign(globalThis, { open: () => answer });
      const { fate } = begin();
      await settle();
      expect(fate.end).to.equal('blocked_by_browser: failed');
    });
  }

  it('this window in place of another, as in a WebView that has only one, is blocked and left as it is', async () => {
    const left: string[] = [];
    const location = { href: host, replace: (url: string) => left.push(url) };
    const own = { ...windowWith(location), close: () => left.push('closed') };
    const names = Object.keys(own).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
    Object.assign(globalThis, own, { open: () => globalThis });
    const { fate } = begin();
    await fakes.pass(2_000);
    for (const [name, before] of names)
      if (before) Object.defineProperty(globalThis, name, before);
      else Reflect.deleteProperty(globalThis, name);
    expect([fate.end, left]).to.deep.equal(['blocked_by_browser: failed', []]);
  });

  it('a window that refuses to be sent on is blocked: nothing was sent, and the URL is in no error', async () => {
    const replace = (url: string) => fail(new DOMException(`No permission to navigate to '${url}'`, 'SecurityError'));
    const popup = windowWith({ href: 'about:blank', replace });
    Object.assign(globalThis, { open: () => popup });
    const { confirm, times } = hook();
    const { fate } = begin({ confirm });
    await settle();
    fakes.socket.ack();
    await settle();
    expect(fate.end).to.equal('blocked_by_browser: failed');
    expect([inspect(fate.error).includes('public_key'), times]).to.deep.equal([false, []]);
    popup.closed = true;
  });

  const looks: Record<string, PropertyDescriptor & { name: string }> = {
    'matchMedia that is missing': { name: 'matchMedia', value: undefined },
    'matchMedia that answers nothing, as a stub does': { name: 'matchMedia', value: () => undefined },
    'matchMedia that throws': { name: 'matchMedia', value: () => fail() },
    'no screen': { name: 'screen', value: undefined },
    'a screen that throws': { name: 'screen', get: () => fail() },
  };
  for (const [what, { name, ...descriptor }] of Object.entries(looks)) {
    it(`${what} decides nothing`, async () => {
      const before = Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
      Object.defineProperty(globalThis, name, { ...descriptor, configurable: true });
      const { fate, nango } = begin();
      Object.defineProperty(globalThis, name, before);
      await settle();
      expect([fate.end, fakes.popups.length]).to.deep.equal(['pending', 1]);
      nango.clear();
    });
  }

  it('a second call for the same joins it, and brings the window to the front', async () => {
    const nango = new Nango({ host, publicKey });
    const fates = [1, 2].map(() => new Fate(nango.auth('github', { params: { subdomain: 'a' } })));
    expect(fakes.popups).to.have.length(1);
    expect(fakes.popup.focused).to.equal(1);
    await settle();
    fakes.socket.ack();
    await settle();
    fakes.socket.success();
    await settle();
    expect(fates.map(({ result }) => result)).to.deep.equal([connected, connected]);
    fakes.popup.load();
    await fakes.pass(60);
  });

  it('a call for something else does not', () => {
    const nango = new Nango({ host, publicKey });
    const calls: Parameters<Nango['auth']>[] = [['github'], ['slack'], ['github', 'mine']];
    calls.forEach((args) => void new Fate(nango.auth(...args)));
    void new Fate(nango.auth('github', { params: { subdomain: 'b' } }));
    expect(fakes.popups).to.have.length(4);
    nango.clear();
  });

  it('and once it is sent on, a second call is an attempt of its own', async () => {
    const { nango } = begin();
    await settle();
    fakes.socket.ack();
    await settle();
    void new Fate(nango.auth('github'));
    expect(fakes.popups).to.have.length(2);
    nango.clear();
    fakes.popups.forEach((popup) => popup.load());
    await fakes.pass(60);
  });
});
