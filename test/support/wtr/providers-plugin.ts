import { getProviders } from '@nangohq/providers';
import type { TestRunnerPlugin } from '@web/test-runner-core';

/** Serves the templates of all providers that Nango knows to the browser tests. */
export function providersPlugin(): TestRunnerPlugin {
  return {
    name: 'providers',
    serve: ({ path }) =>
      path === '/providers.json' ? { body: JSON.stringify(getProviders()), type: 'json' } : undefined,
  };
}
