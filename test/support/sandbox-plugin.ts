import { randomUUID } from 'node:crypto';
import type { TestRunnerPlugin } from '@web/test-runner-core';
import { z } from 'zod';
import { contractConfig } from './contract-config.js';
import { startMockProvider } from './mock-provider.js';

const request = z.discriminatedUnion('do', [
  z.object({ do: z.literal('info') }),
  z.object({ do: z.literal('session'), body: z.record(z.string(), z.unknown()).optional() }),
  z.object({ do: z.literal('reconnect'), body: z.record(z.string(), z.unknown()) }),
  z.object({ do: z.literal('connections') }),
  z.object({ do: z.literal('activity') }),
  z.object({ do: z.literal('expire'), token: z.string() }),
  z.object({ do: z.literal('sockets') }),
]);

/**
 * A sandbox and a mock provider for each browser, on free ports, driven by the tests with the command `sandbox`:
 * browsers run at the same time, and one must not count the other's sockets.
 */
export function sandboxPlugin(): TestRunnerPlugin {
  const servers = new Map<string, Promise<Servers>>();

  return {
    name: 'sandbox',
    async executeCommand({ command, payload, session }) {
      if (command !== 'sandbox') return undefined;
      const started = servers.get(session.browser.name) ?? start();
      servers.set(session.browser.name, started);
      return { value: await answer(await started, request.parse(payload)) };
    },
    async serverStop() {
      await Promise.all(Array.from(servers.values(), async (started) => (await started).close()));
    },
  };
}

type Servers = Awaited<ReturnType<typeof start>>;

async function start() {
  const { startSandbox } = await import('../../demo/sandbox/sandbox.js');
  const provider = await startMockProvider();
  const keys = { publicKey: randomUUID(), secretKey: randomUUID() };
  const config = { port: 0, ...keys, rateLimit: 100_000, ...contractConfig(provider.url) };
  const sandbox = await startSandbox(config);
  return {
    sandbox,
    info: { url: sandbox.url, provider: provider.url, ...keys },
    close: () => Promise.all([sandbox.close(), provider.close()]),
  };
}

async function answer({ sandbox, info }: Servers, asked: z.infer<typeof request>): Promise<unknown> {
  const call = async (path: string, body?: Record<string, unknown>) => {
    const response = await fetch(`${info.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${info.secretKey}`, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  switch (asked.do) {
    case 'info': return info;
    case 'session': return call('/connect/sessions', asked.body ?? { end_user: { id: 'test-user' } });
    case 'reconnect': return call('/connect/sessions/reconnect', asked.body);
    case 'connections': return call('/connections');
    case 'activity': return call('/activity');
    case 'expire': return sandbox.expireSession(asked.token);
    case 'sockets': return sandbox.openSockets();
  }
}
