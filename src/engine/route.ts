import { AuthError } from './errors.js';
import type { AuthOptions } from './options.js';

/** Where credentials are posted to, and the body. */
export interface Post {
  /** Under the host, before the integration id. */
  path: string;
  body?: Readonly<Record<string, unknown>>;
}

/**
 * The endpoint of each mode that needs no popup, and the fields that its body takes (`*`: all). The first field gives
 * the mode away where nothing else does.
 */
const endpoints: Readonly<Record<string, readonly [path: string, ...fields: string[]]>> = {
  JWT: ['auth/jwt', 'privateKey', '*'],
  OAUTH2_CC: ['oauth2/auth', 'client_id', 'client_secret', 'client_certificate', 'client_private_key'],
  TBA: ['auth/tba', 'token_id', 'token_secret', 'oauth_client_id_override', 'oauth_client_secret_override'],
  BILL: ['auth/bill', 'dev_key', 'organization_id', 'username', 'password'],
  API_KEY: ['api-auth/api-key', 'apiKey'],
  AWS_SIGV4: ['auth/aws-sigv4', 'role_arn', 'region'],
  BASIC: ['api-auth/basic', 'username', 'password'],
  SIGNATURE: ['auth/signature', 'username', 'password'],
  TWO_STEP: ['auth/two-step', '*'],
};

/**
 * Chooses between the popup and a POST.
 * @param options `authMode` decides; without it an explicit `credentials.type`, or the field that gives the mode away
 * @returns the POST, or `undefined` for the popup
 * @throws {AuthError} `missing_credentials`
 * @see protocol.md §2.2 and §2.3
 */
export function choosePost({ authMode, credentials, installation, assertionOption }: AuthOptions): Post | undefined {
  if (authMode === 'NONE') return { path: 'auth/unauthenticated' };
  const { type, ...given } = credentials ?? {};
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  const guess = Object.keys(endpoints).find((mode) => names.includes(endpoints[mode]?.[1] ?? ''));
  const told = authMode ?? (typeof type === 'string' ? type : guess);
  const mode = told ?? (names.includes('password') ? 'BASIC' : '');
  const [path, ...fields] = endpoints[mode] ?? [];
  if (!path) {
    const foreign = !mode && names.some((name) => !name.endsWith('_override'));
    if (installation ? !mode && !credentials : foreign) throw new AuthError('missing_credentials');
    return installation && { path: 'auth/oauth-outbound' };
  }
  const sent = names.filter((name) => fields.includes('*') || (fields.includes(name) && given[name] !== ''));
  const basic = mode === 'BASIC' && credentials && { username: '', password: '' };
  if (!sent.length && !basic) throw new AuthError('missing_credentials');
  return {
    path,
    body: {
      ...basic,
      ...Object.fromEntries(sent.map((name) => [name, given[name]])),
      ...(/JWT|TWO|SIGNATURE/.test(mode) && { type: mode }),
      ...(mode === 'TWO_STEP' && Object.keys(assertionOption ?? {}).length && { assertionOption }),
    },
  };
}
