import { randomUUID } from 'node:crypto';
import { ZodError } from 'zod';
import { Activity } from './activity.js';
import { ConfigError, type SandboxConfig } from './config.js';
import { Connections } from './connections.js';
import { defaultIntegrations, defaultProviders } from './defaults.js';
import { behaviorOf } from './faults.js';
import { localTemplate } from './local-templates.js';
import { Integrations, type Integration, type LocalClient } from './integrations.js';
import { OAuthSessions } from './oauth-sessions.js';
import { RateLimit } from './rate-limit.js';
import { Sessions } from './sessions.js';
import { Sockets } from './sockets.js';
import { Templates, type TemplateOverride } from './templates.js';

/** The state of one sandbox. */
export interface Environment {
  /** Without a slash at the end. */
  readonly url: string;
  /** The same sandbox at another origin. */
  readonly otherUrl: string;
  readonly publicKey: string;
  readonly secretKey: string;
  readonly publicKeyDeprecated: boolean;
  readonly docsOverrides: boolean;
  readonly brand: { readonly light: string; readonly dark: string };
  /** The URL that providers redirect to. */
  readonly callbackUrl: string;
  readonly hmac: { readonly enabled: boolean; readonly key: string };
  readonly templates: Templates;
  readonly integrations: Integrations;
  readonly connections: Connections;
  readonly sessions: Sessions;
  readonly oauthSessions: OAuthSessions;
  readonly sockets: Sockets;
  readonly activity: Activity;
  readonly limits: RateLimit;
  /** Aborts when the sandbox closes, which ends everything that still waits. */
  readonly closing: AbortSignal;
}

/** Where a provider sends the popup back to. */
export function callbackUrlFor({ callbackUrl, otherUrl }: Environment, integration: Integration): string {
  return behaviorOf(integration).hasOtherCallback ? `${otherUrl}/oauth/callback` : callbackUrl;
}

/** Enough for a test run, but low enough to notice a loop. */
const defaultRateLimit = 10_000;

/** @throws ConfigError */
export function createEnvironment(
  settings: SandboxConfig,
  port: number,
  client: LocalClient,
  closing: AbortSignal,
): Environment {
  const url = `http://localhost:${port}`;
  const templates = new Templates(
    overridesOf(settings, client.providerUrl),
    settings.integrations ? undefined : (template) => localTemplate(client.providerUrl, template),
  );
  for (const name of Object.keys(settings.providers ?? {})) requireTemplate(templates, name);
  const integrations = new Integrations(client);
  (settings.integrations ?? defaultIntegrations(client.providerUrl)).forEach((integration, index) => {
    const template = templates.get(integration.provider);
    if (!template)
      throw new ConfigError(`integrations[${index}].provider: there is no provider ${integration.provider}`);
    if (integrations.get(integration.unique_key)) {
      throw new ConfigError(`integrations[${index}].unique_key: ${integration.unique_key} is there twice`);
    }
    integrations.add(integration, template);
  });
  return {
    url,
    otherUrl: `http://127.0.0.1:${port}`,
    publicKey: settings.publicKey ?? randomUUID(),
    secretKey: settings.secretKey ?? randomUUID(),
    publicKeyDeprecated: settings.publicKeyDeprecated ?? false,
    docsOverrides: settings.docsOverrides ?? false,
    brand: settings.brand ?? { light: '#00B2E3', dark: '#00B2E3' },
    callbackUrl: settings.callbackUrl ?? `${url}/oauth/callback`,
    hmac: settings.hmac ?? { enabled: false, key: '' },
    templates,
    integrations,
    connections: new Connections(),
    sessions: new Sessions(),
    oauthSessions: new OAuthSessions(),
    sockets: new Sockets(closing),
    activity: new Activity(),
    limits: new RateLimit(settings.rateLimit ?? defaultRateLimit),
    closing,
  };
}

/** The defaults are for the local provider; a configuration with its own integrations has real templates. */
function overridesOf(settings: SandboxConfig, providerUrl: string): Record<string, TemplateOverride> {
  const defaults = settings.integrations ? {} : defaultProviders(providerUrl);
  const own = Object.entries(settings.providers ?? {});
  return { ...defaults, ...Object.fromEntries(own.map(([name, fields]) => [name, { ...defaults[name], ...fields }])) };
}

/** @throws ConfigError if an added provider lacks a field */
function requireTemplate(templates: Templates, name: string): void {
  try {
    templates.get(name);
  } catch (cause) {
    if (!(cause instanceof ZodError)) throw cause;
    const [first] = cause.issues;
    throw new ConfigError(`providers.${name}.${first?.path.join('.')}: ${first?.message}`, { cause });
  }
}
