import { executeServerCommand } from '@web/test-runner-commands';

/** Where this browser's own sandbox and mock provider listen, and the sandbox's keys. */
export interface SandboxInfo {
  readonly url: string;
  readonly provider: string;
  readonly publicKey: string;
  readonly secretKey: string;
}

/** One entry of the sandbox's `GET /connections`, in part. */
export interface SandboxConnection {
  readonly connection_id: string;
  readonly provider_config_key: string;
  readonly provider: string;
}

/** The outcome of an attempt, as the sandbox lists it. */
export interface SandboxActivity {
  readonly integration: string;
  readonly outcome: 'running' | 'success' | 'failed' | 'pending';
  readonly code?: string;
  readonly message?: string;
}

export const sandboxInfo = (): Promise<SandboxInfo> => ask({ do: 'info' });

/** A fresh connect session token; `body` as `POST /connect/sessions` takes it. */
export const newSession = (body?: Record<string, unknown>): Promise<string> => ask({ do: 'session', body });

/** A session token to reconnect a connection. */
export const reconnectSession = (connectionId: string, integrationId: string): Promise<string> =>
  ask({ do: 'reconnect', body: { connection_id: connectionId, integration_id: integrationId } });

/** The newest first. */
export const connections = (): Promise<readonly SandboxConnection[]> => ask({ do: 'connections' });

/** The newest first. */
export const activity = (): Promise<readonly SandboxActivity[]> => ask({ do: 'activity' });

/** How many sockets are open to this browser's sandbox now. */
export const openSockets = (): Promise<number> => ask({ do: 'sockets' });

/** From now on the token is answered as an expired one. */
export const expireSession = (token: string): Promise<void> => ask({ do: 'expire', token });

/** Open popups will return with an unknown state. */
export const forgetPopups = (): Promise<void> => ask({ do: 'forget-popups' });

/** Makes an integration misbehave, `undefined` ends it. sandbox/README.md lists the faults; `delay` in ms. */
export const setFault = (integration: string, fault: string | undefined, delay?: number): Promise<void> =>
  ask({ do: 'fault', integration, fault, delay });

async function ask<Answer>(request: Record<string, unknown>): Promise<Answer> {
  const { value } = await executeServerCommand<{ value: Answer }, Record<string, unknown>>('sandbox', request);
  return value;
}
