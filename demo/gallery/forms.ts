import type { NangoCredentialsForm, Provider } from '../../src/index.js';
import { element } from '../playground/dom.js';
import { fill, start } from './acts.js';
import { never, type Cell, type Surroundings } from './cell.js';
import { withWindow } from './windows.js';

/** A template with one of each kind of field. */
const rich: Provider = {
  auth_mode: 'OAUTH2_CC',
  display_name: 'Everything',
  docs_connect: 'https://example.com/docs',
  credentials: {
    client_id: { title: 'Client ID', description: 'Starts with a c.', example: 'c-123', doc_section: '#id' },
    client_secret: { title: 'Client secret', secret: true },
  },
  connection_config: {
    subdomain: { title: 'Subdomain', prefix: 'https://', suffix: '.example.com', format: 'hostname' },
    region: { title: 'Region', enum: ['eu', 'us', 'ap'], warnings: { ap: 'Slow from Europe.' } },
    certificate: { title: 'Certificate', example: '-----BEGIN CERTIFICATE-----', optional: true },
  },
};

/** The form alone. */
export function forms({ host, token, reconnectToken }: Surroundings): Cell[] {
  const form = (more: Partial<NangoCredentialsForm>): NangoCredentialsForm =>
    element('nango-credentials-form', { host, sessionToken: token, integrationId: 'openai', ...more });
  const faulty = form({ provider: rich });
  const refused = form({});
  const busy = form({ host: `${location.origin}/api/silent`, authMode: 'API_KEY' });
  const connected = form({});
  const away = form({ integrationId: 'github', authMode: 'OAUTH2' });
  const waiting = form({ integrationId: 'github', authMode: 'OAUTH2' });
  return [
    { name: 'Each kind of field', element: form({ provider: rich }), state: 'input' },
    { name: 'Sent too early', element: faulty, state: 'input', lead: () => start(faulty) },
    { name: 'Refused', element: refused, state: 'error', lead: () => fill(refused, { 'credentials.apiKey': 'bad' }) },
    {
      name: 'On its way',
      element: busy,
      state: 'connecting',
      lead: () => fill(busy, { 'credentials.apiKey': 'good' }),
    },
    {
      name: 'Its window is open',
      element: away,
      state: 'connecting',
      lead: () => withWindow('stays', () => start(away)),
    },
    {
      name: 'Its window was cut off',
      element: waiting,
      state: 'waiting',
      lead: () => withWindow('severed', () => start(waiting)),
    },
    {
      name: 'Connected',
      element: connected,
      state: 'connected',
      lead: () => fill(connected, { 'credentials.apiKey': 'good' }),
    },
    { name: 'Reconnect', element: form({ integrationId: 'algolia', sessionToken: reconnectToken }), state: 'input' },
    { name: 'Disabled', element: form({ disabled: true }), state: 'input' },
    {
      name: 'The session is over',
      element: form({ sessionToken: `nango_connect_session_${'0'.repeat(64)}` }),
      state: 'error',
    },
    { name: 'Loading', element: form({ sessionToken: never }), state: 'loading' },
  ];
}
