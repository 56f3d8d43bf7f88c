import { getProviders } from '@nangohq/providers';
import type { Provider } from '../../../src/engine/options.js';
import { isProvider } from '../../../src/engine/answers.js';

const templates = new Map<string, Provider>();
for (const [name, template] of Object.entries(getProviders() ?? {})) {
  const provider: unknown = { ...template, name };
  if (isProvider(provider)) templates.set(name, provider);
}

/** The templates of all providers that Nango knows, by name, as `GET /providers/:provider` gives them. */
export const allProviders = (): ReadonlyMap<string, Provider> => templates;

/** One of them. */
export function providerNamed(name: string): Provider {
  const provider = templates.get(name);
  if (!provider) throw new Error(`There is no provider ${name}`);
  return provider;
}
