import { executeServerCommand } from '@web/test-runner-commands';

/** Where this browser's own sandbox and mock provider listen, and the sandbox's keys. */
export interface SandboxInfo {
  readonly url: string;
  readonly provider: string;
  readonly publicKey: string;
  readonly secretKey: string;
}

/** One entry of the sandbox's `GET /connections`. */
export interface SandboxConnection {
  readonly connection_id: string;
  readonly provider_config_key: string;
  readonly provider: string;
}

export const sandboxInfo = (): Promise<SandboxInfo> => ask({ do: 'info' });

/** A fresh connect session token; `body` as `POST /connect/sessions` takes it. */
export async function newSession(body?: Record<string, unknown>): Promise<string> {
  return (await ask<{ data: { token: string } }>({ do: 'session', body })).data.token;
}

/** A session token to reconnect a connection. */
export async function reconnectSession(connectionId: string, integrationId: string): Promise<string> {
  const body = { connection_id: connectionId, integration_id: integrationId };
  return (await ask<{ data: { token: string } }>({ do: 'reconnect', body })).data.token;
}

export async function connections(): Promise<readonly SandboxConnection[]> {
  return (await ask<{ connections: SandboxConnection[] }>({ do: 'connections' })).connections;
}

/** The sandbox's recent attempts, as `GET /activity` gives them. */
export const activity = (): Promise<unknown> => ask({ do: 'activity' });

/** From now on the token is answered as an expired one. */
export async function expireSession(token: string): Promise<void> {
  await ask({ do: 'expire', token });
}

/** How many sockets are open to this browser's sandbox now. */
export const openSockets = (): Promise<number> => ask({ do: 'sockets' });

async function ask<Answer>(request: Record<string, unknown>): Promise<Answer> {
  const { value } = await executeServerCommand<{ value: Answer }, Record<string, unknown>>('sandbox', request);
  return value;
}
