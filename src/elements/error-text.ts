import { AuthError } from '../engine/errors.js';
import type { Translate } from './messages.js';
import { popupRestriction } from './popup-support.js';

/** Types that have the same text. */
const same = new Map([
  ['unknown_connect_session_token', 'session_token_error'],
  ['missing_connect_session_token', 'session_token_error'],
  ['unknown_provider_config', 'integration_not_allowed'],
  ['missing_hmac', 'invalid_hmac'],
]);

/** Browsers' messages for a request without a response. */
const noAnswer = /failed to fetch|networkerror|load failed|network request failed/i;

/** Why there is no session token: the session has ended, the network is down, or the page's backend fails. */
function sessionReason({ status, cause }: AuthError): string {
  if (cause instanceof AuthError && /^(network_error|connection_timeout)$/.test(cause.type)) return cause.type;
  if (cause instanceof TypeError && noAnswer.test(cause.message)) return 'network_error';
  // 0 is a redirect, as to a framework's login page. 419 and 440 aren't standard, but mean an expired session.
  return status !== undefined && [0, 401, 403, 419, 440].includes(status) ? 'session_token_error' : 'site';
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
