import { AuthError } from '../../../src/engine/nango.js';
import type { AuthMode, AuthOptions, Credentials } from '../../../src/engine/nango.js';
import { choosePost } from '../../../src/engine/route.js';
import { describe, expect, it } from 'vitest';

/** The endpoint and the body, `popup`, or the type of the error. */
function route(options: AuthOptions): unknown {
  try {
    const post = choosePost(options);
    return post ? [post.path, post.body] : 'popup';
  } catch (error) {
    return error instanceof AuthError ? error.type : error;
  }
}

const jwt = { privateKeyId: 'key', issuerId: 'issuer', privateKey: { id: 'id', secret: 's' } };
const clientCredentials = { client_id: 'id', client_secret: 's' };
const certificate = { client_id: 'id', client_certificate: 'pem', client_private_key: 'key' };
const overrides = { oauth_client_id_override: 'id', oauth_client_secret_override: 's' };
const tba = { token_id: 'id', token_secret: 's' };
const bill = { username: 'u', password: 'p', organization_id: 'o', dev_key: 'd' };
const basic = { username: 'u', password: 'p' };
const aws = { role_arn: 'arn:aws:iam::1:role/r', region: 'eu-west-1' };

describe('With the mode given', () => {
  const posts: [AuthMode, Credentials, string, unknown][] = [
    ['OAUTH2_CC', clientCredentials, 'oauth2/auth', clientCredentials],
    ['OAUTH2_CC', certificate, 'oauth2/auth', certificate],
    [
      'OAUTH2_CC',
      { client_id: 'id', client_private_key: 'jwk' },
      'oauth2/auth',
      { client_id: 'id', client_private_key: 'jwk' },
    ],
    ['BASIC', basic, 'api-auth/basic', basic],
    ['BASIC', { username: 'u' }, 'api-auth/basic', { username: 'u', password: '' }],
    ['BASIC', { password: 'p' }, 'api-auth/basic', { username: '', password: 'p' }],
    ['BASIC', { username: 'u', password: undefined }, 'api-auth/basic', { username: 'u', password: '' }],
    ['BASIC', { username: 'u', password: null }, 'api-auth/basic', { username: 'u', password: '' }],
    ['BASIC', {}, 'api-auth/basic', { username: '', password: '' }],
    ['API_KEY', { apiKey: 'k' }, 'api-auth/api-key', { apiKey: 'k' }],
    ['TBA', tba, 'auth/tba', tba],
    ['TBA', { ...tba, ...overrides }, 'auth/tba', { ...tba, ...overrides }],
    ['JWT', jwt, 'auth/jwt', { ...jwt, type: 'JWT' }],
    ['JWT', { apiKey: 'k', username: 'u' }, 'auth/jwt', { apiKey: 'k', username: 'u', type: 'JWT' }],
    ['BILL', bill, 'auth/bill', bill],
    ['TWO_STEP', { apiKey: 'k' }, 'auth/two-step', { apiKey: 'k', type: 'TWO_STEP' }],
    ['TWO_STEP', clientCredentials, 'auth/two-step', { ...clientCredentials, type: 'TWO_STEP' }],
    ['TWO_STEP', { privateKey: 'k' }, 'auth/two-step', { privateKey: 'k', type: 'TWO_STEP' }],
    ['SIGNATURE', basic, 'auth/signature', { ...basic, type: 'SIGNATURE' }],
    ['AWS_SIGV4', aws, 'auth/aws-sigv4', aws],
    ['AWS_SIGV4', { role_arn: 'arn', region: '' }, 'auth/aws-sigv4', { role_arn: 'arn' }],
  ];
  for (const [authMode, credentials, path, body] of posts) {
    it(`${authMode} posts ${Object.keys(credentials).join(' and ') || 'nothing'} to /${path}`, () => {
      expect(route({ authMode, credentials })).to.deep.equal([path, body]);
    });

    it(`${authMode} posts ${Object.keys(credentials).join(' and ') || 'nothing'} whatever type the credentials name`, () => {
      expect(route({ authMode, credentials: { ...credentials, type: authMode } })).to.deep.equal([path, body]);
      expect(route({ authMode, credentials: { ...credentials, type: 'API_KEY' } })).to.deep.equal([path, body]);
    });
  }

  const strict: AuthMode[] = ['OAUTH2_CC', 'BASIC', 'API_KEY', 'TBA', 'BILL', 'SIGNATURE', 'AWS_SIGV4'];
  for (const authMode of strict) {
    it(`${authMode} leaves out what its endpoint doesn’t take`, () => {
      const [, credentials = {}, path, body] = posts.find(([mode]) => mode === authMode) ?? [];
      expect(
        route({ authMode, credentials: { ...credentials, more: 'x' }, assertionOption: { more: 'x' } }),
      ).to.deep.equal([path, body]);
    });
  }

  it('NONE posts nothing', () => {
    expect(route({ authMode: 'NONE' })).to.deep.equal(['auth/unauthenticated', undefined]);
    expect(route({ authMode: 'NONE', credentials: { apiKey: 'k' } })).to.deep.equal([
      'auth/unauthenticated',
      undefined,
    ]);
  });

  it('TWO_STEP posts the fields of an assertion, where there are some', () => {
    const credentials = { apiKey: 'k' };
    const body = { ...credentials, type: 'TWO_STEP' };
    const assertionOption = { userName: 'u' };
    expect(route({ authMode: 'TWO_STEP', credentials, assertionOption })).to.deep.equal([
      'auth/two-step',
      { ...body, assertionOption },
    ]);
    expect(route({ authMode: 'TWO_STEP', credentials, assertionOption: {} })).to.deep.equal(['auth/two-step', body]);
  });

  const popups: AuthMode[] = [
    'OAUTH2',
    'OAUTH1',
    'CUSTOM',
    'APP',
    'MCP_OAUTH2',
    'MCP_OAUTH2_GENERIC',
    'INSTALL_PLUGIN',
  ];
  for (const authMode of popups) {
    it(`${authMode} opens the popup`, () => {
      expect(route({ authMode })).to.equal('popup');
      expect(route({ authMode, credentials: {} })).to.equal('popup');
      expect(route({ authMode, credentials: overrides })).to.equal('popup');
      expect(route({ authMode, credentials: { oauth_client_id_override: 'id' } })).to.equal('popup');
    });

    it(`${authMode} takes no credentials but a client: the popup could not carry them`, () => {
      expect(route({ authMode, credentials: { apiKey: 'k' } })).to.equal('missing_credentials');
      expect(route({ authMode, credentials: { ...overrides, apiKey: 'k' } })).to.equal('missing_credentials');
    });
  }

  it('an installation from outside posts nothing', () => {
    expect(route({ authMode: 'OAUTH2', installation: 'outbound' })).to.deep.equal(['auth/oauth-outbound', undefined]);
    expect(route({ authMode: 'OAUTH2', installation: 'outbound', credentials: {} })).to.deep.equal([
      'auth/oauth-outbound',
      undefined,
    ]);
  });

  for (const authMode of [...strict, 'JWT', 'TWO_STEP'] as const) {
    it(`${authMode} needs credentials`, () => {
      expect(route({ authMode })).to.equal('missing_credentials');
      if (authMode !== 'BASIC') expect(route({ authMode, credentials: {} })).to.equal('missing_credentials');
    });
  }
});

