import { z } from 'zod';
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

/** An integration that has its provider's name, made where there is none yet. */
export async function integrationFor(ask: Ask, provider: string): Promise<string> {
  const path = `/integrations/${encodeURIComponent(provider)}`;
  const exists = await ask('GET', path).then(
    () => true,
    () => false,
  );
  if (!exists) await ask('POST', '/integrations', { unique_key: provider, provider });
  return provider;
}
