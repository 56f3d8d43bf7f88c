/** Why a page's request is refused. The page sees all of it. */
type RefusalCode =
  | 'unknown_path'
  | 'method_not_allowed'
  | 'foreign_origin'
  | 'not_json'
  | 'body_too_large'
  | 'body_incomplete'
  | 'not_signed_in'
  | 'invalid_body'
  | 'integration_not_allowed'
  | 'unknown_integration'
  | 'unknown_connection';

const refusals = {
  unknown_path: [404, 'The path must end in /session, /confirm, /status or /disconnect.'],
  method_not_allowed: [405, 'Send a POST.'],
  foreign_origin: [403, "The page is not this server's. Behind a proxy that changes the host, set `origins`."],
  not_json: [415, 'Send a body with content-type: application/json.'],
  body_too_large: [413, 'The body is too large.'],
  body_incomplete: [408, 'The body did not arrive.'],
  not_signed_in: [401, 'Nobody is signed in.'],
  invalid_body: [400, 'The body is not the JSON that this path takes.'],
  integration_not_allowed: [403, 'The user may not connect this.'],
  unknown_integration: [400, 'Nango has no integration of this id in this environment.'],
  unknown_connection: [404, 'The user has no such connection.'],
} as const satisfies Record<RefusalCode, readonly [number, string]>;

/** A refused request. The mistake is the page's own, so it isn't reported to `onError`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly status: number;

  constructor(code: RefusalCode) {
    const [status, message] = refusals[code];
    super(message);
    this.code = code;
    this.status = status;
  }
}
