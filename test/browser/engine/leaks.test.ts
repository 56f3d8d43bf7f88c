import { expect } from '@open-wc/testing';
import { Nango } from '../../../src/engine/nango.js';
import type { AuthOptions, AuthResult, NangoOptions } from '../../../src/engine/nango.js';
import { byClick, closePopups, until } from '../../browser-support/attempts.js';
import { countLeftovers } from '../../browser-support/leftovers.js';
import { newSession, openSockets, sandboxInfo, setFault } from '../../browser-support/sandbox.js';

/** One way to end: how it is begun, what the page or the user does, and what it ends with. */
interface Ending {
  readonly integration?: string;
  readonly settings?: NangoOptions;
  readonly session?: Record<string, unknown>;
  readonly options?: AuthOptions;
  readonly fault?: string;
  /** Done once the popup is open. */
  readonly act?: (nango: Nango, popup: Window | null) => unknown;
  readonly ends: string;
}

const isForeign = (popup: Window | null): boolean => {
  try {
    return popup?.location.href === undefined;
  } catch {
    return true;
  }
};

const gone = new AbortController();
const late = new AbortController();
const never = () => new Promise<string>(() => undefined);

const endings: Readonly<Record<string, Ending>> = {
  success: { ends: 'success' },
  'success with a prepared socket': { ends: 'success' },
  'success after a severing': {
    integration: 'mock-oauth2-auto-coop',
    options: { authorization_params: { delay: '500' } },
    ends: 'success',
  },
  'success by a POST': { integration: 'mock-api-key', options: { credentials: { apiKey: 'k' } }, ends: 'success' },
  'success without credentials': { integration: 'unauthenticated', options: { authMode: 'NONE' }, ends: 'success' },
  'success that only the page knows of': {
    settings: { websocketsPath: '/?fault=drop' },
    options: {
      confirm: () => Promise.resolve({ providerConfigKey: 'mock-oauth2', connectionId: 'c', isPending: false }),
    },
    ends: 'success',
  },
  denied: { integration: 'mock-oauth2-deny', ends: 'callback_err' },
  'a foreign state': { integration: 'mock-oauth2-badstate', ends: 'callback_err' },
  'a refused code': { integration: 'mock-oauth2-badcode', ends: 'unknown_err' },
  'an unknown integration': { integration: 'nope', ends: 'provider_config_err' },
  'an integration that the session does not allow': {
    session: { end_user: { id: 'u' }, allowed_integrations: ['mock-basic'] },
    ends: 'integration_not_allowed',
  },
  'a token function that fails': {
    settings: { connectSessionToken: () => Promise.reject(new Error('no')) },
    ends: 'session_token_error',
  },
  'closed while blank': {
    settings: { connectSessionToken: never },
    act: (_nango, popup) => popup?.close(),
    ends: 'window_closed',
  },
  'time is up while blank': {
    settings: { connectSessionToken: never },
    options: { timeout: 300 },
    ends: 'connection_timeout',
  },
  'time is up at the provider': {
    integration: 'mock-oauth2-hang',
    options: { timeout: 1500 },
    ends: 'connection_timeout',
  },
  'cleared while blank': {
    settings: { connectSessionToken: never },
    act: (nango) => nango.clear(),
    ends: 'authorization_cancelled',
  },
  'cleared at the provider': {
    integration: 'mock-oauth2-hang',
    act: async (nango, popup) => {
      await until(() => isForeign(popup));
      nango.clear();
    },
    ends: 'authorization_cancelled',
  },
  'closed at the provider, then cleared': {
    integration: 'mock-oauth2-hang',
    options: { detectClosedAuthWindow: true },
    act: async (nango, popup) => {
      await until(() => isForeign(popup));
      popup?.close();
      await new Promise((resolve) => setTimeout(resolve, 500));
      nango.clear();
    },
    ends: 'authorization_cancelled',
  },
  'aborted before': { options: { signal: AbortSignal.abort() }, ends: 'authorization_cancelled' },
  'aborted while it ran': {
    integration: 'mock-oauth2-hang',
    options: { signal: late.signal },
    act: () => late.abort(),
    ends: 'authorization_cancelled',
  },
  'a signal that outlives it': { options: { signal: gone.signal }, ends: 'success' },
  'no token and no key': { settings: { connectSessionToken: undefined }, ends: 'missing_auth_token' },
  'credentials that fit nothing': { options: { credentials: { colour: 'red' } }, ends: 'missing_credentials' },
  'a socket that cannot connect': { settings: { websocketsPath: '/nowhere' }, ends: 'network_error' },
  'a socket that closes at once': { settings: { websocketsPath: '/?fault=close-before-ack' }, ends: 'network_error' },
  'a socket that speaks nonsense': {
    settings: { websocketsPath: '/?fault=garbage-ack' },
    options: { timeout: 1_000 },
    ends: 'connection_timeout',
  },
  'a nonsensical result': { fault: 'garbage-frame', options: { timeout: 1_500 }, ends: 'connection_timeout' },
  'a socket that is cut on the way': { fault: 'drop-socket', ends: 'connection_lost' },
  'a refused key': {
    integration: 'mock-api-key-verified',
    options: { credentials: { apiKey: 'bad' } },
    ends: 'connection_test_failed',
  },
  'a POST that is never answered': {
    integration: 'mock-api-key',
    fault: 'no-answer',
    options: { credentials: { apiKey: 'k' }, timeout: 500 },
    ends: 'connection_timeout',
  },
};

describe('an attempt leaves nothing behind', () => {
  let host: string;

  before(async () => ({ url: host } = await sandboxInfo()));
  afterEach(closePopups);

  for (const [how, { integration = 'mock-oauth2', settings, session, options, fault, act, ends }] of Object.entries(
    endings,
  )) {
    it(`after ${how}: ${ends}`, async () => {
      const connectSessionToken = await newSession(session);
      if (fault) await setFault(integration, fault);
      const left = countLeftovers();
      let nango: Nango | undefined;
      const { attempt, opened, popup } = await byClick(() => {
        nango = new Nango({ host, connectSessionToken, ...settings });
        if (how.includes('prepared')) nango.prepare();
        return nango.auth(integration, options);
      });
      if (nango) await act?.(nango, popup);
      expect(await endOf(attempt)).to.equal(ends);
      if (fault) await setFault(integration, undefined);
      await until(() => opened.every((one) => one.popup?.closed ?? true));
      // A socket that was told to close takes a moment to do so.
      await until(() => left.count().sockets === 0);
      const remaining = left.count();
      left.stop();
      expect(remaining).to.deep.equal({ timers: 0, listeners: 0, sockets: 0 });
      await until(async () => (await openSockets()) === 0);
    });
  }

  it('counts what is left while an attempt is under way: this test could fail', async () => {
    const connectSessionToken = await newSession();
    const left = countLeftovers();
    const nango = new Nango({ host, connectSessionToken });
    const { attempt } = await byClick(() => nango.auth('mock-oauth2-hang'));
    const during = left.count();
    nango.clear();
    expect(await endOf(attempt)).to.equal('authorization_cancelled');
    left.stop();
    expect(during.timers).to.be.greaterThan(2);
    expect(during.listeners).to.be.greaterThan(4);
    expect(during.sockets).to.equal(1);
  });
});

/** `success`, or the type of the error. */
function endOf(attempt: Promise<AuthResult>): Promise<string> {
  return attempt.then(
    () => 'success',
    (error: { type?: string }) => error.type ?? 'no type',
  );
}