describe('Without the mode', () => {
  it('credentials that have no value are missing: nothing opens', () => {
    for (const apiKey of [undefined, null]) expect(route({ credentials: { apiKey } })).to.equal('missing_credentials');
  });

  const shapes: [string, Credentials, string, unknown][] = [
    ['a type of SIGNATURE', { type: 'SIGNATURE', ...basic }, 'auth/signature', { ...basic, type: 'SIGNATURE' }],
    ['a type of AWS_SIGV4', { type: 'AWS_SIGV4', ...aws }, 'auth/aws-sigv4', aws],
    [
      'a type of AWS_SIGV4 with an empty region',
      { type: 'AWS_SIGV4', role_arn: 'a', region: '' },
      'auth/aws-sigv4',
      { role_arn: 'a' },
    ],
    ['a privateKey', jwt, 'auth/jwt', { ...jwt, type: 'JWT' }],
    ['a type of JWT', { type: 'JWT', apiKey: 'k' }, 'auth/jwt', { type: 'JWT', apiKey: 'k' }],
    ['a client’s id and secret', clientCredentials, 'oauth2/auth', clientCredentials],
    ['a client’s id and key', certificate, 'oauth2/auth', certificate],
    ['a client and more', { ...clientCredentials, more: 'x' }, 'oauth2/auth', clientCredentials],
    ['a token', tba, 'auth/tba', tba],
    ['a token and overrides', { ...overrides, ...tba }, 'auth/tba', { ...overrides, ...tba }],
    ['a developer key', bill, 'auth/bill', bill],
    [
      'a type of TWO_STEP',
      { type: 'TWO_STEP', ...clientCredentials },
      'auth/two-step',
      { type: 'TWO_STEP', ...clientCredentials },
    ],
    [
      'a type of TWO_STEP and a privateKey',
      { type: 'TWO_STEP', privateKey: 'k' },
      'auth/two-step',
      { type: 'TWO_STEP', privateKey: 'k' },
    ],
    ['an apiKey', { apiKey: 'k' }, 'api-auth/api-key', { apiKey: 'k' }],
    ['an apiKey and its type', { apiKey: 'k', type: 'API_KEY' }, 'api-auth/api-key', { apiKey: 'k' }],
    ['a name and a password', basic, 'api-auth/basic', basic],
    ['a password', { password: 'p' }, 'api-auth/basic', { username: '', password: 'p' }],
    ['a name', { username: 'u' }, 'api-auth/basic', { username: 'u', password: '' }],
    ['a type that is no mode', { type: 'production', apiKey: 'k' }, 'api-auth/api-key', { apiKey: 'k' }],
  ];
  for (const [name, credentials, path, body] of shapes) {
    it(`${name} goes to /${path}`, () => expect(route({ credentials })).to.deep.equal([path, body]));
  }

  for (const [name, options] of [
    ['nothing', {}],
    ['no credentials', { credentials: undefined }],
    ['empty credentials', { credentials: {} }],
    ['an own OAuth client', { credentials: overrides }],
    ['an own refresh token', { credentials: { ...overrides, oauth_refresh_token_override: 't' } }],
    ['half an own OAuth client', { credentials: { oauth_client_id_override: 'id' } }],
    ['an own OAuth client and its type', { credentials: { ...overrides, type: 'OAUTH2' } }],
  ] satisfies [string, AuthOptions][]) {
    it(`${name} opens the popup`, () => expect(route(options)).to.equal('popup'));
  }

  it('an installation from outside wants to be meant', () => {
    expect(route({ installation: 'outbound' })).to.equal('missing_credentials');
    expect(route({ installation: 'outbound', credentials: {} })).to.deep.equal(['auth/oauth-outbound', undefined]);
  });

  for (const credentials of [{ secret: 'x' }, { more: 'x', ...overrides }]) {
    it(`${Object.keys(credentials).join(' and ')} fit nothing`, () => {
      expect(route({ credentials })).to.equal('missing_credentials');
    });
  }
});
