import Theirs from '@nangohq/frontend';
import { describe, expect, it } from 'vitest';
import Ours from '../../../src/engine/nango.js';
import { byKey, byToken, packages, type Make, type Settings } from '../../support/packages.js';
import { End, popupUrlOf, requestOf, usePackages } from '../support/drop-in.js';
import { fakes, host, settle } from '../support/fakes.js';

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
  'null takes an authorization parameter away, as undefined does': [
    async (make) =>
      (await popupUrlOf(make, byToken, (client) => client.auth('github', { authorization_params: { prompt: null } })))
        .query[0]?.[1],
    byToken.connectSessionToken,
    'undefined',
  ],
  'what counts with a popup only is not posted': [
    async (make) => {
      const options = { credentials: { apiKey: 'k' }, user_scope: ['a'], authorization_params: { prompt: 'consent' } };
      return (await requestOf(make, byToken, (client) => client.auth('a', options))).query.length;
    },
    3,
    1,
  ],
  'an integration id with a slash is one': [
    async (make) => (await popupUrlOf(make, byToken, (client) => client.auth('a/b'))).pathname,
    '/oauth/connect/a/b',
    '/oauth/connect/a%2Fb',
  ],
  'credentials without a value are missing': [
    (make) => {
      fakes.server = (request) => request.answer(200, { connectionId: 'c', providerConfigKey: 'a' });
      return End.of(() => make(byToken).auth('a', { credentials: { type: 'JWT' } }));
    },
    'resolved',
    'rejected missing_credentials',
  ],
  "the path of the host is the socket's as well": [
    async (make) => {
      await popupUrlOf(make, { ...byKey, host: `${host}/nango` }, (client) => client.auth('github'));
      return new URL(fakes.socket.url).pathname;
    },
    '/',
    '/nango/',
  ],
  'without token and key the promise rejects': [
    (make) => End.of(() => make({}).auth('github')),
    'threw missing_auth_token',
    'rejected missing_auth_token',
  ],
  'credentials that fit nothing have a type': [
    (make) => End.of(() => make(byToken).auth('github', { credentials: { color: 'red' } })),
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
    async (make) => {
      fakes.server = (request) => request.answer(200, { connectionId: 'c', providerConfigKey: 'a' });
      return 'isPending' in (await make(byToken).create('a'));
    },
    false,
    true,
  ],
  'an error has words': [
    async (make) => {
      fakes.server = (request) => request.answer(404, { error: { code: 'unknown_provider_config' } });
      const end = new End(make(byToken).create('a'));
      await settle();
      return end.error instanceof Error && end.error.message;
    },
    '',
    'The attempt ended with unknown_provider_config.',
  ],
  'HTML of a proxy is an error with a type': [
    (make) => {
      fakes.server = (request) => request.answer(502, '<h1>Bad gateway</h1>');
      return End.of(() => make(byToken).create('a'));
    },
    'rejected SyntaxError',
    'rejected invalid_response',
  ],
  'a closed popup is no blocked one': [
    async (make) => {
      const { end } = await begun(make);
      fakes.popup.leave();
      await fakes.pass(60_000);
      return end.reached;
    },
    'pending',
    'rejected window_closed',
  ],
  'a socket that cannot connect ends the attempt': [
    async (make) => {
      const { end } = await begun(make);
      for (let tries = 0; tries < 5; tries++) {
        fakes.socket.drop();
        await fakes.pass(1_000);
      }
      await fakes.pass(60_000);
      return end.reached;
    },
    'pending',
    'rejected network_error',
  ],
  'clear() settles what is pending': [
    async (make) => {
      const { client, end } = await atProvider(make);
      client.clear();
      await fakes.pass(60_000);
      return end.reached;
    },
    'pending',
    'rejected authorization_cancelled',
  ],
  'a second attempt leaves the first one alone': [
    async (make) => {
      const { client, end } = await atProvider(make);
      const first = fakes.socket;
      const second = new End(client.auth('github'));
      await settle();
      fakes.socket.ack();
      await fakes.pass(1_000);
      fakes.socket.success();
      await fakes.pass(1_000);
      expect(second.reached).to.equal('resolved');
      first.success();
      await settle();
      return end.reached;
    },
    'pending',
    'resolved',
  ],
  'an expired session ends the attempt': [
    async (make) => {
      fakes.server = (request) => request.answer(401, { error: { code: 'unknown_connect_session_token' } });
      const { end } = await atProvider(make, byToken);
      await fakes.pass(60_000);
      return end.reached;
    },
    'pending',
    'rejected session_token_error',
  ],
};

/** An attempt by popup whose socket has said nothing yet. */
async function begun(make: Make, settings: Settings = byKey) {
  const client = make({ host, ...settings });
  const end = new End(client.auth('github'));
  await settle();
  return { client, end };
}

/** One whose popup has reached the provider's page. */
async function atProvider(make: Make, settings?: Settings) {
  const attempt = await begun(make, settings);
  fakes.socket.ack();
  await fakes.pass(100);
  fakes.popup.load();
  await fakes.pass(900);
  return attempt;
}

describe('other than @nangohq/frontend', () => {
  usePackages();

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
      fakes.restore();
      fakes.install();
      expect(await see(packages.ours), 'ours').to.deep.equal(ours);
    });
  }
});
