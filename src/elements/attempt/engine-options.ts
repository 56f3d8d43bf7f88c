import type { AuthMode, AuthOptions, ConfirmFunction, NangoOptions, TokenFunction } from '../../engine/options.js';
import { readObject, type AttributeValues } from '../attributes.js';
import { fetchConfirmation, fetchToken } from './page-backend.js';
import { urlOf } from './page-urls.js';

/** Every option: a missing one doesn't compile. */
type Every<Options> = { [Name in keyof Required<Options>]: Options[Name] };

/** What the user filled in or chose, as an attempt sends it. */
export interface FormInput extends Pick<AuthOptions, 'credentials' | 'installation'> {
  readonly authMode?: AuthMode | undefined;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly assertionOption?: Readonly<Record<string, string>>;
}

/**
 * The options of an engine.
 * @param attributes the element
 * @param connectSessionToken the result of `tokenSource()`
 */
export function engineOptions(
  attributes: AttributeValues,
  connectSessionToken: string | TokenFunction | undefined,
): Every<NangoOptions> {
  return {
    connectSessionToken,
    publicKey: attributes.publicKey,
    host: attributes.host,
    websocketsPath: attributes.websocketsPath,
    callbackOrigin: attributes.callbackOrigin,
    width: attributes.popupWidth,
    height: attributes.popupHeight,
    debug: attributes.debug,
  };
}

/**
 * The options of an attempt, except the callbacks.
 * @param attributes the element
 * @param input what the user filled in; it overrides the attributes
 * @throws {AuthError} `unknown_error` for an attribute with invalid JSON
 */
export function authOptions(
  attributes: AttributeValues,
  input: FormInput,
): Every<Omit<AuthOptions, 'signal' | 'onWaiting'>> {
  return {
    hmac: attributes.hmac,
    user_scope: attributes.userScope,
    authorization_params: readObject('authorization-params', attributes.authorizationParams),
    credentials: attributes.credentials,
    detectClosedAuthWindow: attributes.detectClosedAuthWindow,
    timeout: attributes.timeout,
    authMode: attributes.authMode,
    confirm: confirmation(attributes),
    installation: undefined,
    assertionOption: undefined,
    ...input,
    params: { ...readObject('params', attributes.params), ...input.params },
  };
}

/**
 * The session token, or the function that fetches it.
 * @param attributes the element
 * @param connectionToRenew the id of the connection to renew, if the backend knows one
 */
export function tokenSource(
  attributes: AttributeValues,
  connectionToRenew?: string,
): string | TokenFunction | undefined {
  const { sessionToken } = attributes;
  const sessionUrl = urlOf(attributes, 'session');
  if (sessionToken || !sessionUrl) return sessionToken;
  const { integrationId } = attributes;
  return ({ signal }) => fetchToken(sessionUrl, { integrationId, connectionId: connectionToRenew }, signal);
}

/** The function that asks the page whether a connection was made, if there is one. */
export function confirmation(attributes: AttributeValues): ConfirmFunction | undefined {
  const { confirm } = attributes;
  const confirmUrl = urlOf(attributes, 'confirm');
  return confirm ?? (confirmUrl ? (attempt, { signal }) => fetchConfirmation(confirmUrl, attempt, signal) : undefined);
}
