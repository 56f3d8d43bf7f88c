import { readFileSync } from 'node:fs';
import { parseConfig, type SandboxConfig } from '../../sandbox/config.js';
import { variants } from './mock-provider.js';

/**
 * A sandbox's configuration with the recorded server's integrations and a running mock provider put in, and one
 * integration `mock-oauth2-<variant>` for each variant of the mock provider.
 */
export function contractConfig(provider: string): SandboxConfig {
  const text = readFileSync(new URL('../contract/integrations.json', import.meta.url), 'utf8');
  const { integrations = [], providers = {} } = parseConfig(JSON.parse(text.replaceAll('{{provider}}', provider)));
  for (const name of Object.keys(variants)) {
    const key = `mock-oauth2-${name}`;
    if (key in providers || name === 'auto') continue;
    providers[key] = {
      auth_mode: 'OAUTH2',
      display_name: `Mock OAuth2 (${name})`,
      authorization_url: `${provider}/${name}/authorize`,
      token_url: `${provider}/${name}/token`,
      token_params: { grant_type: 'authorization_code' },
      docs: 'https://nango.dev/docs',
    };
    integrations.push({ unique_key: key, provider: key, client_id: 'mock-client', client_secret: 'mock-secret' });
  }
  return { port: 0, integrations, providers };
}
