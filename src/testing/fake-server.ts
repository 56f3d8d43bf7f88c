import type { Provider } from '../engine/options.js';
import { answer, refusal, type Answer } from './answer.js';
import type { FakeSession } from './store.js';

/** The integrations that there are, each with its provider's template. */
export type Integrations = Readonly<Record<string, Provider>>;

/**
 * What a session token reads.
 *
 * @param path below the host
 * @see docs/protocol.md §6.3 and §6.4
 */
export function readCatalog(integrations: Integrations, path: string, session: FakeSession): Answer {
  const { integrationId, connectionId } = session;
  const [, provider] = /^providers\/([^/]+)$/.exec(path) ?? [];
  const name = provider === undefined ? undefined : decodeURIComponent(provider);
  // The popup would be redirected to the provider, too.
  if (path.startsWith('oauth/connect/')) return answer(302);
  if (path === 'connect/session')
    return answer(200, {
      data: {
        endUser: null,
        ...(integrationId !== undefined && { allowed_integrations: [integrationId] }),
        ...(connectionId !== undefined && { isReconnecting: true }),
      },
    });
  if (path === 'integrations')
    return answer(200, {
      data: Object.entries(integrations)
        .filter(([key]) => integrationId === undefined || key === integrationId)
        .map(([key, { display_name = key }]) => ({ unique_key: key, provider: key, display_name })),
    });
  if (name !== undefined && Object.hasOwn(integrations, name))
    return answer(200, { data: { name, display_name: name, ...integrations[name] } });
  return refusal(404, 'not_found');
}

/** The integration at the end of a path; `undefined` where there is none of that name. */
export function integrationOf(integrations: Integrations, path: string): string | undefined {
  const key = decodeURIComponent(path.split('/').at(-1) ?? '');
  return Object.hasOwn(integrations, key) ? key : undefined;
}

/** The connection's parameters in a query. @see docs/protocol.md §2.1 */
export function paramsOf(query: URLSearchParams): Readonly<Record<string, string>> {
  const named = [...query].flatMap(([name, value]) => {
    const [, key] = /^params\[(.*)\]$/.exec(name) ?? [];
    return key === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(named);
}
