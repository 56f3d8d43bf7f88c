import { generateKeyPairSync } from 'node:crypto';
import type { IntegrationConfig } from './config.js';
import type { TemplateOverride } from './templates.js';

/** The default integrations: each auth mode at least once. */
export function defaultIntegrations(provider: string): IntegrationConfig[] {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const app = {
    client_id: 'sandbox-app',
    client_secret: 'sandbox-secret',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  return [
    // OAUTH2: plain, with COOP, with a field, without a popup
    { unique_key: 'github', provider: 'github', display_name: 'GitHub', scopes: 'repo,user' },
    { unique_key: 'google-drive', provider: 'google-drive', scopes: 'drive.readonly' },
    { unique_key: 'github-coop', provider: 'github', display_name: 'GitHub (COOP)', scopes: 'repo', fault: 'coop' },
    { unique_key: 'zendesk', provider: 'zendesk', scopes: 'read' },
    { unique_key: 'sentry-oauth', provider: 'sentry-oauth' },
    // OAUTH1
    { unique_key: 'twitter', provider: 'twitter' },
    // API_KEY, without and with a field beside the key
    { unique_key: 'openai', provider: 'openai' },
    { unique_key: 'algolia', provider: 'algolia' },
    // BASIC, with both fields, and with the password hidden
    { unique_key: 'clicksend', provider: 'clicksend' },
    { unique_key: 'freshdesk', provider: 'freshdesk' },
    // NONE
    { unique_key: 'unauthenticated', provider: 'unauthenticated' },
    // OAUTH2_CC, with a secret, a private key, and a certificate
    { unique_key: '8x8', provider: '8x8' },
    { unique_key: 'okta-cc', provider: 'okta-cc' },
    { unique_key: 'adp', provider: 'adp' },
    // TBA, JWT, BILL, SIGNATURE, AWS_SIGV4
    { unique_key: 'netsuite-tba', provider: 'netsuite-tba', client_id: 'sandbox', client_secret: 'sandbox-secret' },
    { unique_key: 'heymarket', provider: 'heymarket' },
    { unique_key: 'ghost-admin', provider: 'ghost-admin' },
    { unique_key: 'apple-app-store', provider: 'apple-app-store' },
    { unique_key: 'bill-sandbox', provider: 'bill-sandbox' },
    { unique_key: 'emarsys', provider: 'emarsys' },
    {
      unique_key: 'aws-sigv4',
      provider: 'aws-sigv4',
      custom: { service: 's3', defaultRegion: 'us-east-1', stsMode: 'custom', stsEndpointUrl: `${provider}/sts` },
    },
    // TWO_STEP, without and with an assertion
    { unique_key: 'perimeter81', provider: 'perimeter81' },
    { unique_key: 'sap-success-factors', provider: 'sap-success-factors' },
    // APP, CUSTOM, INSTALL_PLUGIN
    { unique_key: 'github-app', provider: 'github-app', app_link: `${provider}/apps/app`, ...app },
    { unique_key: 'github-app-oauth', provider: 'github-app-oauth', app_link: `${provider}/apps/app-oauth`, ...app },
    {
      unique_key: 'crisp-plugin-install',
      provider: 'crisp-plugin-install',
      app_link: `${provider}/plugins/plugin`,
      client_id: 'good',
      client_secret: 'pass',
    },
    // MCP_OAUTH2, MCP_OAUTH2_GENERIC
    { unique_key: 'notion-mcp', provider: 'notion-mcp' },
    { unique_key: 'mcp-generic', provider: 'mcp-generic' },
  ];
}

/** Real templates with the local provider's addresses. */
export function defaultProviders(provider: string): Record<string, TemplateOverride> {
  const oauth2 = { authorization_url: `${provider}/auth`, token_url: `${provider}/token` };
  const clientCredentials = { token_url: `${provider}/cc/token` };
  const twoStep = { token_url: `${provider}/two-step/token` };
  const installation = `${provider}/apps/installations/\${connectionConfig.installation_id}/access_tokens`;
  const tested = (headers?: Record<string, string>) => ({
    proxy: {
      base_url: `${provider}/api`,
      ...(headers && { headers }),
      verification: { method: 'GET', endpoints: ['/verify'] },
    },
  });
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
    openai: tested({ authorization: 'Bearer ${apiKey}' }),
    algolia: tested({ 'x-algolia-api-key': '${apiKey}' }),
    clicksend: tested(),
    freshdesk: tested(),
    '8x8': clientCredentials,
    'okta-cc': clientCredentials,
    adp: clientCredentials,
    'netsuite-tba': tested(),
    heymarket: tested({ authorization: 'Bearer ${accessToken}' }),
    'ghost-admin': tested({ authorization: 'Ghost ${accessToken}' }),
    'bill-sandbox': { token_url: `${provider}/bill/login` },
    emarsys: tested({ 'x-wsse': '${accessToken}' }),
    perimeter81: twoStep,
    'sap-success-factors': twoStep,
    'github-app': { token_url: installation },
    'github-app-oauth': { token_url: { OAUTH2: `${provider}/apps/token`, APP: installation } },
    'crisp-plugin-install': tested(),
    'notion-mcp': { ...oauth2, registration_url: `${provider}/reg` },
    'mcp-generic': {
      connection_config: {
        mcp_server_url: {
          type: 'string',
          title: 'MCP Server URL',
          description: 'The base URL of your MCP server',
          format: 'uri',
          example: `${provider}/mcp`,
          default_value: `${provider}/mcp`,
        },
      },
    },
  };
}
