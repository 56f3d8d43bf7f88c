import type { TestRunnerPlugin } from '@web/test-runner-core';
import { z } from 'zod';
import { faultSchema } from '../../../sandbox/faults.js';
import { startServers, type Servers } from '../servers.js';

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
      const started = servers.get(session.browser.name) ?? startServers();
      servers.set(session.browser.name, started);
      return { value: await answer(await started, request.parse(payload)) };
    },
    async serverStop() {
      await Promise.all(Array.from(servers.values(), async (started) => (await started).close()));
    },
  };
}

async function answer(servers: Servers, asked: z.infer<typeof request>): Promise<unknown> {
  const { sandbox, provider } = servers;
  switch (asked.do) {
    case 'info': {
      const { url, publicKey, secretKey } = sandbox;
      return { url, publicKey, secretKey, provider: provider.url };
    }
    case 'session':
      return servers.session(asked.body);
    case 'reconnect':
      return servers.reconnect(asked.body);
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
}
