import type { IntegrationConfig } from './config.js';
import type { TemplateOverride } from './templates.js';

/** What can be connected when no configuration says otherwise: each auth mode at least once. */
export const defaultIntegrations: readonly IntegrationConfig[] = [
  { unique_key: 'github', provider: 'github', scopes: 'repo,user' },
  { unique_key: 'google-drive', provider: 'google-drive', scopes: 'drive.readonly' },
  { unique_key: 'github-coop', provider: 'github', scopes: 'repo', fault: 'coop' },
  { unique_key: 'zendesk', provider: 'zendesk', scopes: 'read' },
  { unique_key: 'sentry-oauth', provider: 'sentry-oauth' },
  { unique_key: 'twitter', provider: 'twitter' },
  { unique_key: 'openai', provider: 'openai' },
  { unique_key: 'algolia', provider: 'algolia' },
  { unique_key: 'clicksend', provider: 'clicksend' },
  { unique_key: 'freshdesk', provider: 'freshdesk' },
  { unique_key: 'unauthenticated', provider: 'unauthenticated' },
];

/** Real templates, of which only the addresses are the local provider's. */
export function defaultProviders(provider: string): Record<string, TemplateOverride> {
  const oauth2 = { authorization_url: `${provider}/auth`, token_url: `${provider}/token` };
  const verification = { method: 'GET', endpoints: ['/verify'] };
  return {
    github: oauth2,
    'google-drive': oauth2,
    zendesk: {
      authorization_url: `${provider}/auth?subdomain=\${connectionConfig.subdomain}`,
      token_url: `${provider}/token`,
    },
    twitter: {
      request_url: `${provider}/oauth1/request_token`,
      authorization_url: `${provider}/oauth1/authorize`,
      token_url: `${provider}/oauth1/access_token`,
    },
    openai: { proxy: { base_url: `${provider}/api`, headers: { authorization: 'Bearer ${apiKey}' }, verification } },
    algolia: { proxy: { base_url: `${provider}/api`, headers: { 'x-algolia-api-key': '${apiKey}' }, verification } },
    clicksend: { proxy: { base_url: `${provider}/api`, verification } },
    freshdesk: { proxy: { base_url: `${provider}/api`, verification } },
  };
}
