/** What an auth mode needs. */
export interface AuthModeRow {
  /** The path that the credentials are posted to. Without it, the user signs in at the provider, in a popup. */
  path?: string;
  /** The fields of the body. */
  fields?: readonly string[] | 'any';
  /** Fields that identify the mode if nothing else does; one is enough, and the first row that fits counts. */
  knownBy?: readonly string[];
  /** Fields of the body that are sent even if they aren't given. */
  defaults?: Readonly<Record<string, string>>;
  /** The body names the mode. */
  sendsType?: true;
  /** The body includes the fields of an assertion. */
  takesAssertion?: true;
  /** What a form asks for, whatever the provider's template says. Default: `fields`. */
  asks?: readonly string[];
}

const ownClient = ['oauth_client_id_override', 'oauth_client_secret_override'];

/**
 * Every auth mode of Nango, and everything that depends on it.
 * @see docs/protocol.md §2.2, §2.3, §7.2 and §8
 */
export const authModes = {
  OAUTH2: { asks: [...ownClient, 'oauth_refresh_token_override'] },
  OAUTH1: {},
  CUSTOM: {},
  APP: {},
  MCP_OAUTH2: {},
  MCP_OAUTH2_GENERIC: {},
  INSTALL_PLUGIN: {},
  NONE: { path: 'auth/unauthenticated' },
  JWT: { path: 'auth/jwt', fields: 'any', knownBy: ['privateKey'], sendsType: true },
  OAUTH2_CC: {
    path: 'oauth2/auth',
    fields: ['client_id', 'client_secret', 'client_certificate', 'client_private_key'],
    knownBy: ['client_id'],
    asks: ['client_id', 'client_secret'],
  },
  TBA: { path: 'auth/tba', fields: [...ownClient, 'token_id', 'token_secret'], knownBy: ['token_id'] },
  BILL: {
    path: 'auth/bill',
    fields: ['username', 'password', 'organization_id', 'dev_key'],
    knownBy: ['dev_key'],
  },
  API_KEY: { path: 'api-auth/api-key', fields: ['apiKey'], knownBy: ['apiKey'] },
  AWS_SIGV4: { path: 'auth/aws-sigv4', fields: ['role_arn', 'region'], knownBy: ['role_arn'], asks: ['role_arn'] },
  BASIC: {
    path: 'api-auth/basic',
    fields: ['username', 'password'],
    knownBy: ['username', 'password'],
    defaults: { username: '', password: '' },
  },
  SIGNATURE: { path: 'auth/signature', fields: ['username', 'password'], sendsType: true },
  TWO_STEP: { path: 'auth/two-step', fields: 'any', sendsType: true, takesAssertion: true },
} as const satisfies Record<string, AuthModeRow>;

/** Every auth mode of Nango. @see docs/protocol.md §8 */
export type AuthMode = keyof typeof authModes;

/** The row of a mode; `undefined` for a mode that this version doesn't know. */
export function findAuthMode(mode: unknown): AuthModeRow | undefined {
  return new Map<unknown, AuthModeRow>(Object.entries(authModes)).get(mode);
}

/** What a form for a mode asks for, whatever the provider's template says. */
export function fieldsToAsk(mode: AuthMode | undefined): readonly string[] {
  const { fields, asks = fields } = findAuthMode(mode) ?? {};
  return asks && asks !== 'any' ? asks : [];
}

/**
 * Whether an attempt opens a popup.
 * @param authMode of the integration; one that this version doesn't know opens a popup
 * @param installation `outbound` if the provider finishes the connection
 */
export function opensPopup({ authMode, installation }: { authMode?: unknown; installation?: unknown }): boolean {
  return !findAuthMode(authMode)?.path && !installation;
}
