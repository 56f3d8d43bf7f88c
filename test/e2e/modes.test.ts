import assert from 'node:assert/strict';
import { it } from 'vitest';
import { inEngine } from './support/engine-tests.js';
import { allIsDone, alone, signInAndAllow, windowOf, type Person } from './support/person.js';
import { connectionsOf } from './support/steps.js';

const install = (popup: Person): Promise<void> => popup.click('button[value=allow]');

interface Mode {
  readonly mode: string;
  readonly integration: string;
  /** What the user types, by the fields' names; the first one has the focus. */
  readonly fields?: Readonly<Record<string, string>>;
  /** What the user does in the window. */
  readonly inWindow?: (popup: Person) => Promise<void>;
}

const modes: readonly Mode[] = [
  { mode: 'OAUTH2', integration: 'github', inWindow: signInAndAllow },
  {
    mode: 'OAUTH2 with a field',
    integration: 'zendesk',
    fields: { 'params.subdomain': 'almanac' },
    inWindow: signInAndAllow,
  },
  { mode: 'OAUTH1', integration: 'twitter', inWindow: signInAndAllow },
  { mode: 'MCP_OAUTH2', integration: 'notion-mcp', inWindow: signInAndAllow },
  // The template's own address is in the field.
  {
    mode: 'MCP_OAUTH2_GENERIC',
    integration: 'mcp-generic',
    fields: { 'params.mcp_server_url': '' },
    inWindow: signInAndAllow,
  },
  { mode: 'APP', integration: 'github-app', inWindow: install },
  { mode: 'CUSTOM', integration: 'github-app-oauth', inWindow: install },
  { mode: 'INSTALL_PLUGIN', integration: 'crisp-plugin-install', inWindow: install },
  { mode: 'NONE', integration: 'unauthenticated' },
  { mode: 'API_KEY', integration: 'openai', fields: { 'credentials.apiKey': 'good-key' } },
  {
    mode: 'BASIC',
    integration: 'clicksend',
    fields: { 'credentials.username': 'good', 'credentials.password': 'pass' },
  },
  {
    mode: 'OAUTH2_CC',
    integration: '8x8',
    fields: { 'credentials.client_id': 'id', 'credentials.client_secret': 'good-secret' },
  },
  {
    mode: 'TBA',
    integration: 'netsuite-tba',
    fields: {
      'credentials.oauth_client_id_override': 'id',
      'credentials.oauth_client_secret_override': 'secret',
      'credentials.token_id': 'good-token',
      'credentials.token_secret': 'secret',
      'params.accountId': 'acme',
    },
  },
  {
    mode: 'JWT',
    integration: 'heymarket',
    fields: { 'credentials.apiSecretId': 'a0ee0000-0000-4000-8000-00000000abcd', 'credentials.apiSecretKey': 'secret' },
  },
  {
    mode: 'SIGNATURE',
    integration: 'emarsys',
    fields: { 'credentials.username': 'good', 'credentials.password': 'secret' },
  },
  {
    mode: 'BILL',
    integration: 'bill-sandbox',
    fields: {
      'credentials.username': 'good',
      'credentials.password': 'pass',
      'credentials.organization_id': 'acme',
      'credentials.dev_key': 'key',
    },
  },
  // The first field, a list, has a value.
  { mode: 'TWO_STEP', integration: 'perimeter81', fields: { 'params.domain': '', 'credentials.apiKey': 'good-key' } },
  {
    mode: 'AWS_SIGV4',
    integration: 'aws-sigv4',
    fields: { 'credentials.role_arn': 'arn:aws:iam::123456789012:role/Reader' },
  },
];

inEngine('From a fresh page to a connection', (setting) => {
  for (const { mode, integration, fields, inWindow } of modes) {
    it(mode, async () => {
      const { visit, person } = await setting.open({ 'integration-id': integration });
      const before = await connectionsOf(setting.sandbox, integration);
      const click = () => person.click('[part=button]');
      const send = async () => {
        await click();
        if (fields) await fillIn(person, fields);
        if (fields) await person.press('Enter');
      };
      if (inWindow) await inWindow(await windowOf(visit, send));
      else await send();

      const { event, connectionId, providerConfigKey } = await person.end();
      assert.deepEqual({ event, providerConfigKey }, { event: 'nango-success', providerConfigKey: integration });
      const made = (await connectionsOf(setting.sandbox, integration)).filter((id) => !before.includes(id));
      assert.deepEqual(made, [connectionId]);
      await alone(visit);
      await allIsDone(person);
      assert.equal((await person.heard()).length, 2, 'One start, one end');
    });
  }
});

/** Types into the first field where it is, and goes to the others with the mouse. */
async function fillIn(person: Person, fields: Readonly<Record<string, string>>): Promise<void> {
  const [first, ...others] = Object.entries(fields);
  if (!first) return;
  await person.hasFocus(first[0]);
  if (first[1]) await person.type(first[1]);
  for (const [name, value] of others) {
    await person.click(`[name="${name}"]`);
    await person.hasFocus(name);
    await person.type(value);
  }
}
