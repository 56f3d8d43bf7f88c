import type { Session } from './sessions.js';

/** A connection as `GET /connections` shows it. The credentials are tested and then forgotten. */
export interface Connection {
  id: number;
  connection_id: string;
  provider: string;
  provider_config_key: string;
  created: string;
  metadata: null;
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

export interface NewConnection {
  connectionId: string;
  providerConfigKey: string;
  provider: string;
  session?: Session;
}

export class Connections {
  readonly #all: Connection[] = [];
  /** Which installation of a GitHub App belongs to which connection. */
  readonly installations = new Map<string, string>();
  #last = 0;

  list(): Connection[] {
    return this.#all.toReversed();
  }

  has(connectionId: string, providerConfigKey: string): boolean {
    return this.#find(connectionId, providerConfigKey) !== undefined;
  }

  /** The same id for the same integration is overwritten. */
  save({ connectionId, providerConfigKey, provider, session }: NewConnection): Connection {
    const existing = this.#find(connectionId, providerConfigKey);
    if (existing) {
      if (session) Object.assign(existing, ownerOf(session));
      return existing;
    }
    const connection: Connection = {
      id: (this.#last += 1),
      connection_id: connectionId,
      provider,
      provider_config_key: providerConfigKey,
      created: new Date().toISOString(),
      metadata: null,
      errors: [],
      ...ownerOf(session),
    };
    this.#all.push(connection);
    return connection;
  }

  delete(connectionId: string, providerConfigKey: string): boolean {
    const index = this.#all.findIndex(isFor(connectionId, providerConfigKey));
    if (index < 0) return false;
    this.#all.splice(index, 1);
    return true;
  }

  #find(connectionId: string, providerConfigKey: string): Connection | undefined {
    return this.#all.find(isFor(connectionId, providerConfigKey));
  }
}

function isFor(connectionId: string, providerConfigKey: string) {
  return (one: Connection) => one.connection_id === connectionId && one.provider_config_key === providerConfigKey;
}

function ownerOf(session: Session | undefined): Pick<Connection, 'end_user' | 'tags'> {
  const user = session?.end_user;
  const organization = session?.organization;
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
    tags: { ...automatic, ...session?.tags },
  };
}
