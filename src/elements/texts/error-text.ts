import { AuthError } from '../../engine/errors.js';
import { property } from '../../engine/property.js';
import type { Translate } from './messages.js';
import { popupRestriction } from '../dom/popup-support.js';

/** Types that have the same text. */
const same = new Map([
  ['unknown_connect_session_token', 'session_token_error'],
  ['missing_connect_session_token', 'session_token_error'],
  ['unknown_provider_config', 'integration_not_allowed'],
  ['missing_hmac', 'invalid_hmac'],
]);

/** Browsers' and axios' messages for a request without a response. */
const noAnswer = /^((failed to fetch|load failed|network request failed)( \(|$)|network ?error)/i;

/**
 * Why there is no session token: the session has ended, the network is down, or the page's backend fails. HTTP libraries
 * throw an error with the response's status, or the response; a status of 0 means that there was none.
 */
function sessionReason({ status, cause }: AuthError): string {
  try {
    if (cause instanceof AuthError && /^(network_error|connection_timeout)$/.test(cause.type)) return cause.type;
    const thrown = property(cause, 'status') ?? property(property(cause, 'response'), 'status');
    if (thrown === 0 || noAnswer.test(String(property(cause, 'message')))) return 'network_error';
    // 0 is a redirect, as to a framework's login page. 419 and 440 aren't standard, but mean an expired session.
    return /^(0|401|403|419|440)$/.test(String(status ?? thrown)) ? 'session_token_error' : 'site';
  } catch {
    // Nothing can be read from it, as from a revoked Proxy.
    return 'site';
  }
}

function reasonOf(error: AuthError): string {
  if (error.type === 'blocked_by_browser') return popupRestriction() ?? error.type;
  if (error.type === 'session_token_error') return sessionReason(error);
  return same.get(error.type) ?? error.type;
}

/** Describes a failure in the user's language, by its type and cause, otherwise by its outcome. */
export function explain(text: Translate, error: AuthError): string {
  return text(`error_${reasonOf(error)}`) ?? text(`error_${error.outcome}`);
}
