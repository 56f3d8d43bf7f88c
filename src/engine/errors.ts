import { property } from './property.js';

/**
 * How an attempt ended without success.
 * `cancelled`: the user or the page ended it. `failed`: nothing was created. `unknown`: the connection may exist.
 */
export type AuthOutcome = 'cancelled' | 'failed' | 'unknown';

/** What a code means. */
interface ErrorRow {
  /** Default `failed`. */
  outcome?: AuthOutcome;
  /** Trying again as it is may work. Default: for what was cancelled. */
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
  /** The credentials are not there, or fit no auth mode. */
  missing_credentials: { hint: 'Pass the credentials of an auth mode.' },
  /** `host` or `websocketsPath` is not a usable URL. */
  invalid_host_url: {},
  /** The browser did not let the popup open. */
  blocked_by_browser: { retryable: true, hint: 'Open it in a click handler, or allow popups.' },
  /** The user closed the popup. */
  window_closed: { outcome: 'cancelled' },
  /** The user or the page ended the attempt. */
  authorization_cancelled: { outcome: 'cancelled' },
  /** A newer attempt took this one's place. */
  superseded: { outcome: 'cancelled' },
  /** No usable session token: the page's function failed, or the server refused the token. */
  session_token_error: { retryable: true, hint: 'Check what your backend returns.' },
  /** Something took longer than it may. */
  connection_timeout: { outcome: 'unknown', retryable: true },
  /** Every way to learn the result is gone. */
  connection_lost: { outcome: 'unknown', retryable: true },
  /** The server can't be reached. */
  network_error: { retryable: true, hint: 'Check host, network, proxies, CORS and CSP.' },
  /** The server's answer can't be read. */
  invalid_response: { hint: 'Check host and proxies.' },
  /** None of the others. */
  unknown_error: {},
} as const satisfies Record<string, ErrorRow>;

/** The codes of a server after which trying again may work. */
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

/** What to switch on. Codes that aren't in this list pass through as they are. */
export type AuthErrorType = OwnErrorType | ServerErrorType | (string & Record<never, never>);

/** One thing that the server finds wrong with a request. @see docs/protocol.md §2.5, shape B */
export interface AuthIssue {
  /** The server's code, such as `too_small`. */
  code: string;
  message: string;
  /** Where: names from the outside in, such as `['apiKey']`. */
  path: string[];
}

/** What an `AuthError` may have besides its type. */
export interface AuthErrorDetails {
  /** The server's message. Default: our sentence for the type. */
  message?: string | undefined;
  /** Default: what the type implies. */
  outcome?: AuthOutcome | undefined;
  /** Default: what the type implies. */
  retryable?: boolean | undefined;
  status?: number | undefined;
  issues?: AuthIssue[] | undefined;
  cause?: unknown;
}

/** The one error of this package. Switch on `type`; `message` is for developers. */
export class AuthError extends Error {
  declare readonly name: 'AuthError';
  readonly type: AuthErrorType;
  readonly outcome: AuthOutcome;
  /** Trying again as it is may work. */
  readonly retryable: boolean;
  /** Status of the HTTP answer, where there was one. */
  readonly status?: number | undefined;
  /** What the server finds wrong, by field. */
  readonly issues?: AuthIssue[] | undefined;

  /**
   * @param type one of `AuthErrorType`
   * @param details what else is known
   */
  constructor(type: AuthErrorType, details: AuthErrorDetails = {}) {
    const { outcome = 'failed', retryable = false, hint = '' } = errors.get(type) ?? {};
    super(details.message || `The attempt ended with ${type}. ${hint}`.trim(), details);
    // An assignment would throw where a page has frozen `Error.prototype`.
    Object.defineProperty(this, 'name', { value: 'AuthError', enumerable: true });
    // In JSON, as logs have it, and in copies.
    Object.defineProperty(this, 'message', { enumerable: true });
    this.type = type;
    this.outcome = details.outcome ?? outcome;
    this.retryable = details.retryable ?? (retryable || this.outcome === 'cancelled');
    this.status = details.status;
    this.issues = details.issues;
  }
}

/**
 * What was thrown, if it is an `AuthError`, even of another copy of this package or another window; otherwise a new one
 * of `type` with it as the cause.
 */
export function asAuthError(type: AuthErrorType, thrown: unknown, details?: AuthErrorDetails): AuthError {
  try {
    if (thrown instanceof AuthError) return thrown;
    if (isForeignAuthError(thrown)) return new AuthError(thrown.type, thrown);
  } catch {
    // It can't be looked at, as a revoked Proxy.
  }
  return new AuthError(type, { ...details, cause: thrown });
}

function isForeignAuthError(thrown: unknown): thrown is AuthError {
  const types = ['type', 'outcome'].map((name) => typeof property(thrown, name));
  return property(thrown, 'name') === 'AuthError' && types.every((type) => type === 'string');
}
