import { property } from './property.js';

/**
 * How an attempt ended without success.
 * `cancelled`: the user or the page ended it. `failed`: nothing was created. `unknown`: the connection may exist.
 */
export type AuthOutcome = 'cancelled' | 'failed' | 'unknown';

/** What a code implies. */
interface ErrorRow {
  /** Default `failed`. */
  outcome?: AuthOutcome;
  /** Whether the same attempt may succeed next time. Default: true if it was canceled. */
  retryable?: boolean;
  /** What to do about it. */
  hint?: string;
}

/** The codes that this package raises itself. */
const ownErrors = {
  /** Neither a session token nor a public key was given. */
  missing_auth_token: { hint: 'Pass a connectSessionToken or a publicKey.' },
  /** `reconnect()` needs a session token. */
  missing_connect_session_token: { hint: 'Pass a connectSessionToken.' },
  /** The credentials are missing or match no auth mode. */
  missing_credentials: { hint: 'Pass the credentials of an auth mode.' },
  /** `host` or `websocketsPath` is not a usable URL. */
  invalid_host_url: {},
  /** The browser blocked the popup. */
  blocked_by_browser: { retryable: true, hint: 'Open it in a click handler, or allow popups.' },
  /** The user closed the popup. */
  window_closed: { outcome: 'cancelled' },
  /** The user or the page ended the attempt. */
  authorization_cancelled: { outcome: 'cancelled' },
  /** A newer attempt replaced this one. */
  superseded: { outcome: 'cancelled' },
  /** No usable session token: the page's function failed, or the server refused the token. */
  session_token_error: { retryable: true, hint: 'Check what your backend returns.' },
  /** Something took too long. */
  connection_timeout: { outcome: 'unknown', retryable: true },
  /** Every channel for the result is lost. */
  connection_lost: { outcome: 'unknown', retryable: true },
  /** The server can't be reached. */
  network_error: { retryable: true, hint: 'Check host, network, proxies, CORS and CSP.' },
  /** The server's response can't be read. */
  invalid_response: { hint: 'Check host and proxies.' },
  /** Anything else, such as an option that can't be sent. */
  unknown_error: {},
} as const satisfies Record<string, ErrorRow>;

/** The server's codes that are retryable. */
const serverErrors = {
  /** The token is unknown or has expired. */
  unknown_connect_session_token: { retryable: true },
  /** The rate limit. */
  too_many_request: { retryable: true },
} as const satisfies Record<string, ErrorRow>;

const errors = new Map<string, ErrorRow>(Object.entries({ ...ownErrors, ...serverErrors }));

/** The codes that this package raises itself. */
export type OwnErrorType = keyof typeof ownErrors;

/** The codes of a Nango server, over HTTP (docs/protocol.md §2.4) and over the socket (§3.5). */
export type ServerErrorType =
  | keyof typeof serverErrors
  | 'account_or_environment_retrieval_err'
  | 'auth_mode_err'
  | 'aws_sigv4_sts_request_failed'
  | 'callback_err'
  | 'client_credentials_fetch_error'
  | 'connection_not_found'
  | 'connection_test_failed'
  | 'connection_validation_failed'
  | 'deprecated_authentication'
  | 'failed_to_generate'
  | 'failed_to_generate_assertion'
  | 'failed_to_generate_jwt_assertion'
  | 'failed_to_sign'
  | 'generic_error_support'
  | 'github_app_token_fetch_error'
  | 'grant_type_err'
  | 'integration_not_allowed'
  | 'invalid_auth_mode'
  | 'invalid_aws_sigv4_config'
  | 'invalid_body'
  | 'invalid_connect_session_token_format'
  | 'invalid_connection'
  | 'invalid_content_type'
  | 'invalid_credentials'
  | 'invalid_hmac'
  | 'invalid_json'
  | 'invalid_private_key_format'
  | 'invalid_public_key'
  | 'invalid_query_params'
  | 'invalid_two_step_credentials'
  | 'invalid_uri_params'
  | 'malformed_auth_header'
  | 'missing_assertion_config'
  | 'missing_auth_header'
  | 'missing_aws_sigv4_builtin_credentials'
  | 'missing_aws_sigv4_config'
  | 'missing_aws_sigv4_region'
  | 'missing_aws_sigv4_service'
  | 'missing_aws_sigv4_sts_endpoint'
  | 'missing_client_id'
  | 'missing_client_secret'
  | 'missing_connection_id'
  | 'missing_hmac'
  | 'missing_private_key'
  | 'missing_public_key'
  | 'missing_signature_type'
  | 'missing_token_body'
  | 'missing_token_url'
  | 'no_provider_config_key'
  | 'not_found'
  | 'provider_config_err'
  | 'refresh_token_external_error'
  | 'resource_capped'
  | 'server_error'
  | 'state_cookie_err'
  | 'state_err'
  | 'token_err'
  | 'two_step_credentials_fetch_error'
  | 'unhandled_plan_not_found'
  | 'unknown_account'
  | 'unknown_config_key'
  | 'unknown_err'
  | 'unknown_provider_config'
  | 'unknown_provider_template'
  | 'url_param_err';

