import { createServer } from 'node:http';
import express from 'express';
import type { LocalClient } from '../integrations.js';
import { close, listen, serve } from '../listen.js';
import { addApi } from './api.js';
import { addApps, type AppAddresses } from './apps.js';
import { addOAuth1 } from './oauth1.js';
import { addOAuth2 } from './oidc.js';
import type { Visitors } from './visitors.js';

interface LocalProvider {
  readonly client: LocalClient;
  /** Called once it is known where the sandbox itself listens. */
  open(redirectUris: string[], apps: AppAddresses, visitors: Visitors): void;
  close(): Promise<void>;
}

/**
 * The provider beside the sandbox, on 127.0.0.1: another site than `localhost`, as real providers are.
 *
 * @throws BusyPort
 */
export async function startProvider(wantedPort: number): Promise<LocalProvider> {
  const server = createServer();
  const port = await listen(server, wantedPort, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const client = { providerUrl: url, id: 'sandbox', secret: 'sandbox-secret' };
  return {
    client,
    open: (redirectUris, apps, visitors) => {
      const app = express();
      app.disable('x-powered-by');
      addOAuth1(app, url, { key: client.id, secret: client.secret }, visitors);
      addApi(app, url);
      addApps(app, visitors, apps);
      const common = { redirect_uris: redirectUris, token_endpoint_auth_method: 'client_secret_post' as const };
      const clients = [
        { ...common, client_id: client.id, client_secret: client.secret },
        // For connections with a client of the user's own.
        { ...common, client_id: 'own-client', client_secret: 'own-secret' },
      ];
      addOAuth2(app, url, clients, visitors);
      serve([server], app);
    },
    close: () => close([server]),
  };
}
