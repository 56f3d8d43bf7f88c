/** Each ending of which the bench makes many: what is said of it, and the error's `type`, or success. */
export const endings = {
  'a success in the popup': 'success',
  'a success by a POST': 'success',
  'a refused POST': 'connection_test_failed',
  'the user declines': 'callback_err',
  'the user closes the popup': 'window_closed',
  'the page cancels': 'authorization_cancelled',
  'the time is up': 'connection_timeout',
  'the browser blocks the popup': 'blocked_by_browser',
  'there is no session token': 'session_token_error',
  'the server is out of reach': 'network_error',
  'the socket is lost': 'connection_lost',
} as const;

export type Ending = keyof typeof endings;
