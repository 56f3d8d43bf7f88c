import type { FakeConnection } from './options.js';

/** What a session token is for. */
export interface FakeSession {
  readonly integrationId?: string | undefined;
  readonly connectionId?: string | undefined;
}

export type Store = ReturnType<typeof createStore>;

/** What Nango keeps: connections and sessions. */
export function createStore(first: readonly FakeConnection[]) {
  let rows = first.map((connection) => ({ connection, madeAt: -Infinity }));
  const sessions = new Map<string, FakeSession>();
  let made = 0;

  const isRow = (key: unknown, id: unknown) => (row: { connection: FakeConnection }) =>
    row.connection.providerConfigKey === key && row.connection.connectionId === id;

  return {
    /** Oldest first. */
    get connections(): readonly FakeConnection[] {
      return rows.map(({ connection }) => connection);
    },

    find: (key: unknown, id: unknown): FakeConnection | undefined => rows.find(isRow(key, id))?.connection,

    /** The newest connection of an integration that was made since. */
    madeSince: (key: unknown, since: number): FakeConnection | undefined =>
      rows.findLast(({ connection, madeAt }) => connection.providerConfigKey === key && madeAt >= since)?.connection,

    /** Makes a connection, or renews the one that the session is for. */
    connect(providerConfigKey: string, { connectionId }: FakeSession): FakeConnection {
      const known = rows.find(isRow(providerConfigKey, connectionId));
      if (known) {
        known.connection = { ...known.connection, reconnect: undefined };
        return known.connection;
      }
      const connection = { providerConfigKey, connectionId: connectionId ?? `fake-connection-${(made += 1)}` };
      rows.push({ connection, madeAt: Date.now() });
      return connection;
    },

    remove(key: unknown, id: unknown): boolean {
      const before = rows.length;
      rows = rows.filter((row) => !isRow(key, id)(row));
      return rows.length < before;
    },

    createToken(session: FakeSession): string {
      const token = `nango_connect_session_${(sessions.size + 1).toString(16).padStart(64, '0')}`;
      sessions.set(token, session);
      return token;
    },

    /** The session of a token; a token that wasn't created here allows everything. */
    session: (token: string | null): FakeSession => sessions.get(token ?? '') ?? {},
  };
}
