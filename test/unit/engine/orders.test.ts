import fc from 'fast-check';
import { Nango } from '../../../src/engine/nango.js';
import type { AuthOptions, AuthResult, NangoOptions } from '../../../src/engine/nango.js';
import { connected, Fate, publicKey, token } from '../support/fake-attempts.js';
import { FakeSocket } from '../support/fake-parts.js';
import { expectNothingLeft, fakes, host, settle, useFakes } from '../support/fakes.js';
import { describe, expect, it } from 'vitest';

const timeout = 20_000;
const longestConfirm = 10_000;
const longestClose = 1_000;

/** A signal of the page's own making, which throws as it is let go, or asked why it aborted. */
function brokenSignal(): AbortSignal {
  const { signal } = new AbortController();
  signal.removeEventListener = () => {
    throw new Error('A bug of the page');
  };
  return Object.defineProperty(signal, 'reason', {
    get: () => {
      throw new Error('A bug of the page');
    },
  });
}

const confirms = {
  none: undefined,
  unknowing: () => Promise.resolve(undefined),
  knowing: () => Promise.resolve(connected),
  silent: () => new Promise<undefined>(() => undefined),
  failing: () => Promise.reject(new Error('502')),
  odd: () => Promise.resolve(JSON.parse('{"connected":true}') as undefined),
  throwing: () => {
    throw new Error('A bug of the page');
  },
  /** The world clears its engine as it is asked. */
  clearing: () => Promise.resolve(undefined),
} satisfies Record<string, AuthOptions['confirm']>;

/** The attempt's socket, and not one that was opened ahead. */
const socketInUse = () => fakes.sockets.findLast(({ onclose }) => onclose);

/** One attempt to which anything can happen at any time, and what must hold all the while. */
class World {
  readonly controller = new AbortController();
  readonly fate: Fate;
  /** Of calls that must not join it; their popups are blocked. */
  readonly apart: Fate[] = [];
  /** Of calls that joined it. */
  readonly joined: Fate[] = [];
  readonly nango: Nango;
  readonly told: string[] = [];
  /** What the page was bothered with after the end, or twice. */
  readonly bothered: string[] = [];
  /** What the success was for. */
  succeeded: Fate[] = [];
  userLeft = false;
  userRefused = false;
  pageEnded = false;
  #give: ((token: string | Promise<string>) => void) | undefined;

