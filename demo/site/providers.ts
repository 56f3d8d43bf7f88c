import { z } from 'zod';
import type { Sandbox } from '../../sandbox/sandbox.js';
import type { Ask } from './ask.js';

const templates = z.object({
  data: z.array(
    z.looseObject({
      name: z.string(),
      display_name: z.string(),
      auth_mode: z.string(),
      categories: z.array(z.string()).optional(),
    }),
  ),
});

/** What a list shows of a provider. */
export interface ListedProvider {
  readonly name: string;
  readonly title: string;
  readonly authMode: string;
  readonly categories: readonly string[];
}

/** All providers whose templates the sandbox has. */
export async function providers(ask: Ask): Promise<ListedProvider[]> {
  const { data } = templates.parse(await ask('GET', '/providers'));
  return data.map(({ name, display_name: title, auth_mode: authMode, categories = [] }) => ({
    name,
    title,
    authMode,
    categories,
  }));
}

/**
 * An integration with its provider's name, created if there is none yet. Not with `POST /integrations`, which requires an
 * OAuth client's credentials: the local provider supplies those.
 * @throws Error if there is no such provider
 */
export async function integrationFor(
  ask: Ask,
  sandbox: Pick<Sandbox, 'addIntegration'>,
  provider: string,
): Promise<string> {
  const name = encodeURIComponent(provider);
  await ask('GET', `/providers/${name}`);
  const exists = await ask('GET', `/integrations/${name}`).then(
    () => true,
    () => false,
  );
  if (!exists) sandbox.addIntegration({ unique_key: provider, provider });
  return provider;
}
