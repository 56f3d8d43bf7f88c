import type { Provider } from '../../src/engine/options.js';

let templates: Promise<Readonly<Record<string, Provider>>> | undefined;

/** The templates of all providers that Nango knows, by name, as `GET /providers/:provider` gives them. */
export const allProviders = (): Promise<Readonly<Record<string, Provider>>> => (templates ??= load());

/** One of them. */
export async function providerNamed(name: string): Promise<Provider> {
  const provider = (await allProviders())[name];
  if (!provider) throw new Error(`There is no provider ${name}`);
  return provider;
}

async function load(): Promise<Readonly<Record<string, Provider>>> {
  const response = await fetch('/providers.json');
  const all: unknown = await response.json();
  if (!areProviders(all)) throw new Error('/providers.json holds no providers');
  return Object.fromEntries(Object.entries(all).map(([name, provider]) => [name, { ...provider, name }]));
}

const areProviders = (value: unknown): value is Record<string, Provider> =>
  Object.values(value ?? {}).some((provider) => provider instanceof Object && 'auth_mode' in provider);
