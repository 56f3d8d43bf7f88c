import type { ActivityEntry } from './activity.js';
import { parseConfig, type IntegrationConfig, type SandboxConfig } from './config.js';
import type { Connection } from './connections.js';
import { createEnvironment, type Environment } from './environment.js';
import { behaviorOf, type Faults } from './faults.js';
import { close, listenOnLoopback, serve } from './listen.js';
import { startProvider } from './provider/provider.js';
import type { Visitors } from './provider/visitors.js';
import { createApp } from './server.js';

export type { IntegrationConfig, SandboxConfig } from './config.js';
export type { Fault } from './faults.js';

/** A running sandbox. All methods but `close` are for tests. */
export interface Sandbox {
  readonly url: string;
  readonly port: number;
  readonly publicKey: string;
  readonly secretKey: string;
  readonly providerUrl: string;
  /** How many WebSockets are open. */
  readonly openSockets: number;
  connections(): Connection[];
  activity(): readonly ActivityEntry[];
  addIntegration(integration: IntegrationConfig): void;
  /** Switches a fault or several on, or all off with `undefined`. `delay` in ms; default: the fault's own. */
  setFault(uniqueKey: string, fault: Faults | undefined, delay?: number): void;
  /** The token answers 401 from now on. */
  expireSession(token: string): void;
  /** Every popup that is on its way comes back with an unknown state. */
  forgetPopups(): void;
  close(): Promise<void>;
}

/**
 * Starts a local Nango server, in memory and on loopback, with an OAuth provider beside it.
 *
 * @throws ConfigError naming the key and the mistake
 * @throws BusyPort
 */
export async function startSandbox(config: SandboxConfig = {}): Promise<Sandbox> {
  const settings = parseConfig(config);
  const provider = await startProvider(settings.providerPort ?? 0);
  const { servers, port } = await listenOnLoopback(settings.port ?? 3003).catch(async (error: unknown) => {
    await provider.close();
    throw error;
  });
  const closing = new AbortController();
  const stop = async () => {
    closing.abort();
    await Promise.all([close(servers), provider.close()]);
  };
  try {
    const environment = createEnvironment(settings, port, provider.client, closing.signal);
    const { url, otherUrl, callbackUrl } = environment;
    const apps = { callback: callbackUrl, appCallback: `${url}/app-auth/connect` };
    const callbacks = new Set([`${url}/oauth/callback`, `${otherUrl}/oauth/callback`, callbackUrl]);
    provider.open([...callbacks], apps, visitorsOf(environment));
    serve(servers, createApp(environment), {
      upgrade: (request, stream, head) => environment.sockets.upgrade(request, stream, head),
      ...(settings.hosts && { hosts: settings.hosts }),
    });
    return describe(environment, port, provider.client.providerUrl, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The provider learns from a popup's state for which integration it was opened. */
function visitorsOf({ oauthSessions, templates }: Environment): Visitors {
  return (state) => {
    const integration = typeof state === 'string' ? oauthSessions.peek(state)?.attempt.integration : undefined;
    if (!integration) return { service: 'the provider', scopes: [], coop: false };
    const { display_name: name = templates.get(integration.provider)?.display_name, scopes = '' } = integration;
    return {
      service: name ?? integration.provider,
      scopes: scopes.split(',').filter(Boolean),
      coop: behaviorOf(integration).severs ?? false,
    };
  };
}

function describe(environment: Environment, port: number, providerUrl: string, stop: () => Promise<void>): Sandbox {
  const {
    url,
    publicKey,
    secretKey,
    sockets,
    connections,
    activity,
    integrations,
    templates,
    sessions,
    oauthSessions,
  } = environment;
  return {
    url,
    port,
    publicKey,
    secretKey,
    providerUrl,
    get openSockets() {
      return sockets.size;
    },
    connections: () => connections.list(),
    activity: () => activity.list(),
    addIntegration: (integration) => void integrations.add(integration, templates.get(integration.provider)),
    setFault: (uniqueKey, fault, delay) => void integrations.update(uniqueKey, { fault, fault_delay: delay }),
    expireSession: (token) => sessions.expire(token),
    forgetPopups: () => oauthSessions.clear(),
    close: stop,
  };
}
