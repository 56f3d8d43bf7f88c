import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isIntegrations, isProvider, isSession } from '../../../src/engine/answers.js';
import { asAuthError } from '../../../src/engine/errors.js';
import { AuthError, Nango } from '../../../src/engine/nango.js';
import { readFrame, readRefusal } from '../../../src/engine/wire.js';
import { begin, publicKey, underway } from '../support/fake-attempts.js';
import { expectNothingLeft, fakes, host, settle, useFakes } from '../support/fakes.js';

describe('An answer whose fields are not what they should be', () => {
  const field = {
    title: 'Key',
    pattern: '^a$',
    enum: ['a'],
    secret: true,
    order: 1,
    optional: false,
    hidden: false,
    automated: false,
    warnings: { a: 'b' },
    visible_when: { field: 'a', equals: 'b' },
    default_value: 'x',
    prefix: 'a',
    suffix: 'b',
    example: 'c',
    doc_section: '#d',
    description: 'e',
    format: 'uuid',
  };
  const whole = {
    session: {
      is: isSession,
      data: {
        allowed_integrations: ['github'],
        integrations_config_defaults: { github: { connection_config: { subdomain: 'a' } } },
        isReconnecting: false,
        overrides: { github: { docs_connect: 'https://x.test' } },
        websocketsPath: '/',
        connectUISettings: { defaultTheme: 'light', theme: { light: { primary: '#fff' }, dark: { primary: '#000' } } },
      },
    },
    integrations: {
      is: isIntegrations,
      data: [
        {
          unique_key: 'github',
          provider: 'github',
          display_name: 'GitHub',
          logo: 'https://x.test/a.svg',
          credentials_label: { apiKey: 'Key' },
          preconfigured_credentials: ['apiKey'],
          preconfigured_connection_config: ['subdomain'],
        },
      ],
    },
    provider: {
      is: isProvider,
      data: {
        auth_mode: 'API_KEY',
        name: 'github',
        display_name: 'GitHub',
        logo_url: 'https://x.test/a.svg',
        categories: ['dev'],
        docs_connect: 'https://x.test',
        installation: 'outbound',
        require_client_certificate: false,
        token_request_auth_method: 'basic',
        credentials: { apiKey: field },
        connection_config: { subdomain: field },
        assertion_option: { a: field },
        integration_config: { b: field },
      },
    },
  };
  const wrong: readonly unknown[] = [7, true, 'text', null, [7], ['text'], { a: 7 }, { a: null }, {}, []];
  type Place = [holder: object, name: string];
  const placesIn = (value: unknown): Place[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]): Place[] => [[value, name], ...placesIn(inner)])
      : [];
  const kind = (value: unknown) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

  for (const [name, { is, data }] of Object.entries(whole)) {
    it(`is refused: ${name}`, () => {
      expect(is(data)).to.equal(true);
      const passed: string[] = [];
      let tried = 0;
      for (const [holder, key] of placesIn(data)) {
        const right: unknown = Reflect.get(holder, key);
        for (const other of wrong) {
          // What may be missing may be null, and a preset is text, a number or a boolean.
          if (kind(other) === kind(right) || other === null) continue;
          Reflect.set(holder, key, other);
          tried++;
          if (is(data)) passed.push(`${key}: ${JSON.stringify(other)}`);
          Reflect.set(holder, key, right);
        }
      }
      expect(tried).to.be.greaterThan(40);
      expect(passed.filter((one) => !/^subdomain: (7|true)$/.test(one))).to.deep.equal([]);
    });
  }
});

describe('A provider', () => {
  const withFields = (count: number) => ({
    auth_mode: 'API_KEY',
    connection_config: Object.fromEntries(Array.from({ length: count }, (_, at) => [`field_${at}`, {}])),
  });

  it('with more fields than a page can show is no provider', () => {
    expect(isProvider(withFields(2000))).to.equal(true);
    expect(isProvider(withFields(2001))).to.equal(false);
  });
});

