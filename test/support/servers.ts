import { z } from 'zod';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { contractConfig } from './contract-config.js';
import { startMockProvider, type MockProvider } from './mock-provider.js';

/** A sandbox with the integrations of the recorded server, and the provider that they lead to. */
export interface Servers {
  readonly sandbox: Sandbox;
  readonly provider: MockProvider;
  /** A fresh connect session token; `body` as `POST /connect/sessions` takes it. */
  session(body?: Record<string, unknown>): Promise<string>;
  /** A session token to reconnect a connection. */
  reconnect(body: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** Starts both on free ports. */
export async function startServers(): Promise<Servers> {
  const provider = await startMockProvider();
  const sandbox = await startSandbox({ ...contractConfig(provider.url), rateLimit: 100_000 });

  async function tokenFrom(path: string, content: Record<string, unknown>): Promise<string> {
    const response = await fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(content),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return answer.parse(await response.json()).data.token;
  }

  return {
    sandbox,
    provider,
    session: (body = { end_user: { id: 'test-user' } }) => tokenFrom('/connect/sessions', body),
    reconnect: (body) => tokenFrom('/connect/sessions/reconnect', body),
    async close() {
      await Promise.all([sandbox.close(), provider.close()]);
    },
  };
}

const answer = z.object({ data: z.object({ token: z.string() }) });
