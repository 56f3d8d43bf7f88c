import { AuthError } from '../../engine/errors.js';
import type { Nango } from '../../engine/nango.js';
import type { Integration, Provider, Session } from '../../engine/options.js';

/** What a session token allows. */
export interface Catalog {
  readonly session: Session;
  readonly integrations: readonly Integration[];
}

/** Everything that the form of one integration is made from. */
export interface Schema {
  readonly provider: Provider;
  readonly integration?: Integration | undefined;
  readonly session?: Session | undefined;
}

/** The server to ask. The engine is created only for a request: a page may have a hundred buttons in view. */
interface Source {
  readonly engine: Pick<Nango, 'session' | 'integrations' | 'provider'>;
  readonly cacheKey: unknown;
  /** The number of its last reset. What was loaded before may be another user's. */
  readonly lastReset: number;
}

interface CacheEntry {
  readonly loadedAt: number;
  /** How many resets there had been on the page. */
  readonly resets: number;
  catalog?: Promise<Catalog>;
  readonly providers: Map<string, Promise<Provider>>;
}

// By server and token, or by the element whose function fetches the token. Keys that contain a token are stored only here.
const cache = new Map<unknown, CacheEntry>();
const maxEntries = 20;
const maxAgeMs = 5 * 60_000; // The user behind a `session-url` may change, and with them what a session allows.

let resets = 0;

/** Counts a reset. @returns its number on this page */
export const countReset = (): number => ++resets;

/** Clears the cache, for tests, each of which has its own server. */
export function forgetSessions(): void {
  cache.clear();
}

function entryFor({ cacheKey: key, lastReset }: Source): CacheEntry {
  const kept = cache.get(key);
  const now = Date.now();
  // A clock that was set back doesn't make anything newer.
  const isKept = kept && kept.resets >= lastReset && Math.abs(now - kept.loadedAt) < maxAgeMs;
  const entry = isKept ? kept : { loadedAt: now, resets, providers: new Map<string, Promise<Provider>>() };
  cache.set(key, entry);
  for (const oldest of cache.keys()) if (cache.size > maxEntries) cache.delete(oldest);
  return entry;
}

/**
 * Loads session and integrations of a token, once for all elements of the page.
 * @param source creates the engine
 * @throws {AuthError} as `Nango.session()` and `Nango.integrations()`
 */
export function loadCatalog(source: Source): Promise<Catalog> {
  const entry = entryFor(source);
  // A failure is not cached: the next call tries again.
  return (entry.catalog ??= Promise.all([source.engine.session(), source.engine.integrations()]).then(
    ([session, integrations]) => ({ session, integrations }),
    (error) => {
      delete entry.catalog;
      throw error;
    },
  ));
}

/**
 * Loads everything about one integration, once for all elements of the page.
 * @param source creates the engine
 * @param integrationId which one
 * @throws {AuthError} `unknown_provider_config` if the session has no such integration
 */
export async function loadSchema(source: Source, integrationId: string): Promise<Schema> {
  const { session, integrations } = await loadCatalog(source);
  const integration = integrations.find((each) => each.unique_key === integrationId);
  if (!integration) {
    throw new AuthError('unknown_provider_config', {
      message: `The session doesn't allow ${integrationId}, or it doesn't exist.`,
    });
  }
  const { providers } = entryFor(source);
  const { provider: name = '' } = integration;
  const loading = providers.get(name) ?? source.engine.provider(name);
  providers.set(name, loading);
  loading.catch(() => providers.delete(name));
  return { provider: await loading, integration, session };
}
