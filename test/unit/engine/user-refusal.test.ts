import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { isRefusalByUser } from '../../../src/engine/user-refusal.js';

/** What the server says where a provider sent `error=…` back. */
const said = (error: string, more = '') => `The provider sent no code. error: ${error}${more}`;

describe('The user’s No', () => {
  const refusals: Record<string, string> = {
    'RFC 6749': said('access_denied'),
    'RFC 6749, with a description': said('access_denied', '; error_description: The resource owner denied the request'),
    'LinkedIn, at the login': said('user_cancelled_login', '; error_description: The user cancelled LinkedIn login'),
    'LinkedIn, at the consent': said('user_cancelled_authorize'),
    Facebook: said('access_denied', '; error_description: Permissions error; error_reason: user_denied'),
    'Facebook, by the reason alone': 'No code. error_reason: user_denied',
    Microsoft: said('access_denied', '; error_description: AADSTS65004: User declined to consent to access the app.'),
    WeChat: said('authdeny'),
    Apple: said('user_cancelled_authorize'),
    'a consent that was declined': said('consent_declined'),
    'a single word': said('cancelled'),
    'American spelling': said('user_canceled'),
    'a request that the user ended': said('request_cancelled_by_user'),
    'a user who rejected it': said('user_rejected_request'),
    'a code in words': said('Access denied'),
    'a code in capitals': said('ACCESS_DENIED'),
    'a code in one word': said('AccessDenied'),
    'a sentence with nothing else': 'Access denied',
    'a sentence that names the user last': 'Denied by the user',
    'a request that was cancelled': said('server_error', '; error_description: The request was cancelled by the user'),
    'two words': 'Cancelled by user',
    'the owner': said('server_error', '; error_description: authorization was denied by the resource owner'),
    'what was not given': said('not_authorized_by_user'),
    'what the user did not do': said('server_error', '; error_description: The end-user did not grant access.'),
    'the sentence of RFC 6749': 'The resource owner or authorization server denied the request.',
    'OAuth 1, in a query': 'denied=abc123',
    'OAuth 1, in JSON': '{"denied":"abc"}',
    'what the user didn’t do': said('server_error', '; error_description: The user didn’t allow it'),
    'a login that was left': said('login_canceled'),
    'a word with dashes': said('access-denied'),
    'the bare code': 'access_denied',
    'a sentence': 'The user denied the request',
    'a sentence after another code': said('server_error', '; error_description: User cancelled the dialog'),
    'JSON of it': '{"error":"access_denied"}',
    'an assignment': 'error=access_denied&state=1',
    'a sign-in that was canceled': said('authentication_cancelled'),
    'a user who did not authorize': said('access_denied', '; error_description: User did not authorize the request'),
    'an address of the provider’s that says nothing': said(
      'access_denied',
      '; error_uri: https://docs.example.test/policy/verified',
    ),
    'a server whose own words are no sign': 'It did not get a code. error: access_denied',
    Amazon: said('access_denied', '; error_description: Access not permitted.'),
    'a word between': said('cancelled_on_user'),
    Dropbox: said('access_denied', '; error_description: The user chose not to give your app access to their account.'),
    Xero: said('access_denied', '; error_description: TenantConsent status DENIED'),
    'Azure B2C': said(
      'access_denied',
      '; error_description: AADB2C90091: The user has cancelled entering information.',
    ),
    Naver: said('access_denied', '; error_description: Canceled By User'),
    Zendesk: said('access_denied', '; error_description: The end-user or authorization server denied the request.'),
    'a request that was denied, no more': said('access_denied', '; error_description: The request was denied.'),
    'an authorization request': said('access_denied', '; error_description: The authorization request was cancelled'),
    'a code after the usual one': said(
      'access_denied',
      '; error_description: Permissions error; error_code: 200; error_reason: user_denied',
    ),
    'a user who denied an administrator’s page': said(
      'access_denied',
      '; error_description: The user has denied your application access to the Admin API',
    ),
  };
  for (const [name, message] of Object.entries(refusals))
    it(`is heard from ${name}`, () => expect(isRefusalByUser(message)).to.equal(true));

  const others: Record<string, string | undefined> = {
    nothing: undefined,
    'an empty text': '',
    'no code alone': 'The provider sent no code',
    'a scope that is not known': said('invalid_scope', '; error_description: access to x is not allowed'),
    'a client that is refused': said('unauthorized_client', '; error_description: The client was denied'),
    'a server that fails': said('server_error'),
    'a login that is asked for': said('login_required'),
    'a consent that is asked for': said('consent_required'),
    'a request that is refused': said('request_denied'),
    'a request that broke off': said('request_aborted'),
    'a request that was rejected': said('request_rejected'),
    'a server that refuses': said('auth_rejected'),
    'a server that refuses OAuth': said('oauth_rejected'),
    'a rejection by nobody': said('rejected'),
    'a break by nobody': said('aborted'),
    'a client that has no access': said('invalid_client', '; error_description: Access denied to client 12'),
    'a user who has no access': said('server_error', '; error_description: The user was not found'),
    'a user who is not authorized': said('server_error', '; error_description: user not authorized for this app'),
    'a user who was refused': said('server_error', '; error_description: The user was denied access'),
    'an administrator': said('server_error', '; error_description: Access was denied by an administrator'),
    'an administrator, by the usual code': said(
      'access_denied',
      '; error_description: Access was denied by your administrator',
    ),
    'a policy, by the usual code': said(
      'access_denied',
      '; error_description: Blocked by a Conditional Access policy.',
    ),
    'a grant that an administrator must give': said(
      'access_denied',
      '; error_description: AADSTS90094: The grant requires administrator permission.',
    ),
    'an organization': said('access_denied', '; error_description: Your organization has not enabled this app'),
    'an app that was not assigned': said(
      'access_denied',
      '; error_description: User is not assigned to the client application.',
    ),
    'a user who may not': said(
      'access_denied',
      '; error_description: The user is not authorized to access this application',
    ),
    'an address that is not verified': said(
      'access_denied',
      '; error_description: Please verify your email before logging in.',
    ),
    'an app in development': said('access_denied', '; error_description: The app is in development mode'),
    'an app that was not registered': said(
      'access_denied',
      '; error_description: User not registered in the Developer Dashboard',
    ),
    'a user who was suspended': said('access_denied', '; error_description: This account has been suspended'),
    'a missing license': said('access_denied', '; error_description: No license for this product'),
    'what the account may not': said('access_denied', '; error_description: You do not have permission to do this'),
    'a scope that is not given to all': said('access_denied', '; error_description: The scope is not permitted'),
    'a place where it is not to be had': said('access_denied', '; error_description: Region not supported'),
    'a locked account': said('access_denied', '; error_description: Account locked'),
    'a restricted app': said('access_denied', '; error_description: This app is restricted to workspace members'),
    'a session that is over': said('access_denied', '; error_description: Login session expired'),
    'a user nobody knows': said('access_denied', '; error_description: user not found'),
    'a scope that is wrong': said('access_denied', '; error_description: invalid scope'),
    'too many tries': said('access_denied', '; error_description: Too many login attempts'),
    'a limit': said('access_denied', '; error_description: rate limited'),
    'who alone may': said('access_denied', '; error_description: Only workspace owners can install apps'),
    'what has to be': said('access_denied', '; error_description: You must be an account owner'),
    'an app that is tested': said('access_denied', '; error_description: The app is in testing'),
    'what is forbidden': said('access_denied', '; error_description: forbidden'),
    'no access': said('access_denied', '; error_description: No access to this resource'),
    'an account that was taken away': said('access_denied', '; error_description: This account has been deactivated'),
    'a trial that is over': said('access_denied', '; error_description: Trial ended'),
    'a door that is closed': said('access_denied', '; error_description: Sign-ups are closed'),
    'a machine that decides': said('access_denied', '; error_description: denied by rule engine'),
    'a user whom a machine refused': said('access_denied', '; error_description: User denied by rule engine'),
    'an account under review': said('access_denied', '; error_description: Account under review'),
    'a plan that was cancelled': said('access_denied', '; error_description: Your subscription has been canceled'),
    'a card that was declined': said('access_denied', '; error_description: Card declined'),
    'a request that was denied for a reason': said(
      'access_denied',
      '; error_description: The request was denied because of unusual activity',
    ),
    'a denial with a reason after a comma': said('access_denied', '; error_description: Access denied, account closed'),
    'an app that was rejected': said(
      'access_denied',
      '; error_description: Application has been rejected by the review team',
    ),
    'a tenant that does not match': said('access_denied', '; error_description: Tenant mismatch'),
    'a login that broke off': said('access_denied', '; error_description: Login failed'),
    'privileges that are missing': said('access_denied', '; error_description: Insufficient privileges'),
    'a device that is not good enough': said('access_denied', '; error_description: Device is not compliant'),
    'a code for administrators': said('access_denied', '; error_subtype: admin_policy_enforced'),
    'a state that is wrong': 'Invalid state: rejected by the server',
    'a token that is refused': said('invalid_grant', '; error_description: Token request denied'),
  };
  for (const [name, message] of Object.entries(others))
    it(`is not heard from ${name}`, () => expect(isRefusalByUser(message)).to.equal(false));

  it('is looked for in any text without going through all the ways to take it apart', () => {
    for (const word of ['authauthority ', 'auth', 'oauthauth ', 'userauth ', 'accessauth was '])
      // Without an end, this test would not end either.
      expect(
        runInNewContext(
          'hear(text)',
          { hear: isRefusalByUser, text: `${word.repeat(200)}denied 1 x` },
          { timeout: 5_000 },
        ),
      ).to.equal(false);
  });
});
