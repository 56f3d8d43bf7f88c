import { expect } from '@open-wc/testing';
import Theirs from '@nangohq/frontend';
import Ours from '../../../src/engine/nango.js';
import { byClick, closePopups, settles } from '../../browser-support/attempts.js';
import { byKey, byToken, packages, popupUrlOf, requestOf, session } from '../../browser-support/both-packages.js';
import type { Make, Settings } from '../../browser-support/both-packages.js';
import { sandboxInfo, setFault } from '../../browser-support/sandbox.js';
import type { SandboxInfo } from '../../browser-support/sandbox.js';

let sandbox: SandboxInfo;

/** Differences that are meant: what is seen of theirs, what of ours. */
const differences: Readonly<Record<string, [see: (make: Make) => unknown, theirs: unknown, ours: unknown]>> = {
  'a + in a connection id reaches the server': [
    async (make) => (await popupUrlOf(make, byKey, (client) => client.auth('github', 'a+b@x.com'))).query[0],
    ['connection_id', 'a b@x.com'],
    ['connection_id', 'a+b@x.com'],
  ],
  'a & in an authorization parameter stays in it': [
    async (make) =>
      (
        await popupUrlOf(make, byToken, (client) => client.auth('github', { authorization_params: { hint: 'a&b=c' } }))
      ).query.slice(0, 2),
    [
      ['authorization_params[hint]', 'a'],
      ['b', 'c'],
    ],
    [
      ['authorization_params[hint]', 'a&b=c'],
      ['connect_session_token', byToken.connectSessionToken],
    ],
  ],
  'a connection id is left out beside a session token, which the server would refuse': [
    async (make) =>
      (await popupUrlOf(make, byToken, (client) => client.auth('github', 'user-1'))).query.map(([name]) => name),
    ['connect_session_token', 'connection_id'],
    ['connect_session_token'],
  ],
  'numbers and booleans among params are sent as text': [
    async (make) =>
      (await popupUrlOf(make, byToken, (client) => client.auth('github', { params: { port: 1, on: true } }))).query
        .length,
    1,
    3,
  ],
  "the path of the host is the socket's as well": [
    (make) => socketUrlOf(make, { host: `${location.origin}/nango` }),
    '/',
    '/nango/',
  ],
  'without token and key the promise rejects': [
    (make) => attemptIn(() => make({}).auth('github')),
    'threw missing_auth_token',
    'rejected missing_auth_token',
  ],
  'credentials that fit nothing have a type': [
    (make) => attemptIn(() => make(byToken).auth('github', { credentials: { colour: 'red' } })),
    'rejected Error',
    'rejected missing_credentials',
  ],
  'create() keeps options after an undefined connection id': [
    async (make) =>
      (await requestOf(make, byToken, (client) => client.create('a', undefined, { params: { s: 'x' } }))).query.length,
    1,
    2,
  ],
  'Basic has both keys, which the server insists on': [
    async (make) =>
      (await requestOf(make, byToken, (client) => client.auth('a', { credentials: { username: 'u' } }))).body,
    { username: 'u' },
    { username: 'u', password: '' },
  ],
  'a posted result says whether it is pending': [
    async (make) => 'isPending' in (await make(await session()).create('unauthenticated')),
    false,
    true,
  ],
  'an error has words': [
    async (make) => messageOf(make(await session()).create('nope')),
    '',
    'The attempt ended with unknown_provider_config.',
  ],
  'HTML of a proxy is an error with a type': [
    async (make) => {
      await setFault('unauthenticated', 'html-502');
      const end = await attemptIn(async () => make(await session()).create('unauthenticated'));
      await setFault('unauthenticated', undefined);
      return end;
    },
    'rejected SyntaxError',
    'rejected invalid_response',
  ],
  'a closed popup is no blocked one': [
    async (make) => {
      const { attempt, popup } = await byClick(() =>
        make({ ...byKey, host: location.origin, websocketsPath: neverAcks() }).auth('github'),
      );
      popup?.close();
      return (await settles(attempt, 2000)) ? attemptIn(() => attempt) : 'pending';
    },
    'pending',
    'rejected window_closed',
  ],
  'a socket that cannot connect ends the attempt': [
    async (make) => {
      const { attempt } = await byClick(() =>
        make({ ...byKey, host: sandbox.url, websocketsPath: '/nowhere' }).auth('github'),
      );
      return (await settles(attempt, 3000)) ? attemptIn(() => attempt) : 'pending';
    },
    'pending',
    'rejected network_error',
  ],
  'clear() settles what is pending': [
    async (make) => {
      const client = make({ ...(await session()), host: sandbox.url });
      const { attempt } = await byClick(() => client.auth('mock-oauth2-hang'));
      client.clear();
      return (await settles(attempt, 2000)) ? attemptIn(() => attempt) : 'pending';
    },
    'pending',
    'rejected authorization_cancelled',
  ],
  'a second attempt leaves the first one alone': [
    async (make) => {
      const client = make({ ...(await session()), host: sandbox.url });
      const { attempt } = await byClick(() =>
        client.auth('mock-oauth2-auto-page', { authorization_params: { delay: '2000' } }),
      );
      await (
        await byClick(() => client.auth('mock-oauth2'))
      ).attempt;
      return (await settles(attempt, 4000)) ? attemptIn(() => attempt) : 'pending';
    },
    'pending',
    'resolved',
  ],
  'an expired session ends the attempt': [
    async (make) => {
      const { attempt } = await byClick(() => make({ ...byToken, host: sandbox.url }).auth('mock-oauth2'));
      return (await settles(attempt, 3000)) ? attemptIn(() => attempt) : 'pending';
    },
    'pending',
    'rejected session_token_error',
  ],
};

