import { createHmac, randomUUID } from 'node:crypto';
import type { Connections } from './connections.js';
import { invalid, issue, plain } from './errors.js';
import { behaviorOf } from './faults.js';
import { preset, presetParams, type Integration } from './integrations.js';
import { allows, type Session, type Sessions } from './sessions.js';
import type { Template } from './templates.js';

/** What an attempt uses of the environment. */
interface Stores {
  readonly hmac: { readonly enabled: boolean; readonly key: string };
  readonly connections: Connections;
  readonly sessions: Sessions;
}

/** One attempt to connect, once it is known to be allowed. */
export interface Attempt {
  readonly integration: Integration;
  readonly template: Template;
  readonly connectionId: string;
  /** The connection's own values, such as a subdomain. What the session sets wins over what the page sent. */
  readonly params: Readonly<Record<string, string>>;
  readonly session: Session | undefined;
}

/** @throws HttpError if a page with a session names a connection, which the session determines */
export function refuseConnectionId(session: Session | undefined, connectionId: unknown): void {
  if (!session || connectionId === undefined) return;
  throw invalid('invalid_query_params', issue(['connection_id'], 'Not possible with a connect session'));
}

/** The error code for the HMAC, which only a public key needs. */
export function hmacMistake(
  { hmac }: Pick<Stores, 'hmac'>,
  session: Session | undefined,
  signed: { providerConfigKey: string; connectionId: string | undefined; hmac: unknown },
): 'missing_hmac' | 'invalid_hmac' | undefined {
  if (!hmac.enabled || session) return undefined;
  if (typeof signed.hmac !== 'string' || signed.hmac === '') return 'missing_hmac';
  const message = signed.connectionId ? `${signed.providerConfigKey}:${signed.connectionId}` : signed.providerConfigKey;
  const digest = createHmac('sha256', hmac.key).update(message).digest('hex');
  return digest === signed.hmac ? undefined : 'invalid_hmac';
}

/** @throws HttpError */
export function refuseUnlessAllowed(session: Session | undefined, uniqueKey: string): void {
  if (!allows(session, uniqueKey)) throw plain(400, 'integration_not_allowed');
}

/** @throws HttpError when the connection to overwrite is gone */
export function refuseIfTargetIsGone(
  { connections }: Pick<Stores, 'connections'>,
  session: Session | undefined,
  uniqueKey: string,
): void {
  if (session?.reconnects === undefined || connections.has(session.reconnects, uniqueKey)) return;
  throw plain(400, 'invalid_connection');
}

export function connectionIdFor(session: Session | undefined, asked: string | undefined): string {
  return session?.reconnects ?? (asked || randomUUID());
}

/** The owner's values, then the page's, then the session's: the later ones win. Never `webhook_url`. */
export function paramsFor(
  { integration, template, session }: Pick<Attempt, 'integration' | 'template' | 'session'>,
  given: unknown,
): Record<string, string> {
  const presets = presetParams(integration, template).map((field): [string, string | undefined] => [
    field,
    preset(integration, field),
  ]);
  const fixed = defaultsOf(session, integration)?.connection_config;
  const params = texts({ ...Object.fromEntries(presets), ...texts(given), ...texts(fixed) });
  delete params.webhook_url;
  return params;
}

/** The session's presets for one integration. */
export function defaultsOf(session: Session | undefined, { unique_key: key }: Integration) {
  const defaults = session?.integrations_config_defaults;
  return defaults && Object.hasOwn(defaults, key) ? defaults[key] : undefined;
}

/** The fields of an object that hold text. */
export function texts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const pairs: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/** What the placeholders of the template can name. */
export function valuesOf(
  attempt: Attempt,
  credentials: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    ...credentials,
    credentials,
    connectionConfig: attempt.params,
    random: randomUUID(),
    now: new Date().toISOString(),
  };
}

/** @throws HttpError `connection_validation_failed` when the integration has that fault */
export function save({ connections, sessions }: Pick<Stores, 'connections' | 'sessions'>, attempt: Attempt): void {
  const { integration, template, connectionId, params, session } = attempt;
  if (behaviorOf(integration).failsValidation) {
    throw plain(400, 'connection_validation_failed', 'The integration turned this connection down after testing it');
  }
  connections.save({
    connectionId,
    providerConfigKey: integration.unique_key,
    provider: integration.provider,
    authMode: template.auth_mode,
    connectionConfig: params,
    // Like Nango, looks up the session again: if it has been deleted, there is no end user.
    ...(session && sessions.has(session) && { owner: session }),
  });
}
