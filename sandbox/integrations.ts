import type { IntegrationConfig } from './config.js';
import type { Template } from './templates.js';

export interface Integration extends IntegrationConfig {
  created_at: string;
  updated_at: string;
}

/** The OAuth client of integrations that have none, if their provider is the sandbox's own. */
export interface LocalClient {
  providerUrl: string;
  id: string;
  secret: string;
}

export class Integrations {
  readonly #byKey = new Map<string, Integration>();
  readonly #local: LocalClient;

  constructor(local: LocalClient) {
    this.#local = local;
  }

  get(uniqueKey: string): Integration | undefined {
    return this.#byKey.get(uniqueKey);
  }

  list(): Integration[] {
    return [...this.#byKey.values()].sort((a, b) => a.provider.localeCompare(b.provider));
  }

  add(config: IntegrationConfig, template: Template | undefined): Integration {
    const now = new Date().toISOString();
    const isLocal = template?.authorization_url?.startsWith(this.#local.providerUrl) && needsClient(template);
    const client = isLocal && !config.client_id ? { client_id: this.#local.id, client_secret: this.#local.secret } : {};
    const integration = { ...config, ...client, created_at: now, updated_at: now };
    this.#byKey.set(config.unique_key, integration);
    return integration;
  }

  update(uniqueKey: string, changes: Partial<IntegrationConfig>): Integration | undefined {
    const integration = this.#byKey.get(uniqueKey);
    if (!integration) return undefined;
    return Object.assign(integration, changes, { updated_at: new Date().toISOString() });
  }

  delete(uniqueKey: string): boolean {
    return this.#byKey.delete(uniqueKey);
  }
}

/** An owner's value of a field. */
export function preset({ custom }: IntegrationConfig, field: string): string | undefined {
  return custom && Object.hasOwn(custom, field) ? custom[field] || undefined : undefined;
}

/** The owner's fields of a template that have a value. */
export function presetFields(integration: IntegrationConfig, { integration_config: fields }: Template): string[] {
  return Object.keys(fields ?? {}).filter((field) => preset(integration, field) !== undefined);
}

/** The fields of a connection whose value the owner has given for all connections. */
export function presetParams(integration: IntegrationConfig, template: Template): string[] {
  const declared = template.connection_config ?? {};
  return presetFields(integration, template).filter((field) => Object.hasOwn(declared, field));
}

function needsClient({ auth_mode: mode, installation }: Template): boolean {
  return mode === 'OAUTH1' || (mode === 'OAUTH2' && installation !== 'outbound');
}
