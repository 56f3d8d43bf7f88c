/** An ending of which the bench makes many: how it is reported, and how many. */
interface Row {
  readonly ends: string;
  readonly times: number;
}

/** A browser takes about 150 ms to open and close a popup. */
const few = 200;
const many = 1000;

/** Each ending, in words. */
export const endings = {
  'a success in the popup': { ends: 'success', times: many },
  'a success by a POST': { ends: 'success', times: many },
  'a refused POST': { ends: 'connection_test_failed', times: many },
  'the user declines': { ends: 'callback_err', times: few },
  'the user closes the popup': { ends: 'window_closed', times: few },
  'the page cancels': { ends: 'authorization_cancelled', times: few },
  'the time is up': { ends: 'connection_timeout', times: few },
  'the browser blocks the popup': { ends: 'blocked_by_browser', times: many },
  'there is no session token': { ends: 'session_token_error', times: few },
  'the server is out of reach': { ends: 'network_error', times: many },
  'the socket is lost': { ends: 'connection_lost', times: few },
} as const satisfies Readonly<Record<string, Row>>;

export type Ending = keyof typeof endings;
