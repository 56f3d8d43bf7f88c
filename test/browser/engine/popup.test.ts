import { expect } from '@open-wc/testing';
import { Nango } from '../../../src/engine/nango.js';
import { byClick, closePopups, refusal, until } from '../../browser-support/attempts.js';
import { expireSession, newSession, reconnectSession, sandboxInfo, setFault } from '../../browser-support/sandbox.js';
import type { SandboxInfo } from '../../browser-support/sandbox.js';

describe('connecting by a popup', () => {
  let sandbox: SandboxInfo;
  const withSession = async (body?: Record<string, unknown>) =>
    new Nango({ host: sandbox.url, connectSessionToken: await newSession(body) });

  before(async () => (sandbox = await sandboxInfo()));
  afterEach(closePopups);

  it('succeeds over OAuth 1', async () => {
    const nango = await withSession();
    const { attempt } = await byClick(() => nango.auth('mock-oauth1'));
    expect((await attempt).providerConfigKey).to.equal('mock-oauth1');
  });

  it('keeps every character of a connection id, with a public key', async () => {
    const nango = new Nango({ host: sandbox.url, publicKey: sandbox.publicKey });
    const connectionId = 'ada+tag@example.com & co #1?';
    const { attempt } = await byClick(() => nango.auth('mock-oauth2', connectionId));
    expect((await attempt).connectionId).to.equal(connectionId);
  });

  it('does not send a connection id beside a session token, which the server would refuse', async () => {
    const nango = await withSession();
    const { attempt } = await byClick(() => nango.auth('mock-oauth2', 'mine', { hmac: 'digest' }));
    expect((await attempt).connectionId).to.match(/^[\da-f-]{36}$/);
  });

  it('reconnects the connection that the session was made for', async () => {
    const nango = await withSession();
    const { connectionId } = await (await byClick(() => nango.auth('mock-oauth2'))).attempt;
    const again = new Nango({
      host: sandbox.url,
      connectSessionToken: await reconnectSession(connectionId, 'mock-oauth2'),
    });
    const { attempt } = await byClick(() => again.reconnect('mock-oauth2'));
    expect((await attempt).connectionId).to.equal(connectionId);
  });

  it('takes params to the provider', async () => {
    const nango = await withSession();
    const { attempt } = await byClick(() => nango.auth('mock-oauth2-config', { params: { subdomain: 'acme' } }));
    expect((await attempt).providerConfigKey).to.equal('mock-oauth2-config');
  });

  it("takes the page's own OAuth client and authorization parameters to the provider", async () => {
    const nango = await withSession();
    const { attempt } = await byClick(() =>
      nango.auth('mock-oauth2-auto-page', {
        credentials: { oauth_client_id_override: 'my client', oauth_client_secret_override: 's+e&c#r=et' },
        authorization_params: { delay: '1', login_hint: 'ada+1@example.com' },
      }),
    );
    expect((await attempt).providerConfigKey).to.equal('mock-oauth2-auto-page');
  });

  const refused = [
    ['the user denies', 'mock-oauth2-deny', 'callback_err', /denied/, 'cancelled'],
    ['the provider comes back without a code', 'mock-oauth2-nocode', 'callback_err', /code/],
    ['the provider refuses the code', 'mock-oauth2-badcode', 'unknown_err', /invalid_grant/],
    ['a param is missing', 'mock-oauth2-config', 'url_param_err', /./],
    ['the integration is unknown', 'no such/integration', 'provider_config_err', /./],
    ['the mode has no popup', 'mock-api-key', 'provider_config_err', /./],
    // Nobody but the callback page knows of these, and its word is no proof.
    ['the state is foreign', 'mock-oauth2-badstate', 'callback_err', /state/, 'unknown'],
    ['the state is missing', 'mock-oauth2-nostate', 'callback_err', /state/, 'unknown'],
  ] as const;
  for (const [when, integration, type, message, outcome = 'failed'] of refused) {
    it(`fails with ${type} when ${when}`, async () => {
      const nango = await withSession();
      const { attempt, popup } = await byClick(() => nango.auth(integration));
      const error = await refusal(attempt);
      expect(error).to.include({ type, outcome, retryable: outcome === 'cancelled' });
      expect(error.message).to.match(message);
      await until(() => popup?.closed ?? false);
    });
  }

  it("fails with connection_validation_failed when the page's own check turns the connection down", async () => {
    await setFault('mock-oauth2', 'validation-failed');
    const nango = await withSession();
    const { attempt } = await byClick(() => nango.auth('mock-oauth2'));
    const error = await refusal(attempt);
    await setFault('mock-oauth2', undefined);
    expect(error).to.include({ type: 'connection_validation_failed', outcome: 'failed' });
  });

  it('fails when the session does not allow the integration, which only the popup shows', async () => {
    const nango = await withSession({ end_user: { id: 'u' }, allowed_integrations: ['mock-api-key'] });
    const { attempt, popup } = await byClick(() => nango.auth('mock-oauth2'));
    expect(await refusal(attempt)).to.include({ type: 'integration_not_allowed', outcome: 'failed' });
    await until(() => popup?.closed ?? false);
  });

  it('fails when the new token is refused as well', async () => {
    const expired = await newSession();
    await expireSession(expired);
    let asked = 0;
    const connectSessionToken = () => {
      asked++;
      return Promise.resolve(expired);
    };
    const { attempt } = await byClick(() => new Nango({ host: sandbox.url, connectSessionToken }).auth('mock-oauth2'));
    expect((await refusal(attempt)).type).to.equal('session_token_error');
    expect(asked).to.equal(2);
  });

  it('fails when the token function does, and closes the popup', async () => {
    const cause = new Error('backend down');
    const nango = new Nango({ host: sandbox.url, connectSessionToken: () => Promise.reject(cause) });
    const { attempt, popup } = await byClick(() => nango.auth('mock-oauth2'));
    expect(await refusal(attempt)).to.include({ type: 'session_token_error', outcome: 'failed', cause });
    expect(popup?.closed).to.equal(true);
  });

  it('lets two popups each come to their own end', async () => {
    const nango = await withSession();
    const slow = await byClick(() => nango.auth('mock-oauth2-auto-page', { authorization_params: { delay: '4000' } }));
    const denied = await byClick(() => nango.auth('mock-oauth2-deny'));
    expect((await refusal(denied.attempt)).type).to.equal('callback_err');
    await until(() => denied.popup?.closed ?? false);
    expect(slow.popup?.closed).to.equal(false);
    expect((await slow.attempt).providerConfigKey).to.equal('mock-oauth2-auto-page');
  });
});
