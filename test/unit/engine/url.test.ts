import fc from 'fast-check';
import { AuthError, Nango } from '../../../src/engine/nango.js';
import type { AuthOptions, NangoOptions } from '../../../src/engine/nango.js';
import { apiUrl, isInsecure, socketUrl } from '../../../src/engine/url.js';
import { Fate, publicKey } from '../support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

const fail = (thrown: unknown): never => {
  throw thrown;
};

describe('The host', () => {
  const hosts: [string, string][] = [
    ['https://api.nango.dev', 'https://api.nango.dev'],
    ['https://api.nango.dev/', 'https://api.nango.dev'],
    ['http://localhost:3003///', 'http://localhost:3003'],
    ['https://x.test/nango', 'https://x.test/nango'],
    ['https://x.test/a/b//', 'https://x.test/a/b'],
    ['HTTPS://X.test:443/Nango', 'https://x.test/Nango'],
    ['https://x.test/nango?a=b#c', 'https://x.test/nango'],
    ['http://[::1]:3003', 'http://[::1]:3003'],
    ['https://bücher.test', 'https://xn--bcher-kva.test'],
  ];
  for (const [given, url] of hosts) it(`${given} is ${url}`, () => expect(apiUrl(given)).to.equal(url));

  const bad = [
    'localhost:3003',
    'x.test',
    '//x.test',
    '/nango',
    'ftp://x.test',
    'ws://x.test',
    'javascript:alert(1)',
    'http://',
    '%',
  ];
  for (const given of bad) {
    it(`${given} is none`, () => {
      expect(() => new Nango({ host: given }))
        .to.throw(AuthError)
        .with.property('type', 'invalid_host_url');
    });
  }

  it('that can’t be used is quoted without user and password, and so are the socket’s path and the callback page’s origin', () => {
    const bad = ['user:secret@nango.test', 'ftp://user:sec@ret@nango.test', 'https://user:sec\nret@nango.test:x'];
    for (const name of ['host', 'websocketsPath', 'callbackOrigin'])
      for (const value of bad)
        expect(() => Reflect.construct(Nango, [{ host, [name]: value }]), `${name} ${value}`)
          .to.throw(AuthError, name)
          .with.property('message')
          .that.contains('nango.test')
          .and.not.matches(/user|sec|ret/);
  });

  it('is text or a URL, and so are the socket’s path and the callback page’s origin', () => {
    const unreadable = new Proxy({}, { get: (_, name) => fail(name) });
    const odd: readonly unknown[] = [
      {},
      [],
      ['https://x.test'],
      new Map(),
      Promise.resolve('/'),
      Symbol('x'),
      Object.create(null),
      unreadable,
    ];
    for (const name of ['host', 'websocketsPath', 'callbackOrigin'])
      for (const [index, value] of odd.entries())
        expect(() => Reflect.construct(Nango, [{ host, [name]: value }]), `${name} ${index}`)
          .to.throw(AuthError)
          .with.property('type', 'invalid_host_url');
    const url: unknown = new URL('https://x.test/nango/');
    expect(apiUrl(url)).to.equal('https://x.test/nango');
  });

  it('that is wrong is named in the message', () => {
    expect(() => new Nango({ host: 'localhost:3003' })).to.throw(AuthError, 'localhost:3003');
  });

  const wrongOptions = { host: 'localhost:3003', websocketsPath: 'ftp://x.test', callbackOrigin: 'x.test' };
  for (const [name, value] of Object.entries(wrongOptions)) {
    it(`that is wrong is told by the name of the option: ${name}`, () =>
      expect(() => new Nango({ [name]: value })).to.throw(AuthError, new RegExp(`^${name} must be .*"${value}"`)));
  }

  it('is Nango Cloud when none is given', () => {
    for (const given of [undefined, '']) expect(() => new Nango({ host: given })).not.to.throw();
  });

  it('leaves the options as they are', () => {
    const options = Object.freeze({ host: 'https://x.test/', publicKey });
    expect(() => new Nango(options)).not.to.throw();
  });
});

