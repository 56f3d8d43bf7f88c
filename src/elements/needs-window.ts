import type { AuthMode, AuthOptions } from '../engine/options.js';

/** Modes that post what the user gave; in all others the user signs in at the provider, in a window. */
const posted: ReadonlySet<AuthMode | undefined> = new Set([
  'NONE',
  'API_KEY',
  'BASIC',
  'OAUTH2_CC',
  'TBA',
  'JWT',
  'BILL',
  'TWO_STEP',
  'SIGNATURE',
  'AWS_SIGV4',
]);

/** Whether an attempt opens a window. */
export const needsWindow = ({ authMode, installation }: Pick<AuthOptions, 'authMode' | 'installation'>): boolean =>
  !posted.has(authMode) && !installation;
