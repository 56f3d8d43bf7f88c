import type { Session } from './sessions.js';
import type { AuthMode } from './templates.js';

/** A connection as `GET /connections` shows it. */
export interface Connection {
  id: number;
  connection_id: string;
  provider: string;
  provider_config_key: string;
  created: string;
  metadata: Record<string, unknown>;
  errors: [];
  end_user: {
    id: string;
    display_name: string | null;
    email: string | null;
    tags: Record<string, string>;
    organization: { id: string; display_name: string | null } | null;
  } | null;
  tags: Record<string, string>;
}

/** A stored connection. The credentials are tested and then forgotten. */
interface StoredConnection {
  readonly shown: Connection;
  authMode: AuthMode;
  connectionConfig: Readonly<Record<string, unknown>>;
  updated: string;
}

/** The owner of a connection, set by a session or a backend. */
type Owner = Pick<Session, 'end_user' | 'organization' | 'tags'>;

interface NewConnection {
  connectionId: string;
  providerConfigKey: string;
  provider: string;
  authMode: AuthMode;
  connectionConfig: Readonly<Record<string, unknown>>;
  metadata?: Record<string, unknown>;
  owner?: Owner;
}

export class Connections {
  readonly #all: StoredConnection[] = [];
  /** Which installation of a GitHub App belongs to which connection. */
  readonly installations = new Map<string, string>();
  #last = 0;

  list(): Connection[] {
    return this.#all.map(({ shown }) => shown).reverse();
  }

  has(connectionId: string, providerConfigKey: string): boolean {
    return this.#find(connectionId, providerConfigKey) !== undefined;
  }

  /** One of them, as `GET /connections/:id` shows it. */
  get(connectionId: string, providerConfigKey: string) {
    const stored = this.#find(connectionId, providerConfigKey);
    if (!stored) return undefined;
    const { created, ...shown } = stored.shown;
    return {
      ...shown,
      connection_config: stored.connectionConfig,
      webhook_url_override: null,
      created_at: created,
      updated_at: stored.updated,
      last_fetched_at: null,
      credentials: { type: stored.authMode },
    };
  }

  /** Overwrites a connection with the same id and integration. */
  save({
    connectionId,
    providerConfigKey,
    provider,
    authMode,
    connectionConfig,
    metadata,
    owner,
  }: NewConnection): void {
    const now = new Date().toISOString();
    const stored = this.#find(connectionId, providerConfigKey);
    if (stored) {
      Object.assign(stored, { authMode, connectionConfig, updated: now });
      Object.assign(stored.shown, metadata && { metadata }, owner && ownerFields(owner));
      return;
    }
    const shown: Connection = {
      id: (this.#last += 1),
      connection_id: connectionId,
      provider,
      provider_config_key: providerConfigKey,
      created: now,
      metadata: metadata ?? {},
      errors: [],
      ...ownerFields(owner ?? {}),
    };
    this.#all.push({ shown, authMode, connectionConfig, updated: now });
  }

  delete(connectionId: string, providerConfigKey: string): boolean {
    const index = this.#all.findIndex(isFor(connectionId, providerConfigKey));
    if (index < 0) return false;
    this.#all.splice(index, 1);
    return true;
  }

  deleteAll(providerConfigKey: string): void {
    const kept = this.#all.filter(({ shown }) => shown.provider_config_key !== providerConfigKey);
    this.#all.splice(0, this.#all.length, ...kept);
  }

  #find(connectionId: string, providerConfigKey: string): StoredConnection | undefined {
    return this.#all.find(isFor(connectionId, providerConfigKey));
  }
}

function isFor(connectionId: string, providerConfigKey: string) {
  return ({ shown }: StoredConnection) =>
    shown.connection_id === connectionId && shown.provider_config_key === providerConfigKey;
}

function ownerFields({ end_user: user, organization, tags }: Owner): Pick<Connection, 'end_user' | 'tags'> {
  const automatic = {
    ...(user && { end_user_id: user.id }),
    ...(user?.email && { end_user_email: user.email }),
    ...(organization && { organization_id: organization.id }),
  };
  return {
    end_user: user
      ? {
          id: user.id,
          display_name: user.display_name ?? null,
          email: user.email ?? null,
          tags: user.tags ?? {},
          organization: organization ? { id: organization.id, display_name: organization.display_name ?? null } : null,
        }
      : null,
    tags: { ...automatic, ...tags },
  };
}