describe('The socket’s URL', () => {
  const urls: [host: string, path: string | undefined, url: string][] = [
    ['https://api.nango.dev', undefined, 'wss://api.nango.dev/'],
    ['http://localhost:3003', '/', 'ws://localhost:3003/'],
    ['https://x.test/nango', '/', 'wss://x.test/'],
    ['https://x.test/nango', 'ws', 'wss://x.test/ws'],
    ['https://x.test', 'wss://other.test/s', 'wss://other.test/s'],
    ['https://x.test', 'https://other.test/s', 'wss://other.test/s'],
    ['https://x.test', '/a/b?c=d', 'wss://x.test/a/b?c=d'],
    ['https://x.test', '/a#b', 'wss://x.test/a'],
    // Without a path of its own it is where the API is, prefix and all.
    ['https://x.test/nango', undefined, 'wss://x.test/nango/'],
    ['https://http.test', undefined, 'wss://http.test/'],
  ];
  for (const [given, path, url] of urls) {
    it(`with ${given} and ${path ?? 'no path'} is ${url}`, () => expect(socketUrl(apiUrl(given), path)).to.equal(url));
  }

  for (const path of ['ftp://x.test/', 'http://', 'mailto:a@b.test']) {
    it(`can’t be made with ${path}`, () => {
      expect(() => new Nango({ host, websocketsPath: path }))
        .to.throw(AuthError)
        .with.property('type', 'invalid_host_url');
    });
  }
});

describe('The options of a Nango', () => {
  it('are named when one can’t be read', () => {
    for (const name of ['host', 'connectSessionToken', 'width']) {
      const options = Object.defineProperty({}, name, {
        enumerable: true,
        get: () => {
          throw new Error('a bug of the page');
        },
      });
      expect(() => new Nango(options))
        .to.throw(AuthError, `${name} can't be read.`)
        .with.property('type', 'unknown_error');
    }
  });

  it('are an object, or none', () => {
    expect(() => void Reflect.construct(Nango, [null])).not.to.throw();
    expect(() => void Reflect.construct(Nango, ['key'])).to.throw(AuthError, 'options must be an object.');
  });
});

describe('What can be read on its way', () => {
  const plain = ['http://x.test', 'http://10.0.0.1', 'http://localhost.test', 'http://127.test', 'http://xlocalhost'];
  const safe = [
    'https://x.test',
    'http://localhost',
    'http://localhost:3003',
    'http://127.0.0.1:3003/nango',
    'http://127.9.9.9',
    'http://app.localhost:3003',
    'http://a.b.localhost/nango',
    'http://[::1]:3003',
  ];
  for (const url of plain) it(`goes to ${url}`, () => expect(isInsecure(url)).to.equal(true));
  for (const url of safe) it(`does not go to ${url}`, () => expect(isInsecure(url)).to.equal(false));
});

