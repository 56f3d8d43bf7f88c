import type { Template, TemplateOverride } from './templates.js';

/**
 * The overrides that make a real template use only the local provider. Its fields stay as they are.
 *
 * @param provider URL of the local provider
 */
export function localTemplate(provider: string, template: Template): TemplateOverride {
  const nowhere = { authorization_url: undefined, token_url: undefined, proxy: { base_url: `${provider}/api` } };
  return { ...nowhere, ...addressesOf(provider, template) };
}

/** What the mode of a template asks. */
function addressesOf(provider: string, template: Template): TemplateOverride {
  switch (template.auth_mode) {
    case 'OAUTH2':
    case 'MCP_OAUTH2':
      return {
        authorization_url: withFields(`${provider}/auth`, template.authorization_url),
        token_url: `${provider}/token`,
        authorization_params: {},
        authorization_code_param_in_callback: undefined,
        token_request_auth_method: undefined,
        disable_pkce: false,
        ...(template.auth_mode === 'MCP_OAUTH2' && {
          client_registration: 'dynamic',
          registration_url: `${provider}/reg`,
        }),
      };
    case 'OAUTH1':
      return {
        request_url: `${provider}/oauth1/request_token`,
        authorization_url: `${provider}/oauth1/authorize`,
        token_url: `${provider}/oauth1/access_token`,
      };
    case 'OAUTH2_CC':
      return { token_url: withFields(`${provider}/cc/token`, addressOf(template)) };
    case 'TWO_STEP':
      return {
        token_url: withFields(`${provider}/two-step/token`, addressOf(template)),
        token_request_method: 'POST',
        token_response: { token: 'token' },
        additional_steps: [],
        proxy: tested(provider),
      };
    case 'BILL':
      return { token_url: `${provider}/bill/login` };
    case 'API_KEY':
      return { proxy: tested(provider, { 'x-sandbox-key': '${apiKey}' }) };
    case 'JWT':
      return { proxy: tested(provider, { authorization: 'Bearer ${accessToken}' }) };
    case 'SIGNATURE':
      return { proxy: tested(provider, { 'x-wsse': '${accessToken}' }) };
    case 'APP':
    case 'CUSTOM':
      // The app's own address is the integration's.
      return { authorization_url: template.authorization_url, token_url: `${provider}/apps/token` };
    case 'BASIC':
    case 'TBA':
    case 'INSTALL_PLUGIN':
      return { proxy: tested(provider) };
    case 'NONE':
    case 'AWS_SIGV4':
    case 'MCP_OAUTH2_GENERIC':
      return {};
  }
}

function tested(provider: string, headers?: Record<string, string>) {
  return {
    base_url: `${provider}/api`,
    ...(headers && { headers }),
    verification: { method: 'GET', endpoints: ['/verify'] },
  };
}

function addressOf({ token_url: address }: Template): string | undefined {
  return typeof address === 'string' ? address : undefined;
}

/** What the real address needs to know of the connection stays needed. */
function withFields(local: string, real = ''): string {
  const [choice = ''] = real.split(' || ');
  const names = new Set(Array.from(choice.matchAll(/\$\{connectionConfig\.(\w+)\}/g), ([, name = '']) => name));
  const query = Array.from(names, (name) => `${name}=\${connectionConfig.${name}}`).join('&');
  return query ? `${local}?${query}` : local;
}