const neverAcks = (): string => `${sandbox.url.replace('http', 'ws')}/?fault=never-ack`;

/** `resolved`, or how it failed and with what. */
async function attemptIn(act: () => Promise<unknown>): Promise<string> {
  const name = (error: unknown) =>
    error instanceof Error ? ('type' in error ? String(error.type) : error.name) : typeof error;
  let promise;
  try {
    promise = act();
  } catch (error) {
    return `threw ${name(error)}`;
  }
  return promise.then(
    () => 'resolved',
    (error: unknown) => `rejected ${name(error)}`,
  );
}

async function messageOf(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : error),
  );
}

/** The path of the socket that a call opens. */
async function socketUrlOf(make: Make, settings: Settings): Promise<string> {
  const { WebSocket } = window;
  const urls: string[] = [];
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL) {
      super(neverAcks());
      urls.push(String(url));
    }
  };
  const client = make({ ...byKey, ...settings });
  await byClick(() => client.auth('github'));
  client.clear();
  window.WebSocket = WebSocket;
  return new URL(urls[0] ?? '').pathname;
}

describe('other than @nangohq/frontend', () => {
  before(async () => (sandbox = await sandboxInfo()));
  afterEach(closePopups);

  it('its argument is not changed, and may be frozen', () => {
    const options = Object.freeze({ publicKey: 'k' });
    expect(() => new Theirs(options)).to.throw(TypeError);
    expect(() => new Ours(options)).to.not.throw();
  });

  it('a host must be http or https', () => {
    const options = { publicKey: 'k', host: 'ftp://nango.test' };
    expect(() => new Theirs({ ...options })).to.not.throw();
    expect(() => new Ours(options))
      .to.throw()
      .with.property('type', 'invalid_host_url');
  });

  for (const [what, [see, theirs, ours]] of Object.entries(differences)) {
    it(what, async () => {
      expect(await see(packages.theirs), 'theirs').to.deep.equal(theirs);
      expect(await see(packages.ours), 'ours').to.deep.equal(ours);
    });
  }
});
