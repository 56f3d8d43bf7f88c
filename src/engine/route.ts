import { AuthError } from './errors.js';
import type { AuthMode, AuthOptions } from './options.js';

/** Where credentials are posted to, and the body. */
export interface Post {
  /** Under the host, before the integration id. */
  path: string;
  body?: Readonly<Record<string, unknown>>;
}

/** The endpoint of each mode that needs no popup, and the fields that its body takes; without a list, all. */
const endpoints: Partial<Record<AuthMode, readonly [path: string, ...fields: string[]]>> = {
  API_KEY: ['api-auth/api-key', 'apiKey'],
  BASIC: ['api-auth/basic', 'username', 'password'],
  OAUTH2_CC: ['oauth2/auth', 'client_id', 'client_secret', 'client_certificate', 'client_private_key'],
  TBA: ['auth/tba', 'token_id', 'token_secret', 'oauth_client_id_override', 'oauth_client_secret_override'],
  BILL: ['auth/bill', 'username', 'password', 'organization_id', 'dev_key'],
  SIGNATURE: ['auth/signature', 'username', 'password'],
  AWS_SIGV4: ['auth/aws-sigv4', 'role_arn', 'region'],
  JWT: ['auth/jwt'],
  TWO_STEP: ['auth/two-step'],
};

/** Endpoints that want to be told what the body is. */
const typed: readonly string[] = ['JWT', 'TWO_STEP', 'SIGNATURE'];

/** The field that gives a mode away, the telling ones first. */
const telltales: readonly (readonly [field: string, mode: AuthMode])[] = [
  ['privateKey', 'JWT'],
  ['client_id', 'OAUTH2_CC'],
  ['token_id', 'TBA'],
  ['dev_key', 'BILL'],
  ['apiKey', 'API_KEY'],
  ['role_arn', 'AWS_SIGV4'],
  ['username', 'BASIC'],
  ['password', 'BASIC'],
  ['oauth_client_id_override', 'OAUTH2'],
  ['oauth_client_secret_override', 'OAUTH2'],
];

function given(value: unknown): boolean {
  return value !== undefined && value !== '';
}

function guessMode({ credentials = {}, installation }: AuthOptions): string | undefined {
  if (typeof credentials.type === 'string') return credentials.type;
  const found = telltales.find(([field]) => credentials[field] !== undefined);
  return found?.[1] ?? (installation || !Object.values(credentials).some(given) ? 'OAUTH2' : undefined);
}

/**
 * Chooses between the popup and a POST.
 * @param options `authMode` decides; without it an explicit `credentials.type`, or the field that gives the mode away
 * @returns the POST, or `undefined` for the popup
 * @throws {AuthError} `missing_credentials`
 * @see protocol.md §2.2 and §2.3
 */
export function choosePost(options: AuthOptions): Post | undefined {
  const { authMode, credentials, installation, assertionOption } = options;
  const mode = authMode ?? guessMode(options);
  if (mode === 'NONE') return { path: 'auth/unauthenticated' };
  // A mode of tomorrow is no key of this table: it goes through the popup.
  const endpoint = Object.entries(endpoints).find(([name]) => name === mode)?.[1];
  if (!endpoint) {
    if (!mode || (installation && !authMode && !credentials)) throw new AuthError('missing_credentials');
    return installation ? { path: 'auth/oauth-outbound' } : undefined;
  }
  const [path, ...names] = endpoint;
  const { type: _, ...all } = credentials ?? {};
  const fields = Object.entries(all).filter(([name, value]) =>
    names.length ? names.includes(name) && given(value) : value !== undefined,
  );
  if (!fields.length && !(mode === 'BASIC' && credentials)) throw new AuthError('missing_credentials');
  return {
    path,
    body: {
      ...(mode === 'BASIC' && { username: '', password: '' }),
      ...Object.fromEntries(fields),
      ...(typed.includes(mode ?? '') && { type: mode }),
      ...(mode === 'TWO_STEP' && Object.keys(assertionOption ?? {}).length && { assertionOption }),
    },
  };
}
