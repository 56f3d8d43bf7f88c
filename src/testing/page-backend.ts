import { answer, type Answer } from './answer.js';
import type { Store } from './store.js';

const unknown = answer(404, { error: { code: 'unknown_connection' } });

/**
 * Fakes the page's backend, with the answers of `nango-elements/backend`.
 *
 * @param action the last part of the path
 */
export function askPageBackend(store: Store, action: string, body: Readonly<Record<string, unknown>>): Answer {
  const { providerConfigKey, startedAt } = body;
  const integrationId = textOf(body.integrationId);
  const connectionId = textOf(body.connectionId);
  switch (action) {
    case 'session':
      if (connectionId !== undefined && !store.find(integrationId, connectionId)) return unknown;
      return answer(200, { token: store.createToken({ integrationId, connectionId }) });
    case 'confirm': {
      const made = store.madeSince(providerConfigKey, typeof startedAt === 'number' ? startedAt : Infinity);
      return answer(200, made ? { connectionId: made.connectionId, providerConfigKey } : { connected: false });
    }
    case 'status':
      return answer(200, { connections: [...store.connections].reverse() });
    case 'disconnect':
      return store.remove(providerConfigKey, connectionId) ? answer(204) : unknown;
    default:
      return answer(404, { error: { code: 'unknown_path' } });
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