describe('What a server writes', () => {
  useFakes();
  afterEach(() => vi.restoreAllMocks());

  it('forges no line of the log', async () => {
    const lines = vi.spyOn(console, 'debug').mockReturnValue();
    const { fate } = await underway({}, { publicKey, debug: true });
    fakes.socket.error('evil\n[nango] github +1 ms: success\u0000\u202e');
    await settle();
    expect(fate.error.type).to.equal('evil [nango] github +1 ms: success');
    const nango = new Nango({ host, publicKey, debug: true });
    void nango.auth('evil\n[nango] github +1 ms: success').catch(() => undefined);
    nango.clear();
    for (const [line] of lines.mock.calls) expect(String(line)).not.to.match(/[\n\u0000\u202e]/);
    fakes.popup.load();
    await fakes.pass(60);
  });

  it('is cut where a code is as long as a text', () => {
    expect(readRefusal({ error: { code: 'x'.repeat(10_000) } }, 400)?.type).to.have.length(100);
  });

  it('is cut where nobody would read all of it, and looking for a word in it would take long', async () => {
    const { fate } = await underway();
    await fakes.message({
      type: 'nango_oauth_callback_error',
      payload: { message: `${'you '.repeat(10_000)}denied it` },
    });
    await fakes.pass(1_600);
    expect(fate.end).to.equal('callback_err: unknown');
    expect(fate.error.message).to.have.length(10_000);
  });

  it('is cut in an answer too, which is shown to people', () => {
    const message = 'x'.repeat(100_000);
    const refusal = readRefusal({ error: { code: 'invalid_body', message, errors: [{ message }] } }, 400);
    expect(refusal?.message).to.have.length(10_000);
    expect(refusal?.issues?.[0]?.message).to.have.length(10_000);
  });

  it('is not read where it is longer than an answer can be', async () => {
    const { fate } = begin({ credentials: { apiKey: 'k' } });
    await settle();
    fakes.request.answer(200, { connectionId: 'c', more: 'x'.repeat(1_000_000) });
    await fakes.pass(10);
    expect(fate.end).to.equal('invalid_response: unknown');
    expect(readFrame(`{"message_type":"success","connection_id":"${'c'.repeat(1_000_000)}"}`)).to.include({
      type: 'invalid_response',
      outcome: 'unknown',
    });
  });
});

describe('The callback page', () => {
  useFakes();
  const page = { type: 'nango_oauth_callback_error', payload: { message: 'Invalid state' } };

  const heard: Record<string, [config: object, origin: string, end: string]> = {
    'of the host': [{}, host, 'callback_err: unknown'],
    'of another origin': [{}, 'https://public.test', 'pending'],
    'of the origin that the page names': [
      { callbackOrigin: 'https://public.test/cb' },
      'https://public.test',
      'callback_err: unknown',
    ],
    'of the host, beside the one that is named': [
      { callbackOrigin: 'https://public.test' },
      host,
      'callback_err: unknown',
    ],
    'of this machine by its other name': [
      { host: 'http://localhost:3003' },
      'http://127.0.0.1:3003',
      'callback_err: unknown',
    ],
    'of this machine by the name that its server prints': [
      { host: 'http://0.0.0.0:3003' },
      'http://localhost:3003',
      'callback_err: unknown',
    ],
    'of the host without the dot that ends its name': [
      { host: 'https://nango.test.:8443' },
      'https://nango.test:8443',
      'callback_err: unknown',
    ],
    'of a longer name': [{ host: 'https://nango.test.' }, 'https://nango.test.evil', 'pending'],
    'of this machine at another port': [{ host: 'http://localhost:3003' }, 'http://127.0.0.1:3004', 'pending'],
  };
  for (const [name, [config, origin, end]] of Object.entries(heard)) {
    it(`${name} is ${end === 'pending' ? 'not heard' : 'heard'}`, async () => {
      const { fate, nango } = await underway({}, { publicKey, ...config });
      await fakes.message(page, { origin });
      await fakes.pass(1_600);
      expect(fate.end).to.equal(end);
      nango.clear();
    });
  }

  it('of another window is not heard, whatever its origin', async () => {
    const { fate, nango } = await underway({}, { publicKey, callbackOrigin: 'https://public.test' });
    await fakes.message(page, { origin: 'https://public.test', source: window });
    await fakes.pass(1_600);
    expect(fate.end).to.equal('pending');
    nango.clear();
  });

  it('takes no origin that is none', () => {
    expect(() => new Nango({ host, callbackOrigin: 'public.test' }))
      .to.throw(AuthError)
      .with.property('type', 'invalid_host_url');
  });
});

