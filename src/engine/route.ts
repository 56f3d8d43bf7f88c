import { AuthError } from './errors.js';
import type { AuthOptions } from './options.js';

/** Where credentials are posted to, and the body. */
export interface Post {
  /** Under the host, before the integration id. */
  path: string;
  body?: Readonly<Record<string, unknown>>;
}

/**
 * Of each mode that needs no popup: its name, its endpoint, and the fields that the body takes (`*`: all). The first
 * field gives the mode away where nothing else does.
 */
const endpoints = [
  'JWT auth/jwt privateKey *',
  'OAUTH2_CC oauth2/auth client_id client_secret client_certificate client_private_key',
  'TBA auth/tba token_id token_secret oauth_client_id_override oauth_client_secret_override',
  'BILL auth/bill dev_key organization_id username password',
  'API_KEY api-auth/api-key apiKey',
  'AWS_SIGV4 auth/aws-sigv4 role_arn region',
  'BASIC api-auth/basic username password',
  'BASIC api-auth/basic password username',
  'SIGNATURE auth/signature username password',
  'TWO_STEP auth/two-step *',
];

/**
 * Chooses between the popup and a POST.
 * @param options `authMode` decides; without it an explicit `credentials.type`, or the field that gives the mode away
 * @returns the POST, or `undefined` for the popup
 * @throws {AuthError} `missing_credentials`
 * @see docs/protocol.md §2.2 and §2.3
 */
export function choosePost({ authMode, credentials, installation, assertionOption }: AuthOptions): Post | undefined {
  if (authMode === 'NONE') return { path: 'auth/unauthenticated' };
  const { type, ...given } = credentials ?? {};
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  const rows = endpoints.map((row) => row.split(' '));
  const told = rows.find(([mode]) => mode === (authMode ?? type));
  const row = told ?? rows.find(([, , field = '']) => !authMode && names.includes(field));
  if (!row) {
    const odd = installation ? !credentials : names.some((name) => !name.endsWith('_override'));
    if (odd && !authMode) throw new AuthError('missing_credentials');
    return installation && { path: 'auth/oauth-outbound' };
  }
  const [mode = '', path = '', ...fields] = row;
  const sent = names.filter((name) => fields.includes('*') || (fields.includes(name) && given[name] !== ''));
  const basic = mode === 'BASIC' && credentials && { username: '', password: '' };
  if (!sent.length && !basic) throw new AuthError('missing_credentials');
  return {
    path,
    body: {
      ...basic,
      ...Object.fromEntries(sent.map((name) => [name, given[name]])),
      ...(/JWT|TWO|SIGN/.test(mode) && { type: mode }),
      ...(mode === 'TWO_STEP' && Object.keys({ ...assertionOption }).length && { assertionOption }),
    },
  };
}