  constructor(
    who: 'key' | 'token' | 'function',
    confirm: keyof typeof confirms,
    options: AuthOptions,
    readonly throws = false,
  ) {
    const config: Record<typeof who, NangoOptions> = {
      key: { publicKey },
      token: { connectSessionToken: token },
      function: { connectSessionToken: () => new Promise<string>((resolve) => (this.#give = resolve)) },
    };
    const { signal } = this.controller;
    this.nango = new Nango({ host, ...config[who] });
    this.fate = new Fate(
      this.nango.auth('github', {
        ...options,
        timeout,
        signal,
        confirm: this.#asked(confirms[confirm], confirm === 'clearing'),
        onWaiting: (reason) => this.#waiting(reason),
      }),
    );
  }

  get pending(): Fate[] {
    return [this.fate, ...this.joined].filter(({ pending }) => pending);
  }

  /** A second click of the user's, while the popup is blank. */
  callAgain(signal = new AbortController().signal): void {
    const [popup] = fakes.popups;
    if (!this.pending.length || !popup?.onScreen || popup.visited.length) return;
    this.joined.push(new Fate(this.nango.auth('github', { signal })));
  }

  giveToken(give: () => string | Promise<string>): void {
    const answer = this.#give;
    this.#give = undefined;
    answer?.(give());
  }

  succeed(): void {
    const heard = socketInUse()?.readyState === FakeSocket.OPEN;
    // Nobody has asked for what comes before the popup is sent on.
    if (heard && fakes.popups.at(-1)?.visited.length) this.succeeded.push(...this.pending);
    socketInUse()?.success();
  }

  end(act: () => void): void {
    if (this.fate.pending) this.pageEnded = true;
    act();
  }

  leave(): void {
    if (fakes.popups.at(-1)?.onScreen) this.userLeft = true;
    fakes.popups.at(-1)?.leave();
  }

  #waiting(reason: string): void {
    if (!this.pending.length || this.told.includes(reason)) this.bothered.push(reason);
    this.told.push(reason);
    if (this.throws) throw new Error('A bug of the page');
  }

  #asked(confirm: (() => Promise<AuthResult | undefined>) | undefined, clears: boolean) {
    if (!confirm) return undefined;
    return () => {
      if (!this.pending.length) this.bothered.push('confirm');
      if (clears) this.end(() => this.nango.clear());
      return confirm();
    };
  }
}

const answers: [status: number, body: unknown][] = [
  [200, { data: {} }],
  [200, { data: { allowed_integrations: ['slack'] } }],
  [200, { connectionId: 'connection-1', providerConfigKey: 'github' }],
  [200, { error: { code: 'invalid_credentials' } }],
  [401, { error: { code: 'unknown_connect_session_token' } }],
  [502, '<html>'],
];

const acts: Record<string, (world: World, answer: [number, unknown]) => void | Promise<void>> = {
  ack: () => socketInUse()?.ack(),
  'ack again': () => socketInUse()?.ack('another'),
  success: (world) => world.succeed(),
  error: () => socketInUse()?.error('callback_err', 'The provider sent no code'),
  denial: (world) => {
    world.userRefused = true;
    socketInUse()?.error('callback_err', 'No code. error: access_denied');
  },
  'foreign frame': () => socketInUse()?.success('evil', 'slack'),
  'polluted frame': () => socketInUse()?.frame('{"__proto__":{"message_type":"success","connection_id":"evil"}}'),
  'long frame': () => socketInUse()?.frame(`{"message_type":"${'x'.repeat(1_000_001)}`),
  garbage: () => socketInUse()?.frame('}{'),
  'binary frame': () => {
    const json = '{"message_type":"success","connection_id":"evil"}';
    for (const data of [new Blob([json]), new TextEncoder().encode(json).buffer])
      socketInUse()?.onmessage?.(new MessageEvent('message', { data }));
  },
  'deep frame': () => socketInUse()?.frame(`${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  'unknown frame': () => socketInUse()?.frame({ message_type: 'news' }),
  drop: () => socketInUse()?.drop(),
  token: (world) => world.giveToken(() => 'token'),
  'unusable token': (world) => world.giveToken(() => '<html>'),
  'no token': (world) => world.giveToken(() => Promise.reject(new Error('502'))),
  answer: (_, [status, body]) => fakes.requests.find(({ pending }) => pending)?.answer(status, body),
  'no answer': () => fakes.requests.find(({ pending }) => pending)?.fail(),
  load: () => fakes.popups.at(-1)?.load(),
  sever: () => fakes.popups.find(({ visited }) => visited.length > 0)?.sever(),
  leave: (world) => world.leave(),
  'page says success': () => hearPage({ type: 'nango_oauth_callback_success' }),
  'page says error': () => hearPage({ type: 'nango_oauth_callback_error', payload: { message: 'no' } }),
  'page says nonsense': () => hearPage({ type: 'nango_oauth_callback_error' }, 'https://evil.test'),
  focus: () => fakes.focus(),
  blur: () => void (fakes.focused = false),
  hide: () => fakes.show(false),
  show: () => fakes.show(),
  online: () => fakes.hear(new Event('online')),
  back: () => fakes.hear(new PageTransitionEvent('pageshow', { persisted: true })),
  press: () => fakes.hear(new Event('pointerdown')),
  freeze: () => fakes.freeze(150_000),
  'second call': (world) => world.callAgain(),
  'second call with a broken signal': (world) => world.callAgain(brokenSignal()),
  'another call that is cancelled': (world) => {
    // With its popup refused, it leaves none: the next is the first one's.
    fakes.popupsBlocked = true;
    void world.nango.auth('slack').catch(() => undefined);
    fakes.popupsBlocked = false;
  },
  'a call with other options': (world) => {
    // As above; if it joined, it would be told of the first one's end.
    fakes.popupsBlocked = true;
    world.apart.push(new Fate(world.nango.auth('github', { params: { subdomain: 'acme' } })));
    fakes.popupsBlocked = false;
  },
  'a call of another engine': (world) => {
    fakes.popupsBlocked = true;
    world.apart.push(new Fate(new Nango({ host, publicKey }).auth('github')));
    fakes.popupsBlocked = false;
  },
  'the session is read': (world) => void world.nango.session().catch(() => undefined),
  prepare: (world) => world.nango.prepare(),
  focused: (world) => world.nango.focus(),
  'the popup has no focus': () => {
    const [popup] = fakes.popups;
    if (popup)
      popup.focus = () => {
        throw new Error('A window that is gone');
      };
  },
  'clock set back': () => fakes.freeze(-3_600_000),
  redirect: () => fakes.requests.find(({ pending }) => pending)?.redirect(),
  'late refusal': () =>
    fakes.requests
      .findLast(({ pending }) => pending)
      ?.answer(401, { error: { code: 'unknown_connect_session_token', message: 'x'.repeat(20_000) } }),
  'policy of the provider': () =>
    socketInUse()?.error('callback_err', 'No code. error: access_denied; error_description: Only owners may'),
  'success without an id': () => socketInUse()?.frame({ message_type: 'success', provider_config_key: 'github' }),
  'page can’t be answered': () => {
    const popup = fakes.popups.at(-1);
    if (popup)
      popup.postMessage = () => {
        throw new Error('A window without postMessage');
      };
  },
  abort: (world) => world.end(() => world.controller.abort()),
  clear: (world) => world.end(() => world.nango.clear()),
  'page is left': (world) => world.end(() => void fakes.hear(new PageTransitionEvent('pagehide'))),
  'page is kept': () => fakes.hear(new PageTransitionEvent('pagehide', { persisted: true })),
};

const hearPage = (data: unknown, origin = host) =>
  fakes.message(data, { origin, source: fakes.popups.at(-1) ?? window });

const script = (wanted: string[], maxLength: number) =>
  fc.array(
    fc.record({
      after: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 120 }), fc.integer({ min: 100, max: 4_000 })),
      act: fc.constantFrom(...wanted),
      answer: fc.constantFrom(...answers),
    }),
    { minLength: 1, maxLength },
  );

const settings = fc.record({
  who: fc.constantFrom('key', 'token', 'function'),
  confirm: fc.constantFrom<keyof typeof confirms>(
    'none',
    'unknowing',
    'knowing',
    'silent',
    'failing',
    'odd',
    'throwing',
    'clearing',
  ),
  throws: fc.boolean(),
  detectClosedAuthWindow: fc.boolean(),
});

/** What can't be said of an attempt whose popup is on its way: the connection may be made all the same. */
const onlyBefore = ['network_error', 'invalid_response', 'blocked_by_browser'];

/** Acts in the given order, then lets all the time go by that an attempt can take, and looks at what came of it. */
async function play(world: World, steps: { after: number; act: string; answer: [number, unknown] }[]): Promise<void> {
  for (const { after, act, answer } of steps) {
    await fakes.pass(after);
    await acts[act]?.(world, answer);
    await settle();
  }
  await fakes.pass(timeout + longestConfirm + longestClose);
  const { fate } = world;
  expect(world.pending, 'settled').to.have.length(0);
  expect(fakes.popups.length, 'popups').to.be.at.most(1);
  expectNothingLeft();
  for (const { end } of world.succeeded) expect(end).to.equal('success');
  expect(world.bothered).to.be.empty;
  for (const { end } of world.apart) expect(end).to.equal('blocked_by_browser: failed');
  if (fate.result) expect(fate.result).to.deep.equal(connected);
  else expect(fate.error.message).to.not.equal('');
  if (!fate.result && fakes.popups[0]?.visited.length && fate.error.outcome !== 'unknown')
    expect(fate.error.type).to.not.be.oneOf(onlyBefore);
  if (!fate.result && fate.error.outcome === 'cancelled')
    expect(world.userLeft || world.userRefused || world.pageEnded, 'somebody cancelled').to.equal(true);
}

/** Again with a world of its own. */
const anew = () => {
  fakes.restore();
  fakes.install();
};

/** What can happen to an attempt that posts. */
const postActs = /token|answer|redirect|refusal|focus|hide|show|freeze|clock|prepare|abort|clear/;

describe('In whatever order things happen', { timeout: 60_000 }, () => {
  useFakes();

  it('an attempt by popup settles once, truthfully, and leaves nothing behind', () =>
    fc.assert(
      fc
        .asyncProperty(settings, script(Object.keys(acts), 12), ({ who, confirm, throws, ...options }, steps) =>
          play(new World(who, confirm, options, throws), steps),
        )
        .beforeEach(anew),
      { numRuns: 300, includeErrorInReport: true },
    ));

  it('so does one whose popup has got to the provider', () => {
    const later = Object.keys(acts).filter((act) => !/ack|token|abort|clear|left/.test(act));
    return fc.assert(
      fc
        .asyncProperty(settings, script(later, 12), async ({ who, confirm, throws, ...options }, steps) => {
          const world = new World(who, confirm, options, throws);
          await settle();
          acts['ack']?.(world, [200, {}]);
          world.giveToken(() => 'token');
          await fakes.pass(100);
          fakes.popup.load();
          await fakes.pass(500);
          await play(world, steps);
        })
        .beforeEach(anew),
      { numRuns: 300, includeErrorInReport: true },
    );
  });

  it('so does one that posts', () =>
    fc.assert(
      fc
        .asyncProperty(
          settings,
          script(
            Object.keys(acts).filter((act) => postActs.test(act)),
            6,
          ),
          ({ who, confirm }, steps) => play(new World(who, confirm, { credentials: { apiKey: 'k' } }), steps),
        )
        .beforeEach(anew),
      { numRuns: 200, includeErrorInReport: true },
    ));
});

/** What a page with a changing user does with one engine. */
const uses = {
  prepare: (nango: Nango) => nango.prepare(),
  auth: (nango: Nango) => void new Fate(nango.auth('github', { credentials: { apiKey: 'k' } })),
  reconnect: (nango: Nango) => void new Fate(nango.reconnect('github', { credentials: { apiKey: 'k' } })),
  session: (nango: Nango) => void nango.session().catch(() => undefined),
  clear: (nango: Nango) => nango.clear(),
};

describe('However a page uses its engine', { timeout: 60_000 }, () => {
  useFakes();

  it('a token serves one attempt, and was not fetched for another user', () => {
    const step = fc.record({
      after: fc.integer({ min: 0, max: 90_000 }),
      use: fc.constantFrom(...Object.values(uses), 'change user' as const),
      answers: fc.boolean(),
    });
    return fc.assert(
      fc
        .asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          let user = 0;
          let calls = 0;
          const connectSessionToken = () => Promise.resolve(`${user}.${fakes.now}.${++calls}`);
          const nango = new Nango({ host, connectSessionToken });
          const seen = new Set<string>();
          for (const { after, use, answers: responds } of steps) {
            await fakes.pass(after);
            // A page whose user changes says so.
            if (use === 'change user') {
              user++;
              nango.clear();
              continue;
            }
            use(nango);
            await settle();
            const posted = fakes.requests.findLast(({ url }) => url.pathname.startsWith('/api-auth'));
            const sent = posted?.url.searchParams.get('connect_session_token') ?? '';
            if ((use === uses.auth || use === uses.reconnect) && sent) {
              const [of, at] = sent.split('.').map(Number);
              expect(seen.has(sent), 'used before').to.equal(false);
              expect(of, 'the user').to.equal(user);
              expect(fakes.now - Number(at), 'its age').to.be.at.most(60_000);
            }
            seen.add(sent);
            const pending = fakes.requests.find((request) => request.pending);
            if (responds) pending?.answer(200, { connectionId: 'connection-1', providerConfigKey: 'github' });
            await settle();
          }
          nango.clear();
          // What only reads ends by its own limit.
          await fakes.pass(31_000);
        })
        .beforeEach(anew),
      { numRuns: 200 },
    );
  });
});
