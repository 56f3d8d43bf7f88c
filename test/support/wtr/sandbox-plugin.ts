import type { TestRunnerPlugin } from '@web/test-runner-core';
import { z } from 'zod';
import { faultSchema } from '../../../sandbox/faults.js';
import { startSandbox } from '../../../sandbox/sandbox.js';
import { contractConfig } from '../contract-config.js';
import { startMockProvider } from '../mock-provider.js';

const body = z.record(z.string(), z.unknown());

const request = z.discriminatedUnion('do', [
  z.object({ do: z.literal('info') }),
  z.object({ do: z.literal('session'), body: body.optional() }),
  z.object({ do: z.literal('reconnect'), body }),
  z.object({ do: z.literal('connections') }),
  z.object({ do: z.literal('activity') }),
  z.object({ do: z.literal('sockets') }),
  z.object({ do: z.literal('expire'), token: z.string() }),
  z.object({ do: z.literal('forget-popups') }),
  z.object({
    do: z.literal('fault'),
    integration: z.string(),
    fault: faultSchema.optional(),
    delay: z.number().optional(),
  }),
]);

type Servers = Awaited<ReturnType<typeof start>>;

/**
 * A sandbox and a mock provider for each browser, on free ports, which tests reach by the command `sandbox`.
 * Browsers run at the same time, and one must not count the other's sockets.
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

async function start() {
  const provider = await startMockProvider();
  const sandbox = await startSandbox({ ...contractConfig(provider.url), rateLimit: 100_000 });
  return { sandbox, provider, close: () => Promise.all([sandbox.close(), provider.close()]) };
}

async function answer({ sandbox, provider }: Servers, asked: z.infer<typeof request>): Promise<unknown> {
  switch (asked.do) {
    case 'info': {
      const { url, publicKey, secretKey } = sandbox;
      return { url, publicKey, secretKey, provider: provider.url };
    }
    case 'session':
      return post('/connect/sessions', asked.body ?? { end_user: { id: 'test-user' } });
    case 'reconnect':
      return post('/connect/sessions/reconnect', asked.body);
    case 'connections':
      return sandbox.connections();
    case 'activity':
      return sandbox.activity();
    case 'sockets':
      return sandbox.openSockets;
    case 'expire':
      return sandbox.expireSession(asked.token);
    case 'forget-popups':
      return sandbox.forgetPopups();
    case 'fault':
      return sandbox.setFault(asked.integration, asked.fault, asked.delay);
  }

  async function post(path: string, content: Record<string, unknown>): Promise<unknown> {
    const response = await fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(content),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}
