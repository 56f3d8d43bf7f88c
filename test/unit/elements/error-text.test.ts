import { describe, expect, it } from 'vitest';
import { AuthError } from '../../../src/engine/errors.js';
import en, { type MessageKey } from '../../../src/elements/texts/english.js';
import { explain } from '../../../src/elements/texts/error-text.js';
import { isKey } from '../../../src/elements/texts/messages.js';

function text(key: MessageKey): string;
function text(key: string): string | undefined;
function text(key: string): string | undefined {
  return isKey(key) ? en[key] : undefined;
}
const ofSession = (details: ConstructorParameters<typeof AuthError>[1]) =>
  explain(text, new AuthError('session_token_error', details));

const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

describe('What a user reads of a session without a token', () => {
  const site = en.error_site;
  const cases: Record<string, [ConstructorParameters<typeof AuthError>[1], string]> = {
    'no answer of session-url': [{ cause: new AuthError('network_error') }, en.error_network_error],
    'no answer to the page’s function, in Chromium': [
      { cause: new TypeError('Failed to fetch') },
      en.error_network_error,
    ],
    'the same in Firefox': [
      { cause: new TypeError('NetworkError when attempting to fetch resource.') },
      en.error_network_error,
    ],
    'the same in Safari': [{ cause: new TypeError('Load failed') }, en.error_network_error],
    'no answer, as axios says it': [{ cause: new Error('Network Error') }, en.error_network_error],
    'no answer, as Angular and jQuery say it': [{ cause: { status: 0 } }, en.error_network_error],
    '401, as Angular and jQuery throw it': [{ cause: { status: 401 } }, en.error_session_token_error],
    '403, as ky and axios throw it': [
      { cause: Object.assign(new Error('Request failed'), { response: { status: 403 } }) },
      en.error_session_token_error,
    ],
    '401 as a Response': [{ cause: new Response(null, { status: 401 }) }, en.error_session_token_error],
    '500 as a Response': [{ cause: new Response(null, { status: 500 }) }, site],
    'a status that is none': [{ cause: { status: 'open', response: { status: null } } }, site],
    'something that can’t be looked at': [{ cause: revoked }, site],
    'nothing for 30 s': [{ cause: new AuthError('connection_timeout') }, en.error_connection_timeout],
    '401': [{ status: 401 }, en.error_session_token_error],
    '403': [{ status: 403 }, en.error_session_token_error],
    '419, as Laravel says it': [{ status: 419 }, en.error_session_token_error],
    '440, as Microsoft’s servers say it': [{ status: 440 }, en.error_session_token_error],
    'a redirect, as to a login page: a browser says no more of it than 0': [
      { status: 0 },
      en.error_session_token_error,
    ],
    'nothing that is known': [{}, site],
    '404': [{ status: 404 }, site],
    '500': [{ status: 500 }, site],
    'no JSON': [{ status: 200, cause: new SyntaxError('Unexpected token') }, site],
    'a bug in the page’s function': [{ cause: new TypeError('x is undefined') }, site],
  };
  for (const [name, [details, expected]] of Object.entries(cases))
    it(`after ${name}`, () => expect(ofSession(details)).to.equal(expected));

  it('is of the integration, the digest, or the outcome otherwise', () => {
    const said = ['missing_hmac', 'invalid_hmac', 'unknown_provider_config', 'no_such_code', '__proto__'].map((type) =>
      explain(text, new AuthError(type)),
    );
    expect(said).to.deep.equal([
      en.error_invalid_hmac,
      en.error_invalid_hmac,
      en.error_integration_not_allowed,
      en.error_failed,
      en.error_failed,
    ]);
  });
});
