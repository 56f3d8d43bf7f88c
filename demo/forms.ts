import '../src/define.js';
import '../src/locales.js';
import { element, find, nangoHost } from './playground/dom.js';
import { addSettings } from './playground/settings.js';

/** The integrations, and what each stands for. */
const integrations = {
  openai: 'API_KEY',
  algolia: 'API_KEY, with parameters',
  clicksend: 'BASIC',
  freshdesk: 'BASIC, with a subdomain',
  zendesk: 'OAUTH2, a subdomain first',
  'okta-cc': 'OAUTH2_CC',
  adp: 'OAUTH2_CC, with certificate and key',
  'netsuite-tba': 'TBA',
  'ghost-admin': 'JWT',
  'apple-app-store': 'JWT, with a key of many lines',
  'bill-sandbox': 'BILL',
  emarsys: 'SIGNATURE',
  'aws-sigv4': 'AWS_SIGV4',
  perimeter81: 'TWO_STEP',
  'sap-success-factors': 'TWO_STEP, with an assertion',
  'mcp-generic': 'MCP_OAUTH2_GENERIC',
};

const host = nangoHost();
find('forms', HTMLDivElement).append(
  ...Object.entries(integrations).map(([integrationId, mode]) =>
    element(
      'section',
      { className: 'cell' },
      element('span', { className: 'name' }, `${integrationId} · ${mode}`),
      element('nango-credentials-form', { integrationId, host, sessionUrl: '/api/nango/session' }),
    ),
  ),
);
addSettings();