/** The type of an `AuthError`. Server codes that aren't listed are passed through. */
export type AuthErrorType = OwnErrorType | ServerErrorType | (string & Record<never, never>);

/** One validation error of the server. @see docs/protocol.md §2.5, shape B */
export interface AuthIssue {
  /** The server's code, such as `too_small`. */
  code: string;
  /** The server's text. */
  message: string;
  /** The path of the field, such as `['apiKey']`. */
  path: string[];
}

/** The details of an `AuthError`. */
export interface AuthErrorDetails {
  /** Default: a sentence that names the type and, if there is one, the fix. */
  message?: string | undefined;
  /** Default: what the type implies. */
  outcome?: AuthOutcome | undefined;
  /** Default: what the type implies. */
  retryable?: boolean | undefined;
  /** Status of the HTTP response. */
  status?: number | undefined;
  /** The server's validation errors. */
  issues?: AuthIssue[] | undefined;
  /** The original error. */
  cause?: unknown;
}

/** The only error of this package. Switch on `type`; `message` is for developers. */
export class AuthError extends Error {
  declare readonly name: 'AuthError';
  /** What went wrong. */
  readonly type: AuthErrorType;
  /** Whether the attempt was canceled, failed, or may have made a connection. */
  readonly outcome: AuthOutcome;
  /** Whether the same attempt may succeed next time. */
  readonly retryable: boolean;
  /** Status of the HTTP response, if there was one. */
  readonly status?: number | undefined;
  /** The server's validation errors. */
  readonly issues?: AuthIssue[] | undefined;

  /**
   * @param type one of `AuthErrorType`
   * @param details everything else; each has a default by type
   */
  constructor(type: AuthErrorType, details: AuthErrorDetails = {}) {
    const { outcome = 'failed', retryable = false, hint = '' } = errors.get(type) ?? {};
    super(details.message || `The attempt ended with ${type}. ${hint}`.trim(), details);
    // In JSON, as logs have it, and in copies. An assignment would throw where a page has frozen `Error.prototype`.
    Object.defineProperties(this, { name: { value: 'AuthError', enumerable: true }, message: { enumerable: true } });
    this.type = type;
    this.outcome = details.outcome ?? outcome;
    this.retryable = details.retryable ?? (retryable || this.outcome === 'cancelled');
    this.status = details.status;
    this.issues = details.issues;
  }
}

/**
 * Returns what was thrown if it is an `AuthError`, even of another copy of this package or another window; otherwise a new
 * `AuthError` of `type` with it as the cause.
 */
export function asAuthError(type: AuthErrorType, thrown: unknown, details?: AuthErrorDetails): AuthError {
  try {
    if (thrown instanceof AuthError) return thrown;
    if (isForeignAuthError(thrown)) return new AuthError(thrown.type, thrown);
  } catch {
    // It can't be inspected, such as a revoked Proxy.
  }
  return new AuthError(type, { ...details, cause: thrown });
}

function isForeignAuthError(thrown: unknown): thrown is AuthError {
  const isText = (name: string) => typeof property(thrown, name) === 'string';
  return property(thrown, 'name') === 'AuthError' && isText('type') && isText('outcome');
}