describe('The request', () => {
  useFakes();

  /** What the server is asked by an attempt, once its popup has been sent on or its post sent. */
  async function asked(
    integrationId: string,
    connectionId: string | undefined,
    options: AuthOptions,
    config: NangoOptions = { publicKey },
  ) {
    const nango = new Nango({ host, ...config });
    const fate = new Fate(nango.auth(integrationId, connectionId, options));
    await settle();
    if (fakes.popups.length > 0) fakes.socket.ack();
    await settle();
    const url = fakes.popups.length > 0 ? new URL(fakes.popup.visited[0] ?? '') : fakes.request.url;
    nango.clear();
    await settle();
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    return { path: url.pathname, hash: url.hash, query: [...url.searchParams] };
  }

  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'+&#%=/? []\\"\'<>;,:@~'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
  });
  // A bracket in a name is the server's sign for nesting, and it drops names that all objects have.
  const name = text.filter((key) => !/[[\]]/.test(key) && !(key in {}));
  // As the URL parser does away with them, encoded or not.
  const segment = text.filter((key) => key !== '.' && key !== '..');
  const values = fc.dictionary(name, text, { maxKeys: 3, noNullPrototype: true });
  const nested = (group: string, all: Record<string, string>) =>
    Object.entries(all).map(([key, value]) => [`${group}[${key}]`, value]);

  it('carries every text as it was given, by popup', () =>
    fc.assert(
      fc
        .asyncProperty(
          segment,
          text,
          text,
          values,
          values,
          fc.array(
            text.filter((scope) => !!scope && !scope.includes(',')),
            { minLength: 1 },
          ),
          text,
          async (...given) => {
            const [integrationId, connectionId, hmac, params, added, scopes, own] = given;
            const credentials = { oauth_client_id_override: own, oauth_client_secret_override: own };
            const options = { hmac, params, authorization_params: added, user_scope: scopes, credentials };
            const { path, hash, query } = await asked(integrationId, connectionId, options);
            expect(path).to.equal(`/oauth/connect/${encodeURIComponent(integrationId)}`);
            expect(hash).to.equal('');
            expect(query).to.have.deep.members([
              ['connection_id', connectionId],
              ['public_key', publicKey],
              ['hmac', hmac],
              ...nested('params', params),
              ...nested('credentials', credentials),
              ...nested('authorization_params', added),
              ['user_scope', scopes.join(',')],
              ['ws_client_id', 'socket-1'],
            ]);
          },
        )
        .beforeEach(() => {
          fakes.restore();
          fakes.install();
        }),
    ));

  it('carries every text as it was given, by post', () =>
    fc.assert(
      fc
        .asyncProperty(segment, text, text, values, text, async (integrationId, connectionId, hmac, params, apiKey) => {
          const { path, query } = await asked(integrationId, connectionId, { hmac, params, credentials: { apiKey } });
          expect(path).to.equal(`/api-auth/api-key/${encodeURIComponent(integrationId)}`);
          expect(query).to.have.deep.members([
            ['connection_id', connectionId],
            ['public_key', publicKey],
            ['hmac', hmac],
            ...nested('params', params),
          ]);
          expect(fakes.request.body).to.deep.equal({ apiKey });
        })
        .beforeEach(() => {
          fakes.restore();
          fakes.install();
        }),
    ));

  it('with a session token carries no connection id, digest or key', async () => {
    const config = { publicKey, connectSessionToken: 'a+b/c==' };
    const { query } = await asked('github', 'mine', { hmac: 'digest', params: { a: 'b' } }, config);
    expect(query).to.deep.equal([
      ['connect_session_token', 'a+b/c=='],
      ['params[a]', 'b'],
      ['ws_client_id', 'socket-1'],
    ]);
  });

  it('carries params that are numbers and booleans as text, and leaves out what has no value', async () => {
    const params = { n: 1, no: false, text: '', big: 5n, nothing: null, missing: undefined };
    const { query } = await asked('github', undefined, { params });
    expect(query).to.deep.equal([
      ['public_key', publicKey],
      ['params[n]', '1'],
      ['params[no]', 'false'],
      ['params[text]', ''],
      ['params[big]', '5'],
      ['ws_client_id', 'socket-1'],
    ]);
  });

  it('takes a parameter of the template away', async () => {
    const { query } = await asked('github', undefined, {
      authorization_params: { prompt: undefined, access_type: 'online' },
    });
    expect(query).to.deep.include(['authorization_params[prompt]', 'undefined']);
    expect(query).to.deep.include(['authorization_params[access_type]', 'online']);
  });

  it('carries of the credentials only the own OAuth client', async () => {
    const credentials = { type: 'OAUTH2', oauth_client_id_override: 'id', oauth_refresh_token_override: undefined };
    const { query } = await asked('github', undefined, { credentials });
    expect(query.filter(([key]) => key.startsWith('credentials'))).to.deep.equal([
      ['credentials[oauth_client_id_override]', 'id'],
    ]);
  });

  it('goes to the host with its path', async () => {
    const { path } = await asked('github', undefined, {}, { publicKey, host: 'https://x.test/nango/' });
    expect(path).to.equal('/nango/oauth/connect/github');
    expect(fakes.socket.url).to.equal('wss://x.test/nango/');
  });

  it('to a plain http host comes with a warning, without the secret', async () => {
    const said: unknown[] = [];
    const { warn } = console;
    console.warn = (...all: unknown[]) => said.push(...all);
    try {
      await asked('github', undefined, { credentials: { apiKey: 'the-secret' } }, { publicKey, host: 'http://x.test' });
      await asked(
        'github',
        undefined,
        { credentials: { apiKey: 'the-secret' } },
        { publicKey, host: 'http://localhost:3003' },
      );
    } finally {
      console.warn = warn;
    }
    expect(said).to.have.length(1);
    expect(String(said[0])).to.contain('http://x.test').and.not.contain('the-secret');
  });

  const wrong: [string, unknown][] = [
    ['credentials', null],
    ['params', null],
    ['authorization_params', null],
    ['user_scope', 'a,b'],
    ['user_scope', null],
  ];
  for (const [option, value] of wrong) {
    it(`that can’t be made, for ${option} is ${JSON.stringify(value)}, ends the attempt or does without`, async () => {
      const options: AuthOptions = {};
      Reflect.set(options, option, value);
      const nango = new Nango({ host, publicKey });
      const fate = new Fate(nango.auth('github', options));
      await settle();
      fakes.sockets.at(-1)?.ack();
      await settle();
      expect(fakes.popups.at(-1)?.visited.length === 1 || fate.end === 'unknown_error: failed').to.equal(true);
      nango.clear();
      await settle();
    });
  }

  for (const id of ['', '.', '..', '\ud800']) {
    it(`whose path can’t carry the integration id ${JSON.stringify(id)} is refused before anything opens`, async () => {
      const nango = new Nango({ host, publicKey });
      const fates = [new Fate(nango.auth(id)), new Fate(nango.create(id))];
      await settle();
      for (const { error } of fates) {
        expect(error).to.include({ type: 'unknown_error', outcome: 'failed' });
        expect(error.message).to.contain('integrationId');
      }
      expect([fakes.popups, fakes.sockets, fakes.requests]).to.deep.equal([[], [], []]);
    });
  }

  const long = 'x'.repeat(20_000);
  const tooLong: [option: string, options: AuthOptions, config?: NangoOptions][] = [
    ['params', { params: { subdomain: long } }],
    ['params', { params: { a: 'ü'.repeat(1_500) } }],
    ['authorization_params', { authorization_params: { claims: long } }],
    ['user_scope', { user_scope: [long] }],
    ['credentials', { credentials: { oauth_client_id_override: 'id', oauth_client_secret_override: long } }],
    ['hmac', { hmac: long }],
    ['connectSessionToken', {}, { connectSessionToken: long }],
    ['publicKey', {}, { publicKey: long }],
  ];
  for (const [option, options, config = { publicKey }] of tooLong) {
    it(`that is too long by its ${option} is refused, by that name, before anything is sent`, async () => {
      const fate = new Fate(new Nango({ host, ...config }).auth('github', options));
      await settle();
      fakes.sockets.at(-1)?.ack();
      await settle();
      expect(fate.error).to.include({ outcome: 'failed' });
      expect(fate.error.message).to.match(new RegExp(`^${option} is too long`));
      expect(fakes.requests).to.be.empty;
      expect(fakes.popups).to.be.empty;
    });
  }

  it('that is too long by a token which was fetched is refused before anything is sent', async () => {
    const connectSessionToken = () => Promise.resolve(long);
    const fate = new Fate(new Nango({ host, connectSessionToken }).auth('github'));
    await settle();
    fakes.socket.ack();
    await settle();
    expect(fate.error.message).to.match(/^connectSessionToken is too long/);
    expect(fakes.popup.visited).to.be.empty;
  });

  it('that is too long by its integration is refused by that name', async () => {
    const fate = new Fate(new Nango({ host, publicKey }).auth(long));
    await settle();
    expect(fate.error.message).to.match(/^integrationId is too long/);
  });

  it('that is nearly too long is sent', async () => {
    const { query } = await asked('github', undefined, { params: { subdomain: 'x'.repeat(7_500) } });
    expect(query.find(([key]) => key === 'params[subdomain]')?.[1]).to.have.length(7_500);
  });
});

describe('The address of the socket', () => {
  it('may be given as one of http or of ws', () => {
    const addresses = ['ws://a.test/b', 'http://a.test/b', 'wss://a.test/http', 'https://a.test/b'];
    expect(addresses.map((path) => socketUrl('https://api.test', path))).to.deep.equal([
      'ws://a.test/b',
      'ws://a.test/b',
      'wss://a.test/http',
      'wss://a.test/b',
    ]);
  });
});