describe('Leaving the page', () => {
  useFakes();

  it('closes the window, at once', async () => {
    const { fate } = await underway();
    await fakes.hear(new PageTransitionEvent('pagehide'));
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
    expect(fakes.popup.onScreen).to.equal(false);
    expectNothingLeft();
  });

  it('for the back/forward cache keeps it', async () => {
    const { fate, nango } = await underway();
    await fakes.hear(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(fate.end).to.equal('pending');
    nango.clear();
  });
});

describe('A provider’s name', () => {
  useFakes();

  it('stays one part of the path, whatever is in it', async () => {
    const asked = new Nango({ host, connectSessionToken: 'token' }).provider('a/b?c#d');
    await settle();
    expect(fakes.request.url.pathname + fakes.request.url.search).to.equal('/providers/a%2Fb%3Fc%23d');
    fakes.request.answer(200, { data: { auth_mode: 'NONE' } });
    expect((await asked).auth_mode).to.equal('NONE');
  });

  for (const name of ['', '.', '..', 'a\ud800']) {
    it(`is refused where it would lead elsewhere: ${JSON.stringify(name)}`, async () => {
      const asked = new Nango({ host, connectSessionToken: 'token' }).provider(name);
      expect(await asked.catch((error: unknown) => error))
        .to.be.instanceOf(AuthError)
        .with.property('type', 'unknown_error');
      expect(fakes.requests).to.be.empty;
    });
  }
});

describe('An error of another copy of this package', () => {
  useFakes();

  it('keeps what it says', () => {
    class AuthErrorOfAnotherCopy extends Error {
      override readonly name = 'AuthError';
      readonly type = 'invalid_credentials';
      readonly outcome = 'failed';
      readonly retryable = true;
      readonly status = 400;
      readonly issues = [{ code: 'a', message: 'b', path: ['c'] }];
    }
    const foreign = new AuthErrorOfAnotherCopy('No such key');
    const { type, outcome, retryable, status, issues, message } = asAuthError('unknown_error', foreign);
    expect({ type, outcome, retryable, status, issues, message }).to.deep.equal({
      type: 'invalid_credentials',
      outcome: 'failed',
      retryable: true,
      status: 400,
      issues: foreign.issues,
      message: 'No such key',
    });
  });

  it('of another window does too, and what the token function threw counts the same', async () => {
    const rejection: unknown = runInNewContext(
      `Promise.reject(Object.assign(new Error('No'), { name: 'AuthError', type: 'superseded', outcome: 'cancelled' }))`,
    );
    const { fate } = begin({}, { connectSessionToken: async () => String(await rejection) });
    await settle();
    expect([fate.end, fate.error.message]).to.deep.equal(['superseded: cancelled', 'No']);
  });

  it('is none where it only has the name', () => {
    const error = Object.assign(new Error('x'), { name: 'AuthError', type: 'invalid_credentials' });
    expect(asAuthError('unknown_error', error)).to.include({ type: 'unknown_error', cause: error });
  });
});

describe('A request to the page’s backend', () => {
  useFakes();

  it('ends with the attempt that waits for it', () => {
    const signals: AbortSignal[] = [];
    const { nango } = begin(
      {},
      {
        connectSessionToken: ({ signal }) => {
          signals.push(signal);
          return new Promise(() => undefined);
        },
      },
    );
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([false]);
    nango.clear();
    expect(signals.map(({ aborted }) => aborted)).to.deep.equal([true]);
  });

  it('is asked whether a connection was made, before a lost attempt is cancelled', async () => {
    const made = { providerConfigKey: 'github', connectionId: 'made', isPending: false };
    const { fate, nango } = await underway({ confirm: () => Promise.resolve(made) });
    fakes.socket.drop();
    nango.clear();
    expect(fakes.left.popups).to.equal(0);
    await settle();
    expect(fate.result).to.deep.equal(made);
  });

  it('that doesn’t know leaves it cancelled', async () => {
    const { fate, nango } = await underway({ confirm: () => Promise.resolve(undefined) });
    fakes.socket.drop();
    nango.clear();
    await settle();
    expect(fate.end).to.equal('authorization_cancelled: cancelled');
  });
});
