import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { openPopup, type Listener, type Page, type Visitor } from './visitor.js';
import { afterAll, beforeAll, test } from 'vitest';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

/** Opens a popup, lets a user go through its pages, and gives back the frame and the last page. */
async function connect(
  integration: string,
  walk: (visitor: Visitor, page: Page) => Promise<Page>,
  query: Record<string, string> = {},
) {
  const { listener, visitor, page } = await openPopup(sandbox, integration, query);
  const last = await walk(visitor, page);
  return { listener, last, visitor };
}

const press = (action: string) => (visitor: Visitor, page: Page) => visitor.submit(page, action);
const signInAnd = (action: string) => async (visitor: Visitor, page: Page) =>
  visitor.submit(await visitor.signIn(page), action);

async function told(listener: Listener): Promise<string> {
  const frame = await listener.next();
  listener.close();
  return JSON.stringify(frame);
}

const walks = [
  { mode: 'OAUTH1', integration: 'twitter', allow: signInAnd('allow'), deny: signInAnd('deny'), code: 'callback_err' },
  {
    mode: 'MCP_OAUTH2',
    integration: 'notion-mcp',
    allow: signInAnd('allow'),
    deny: signInAnd('deny'),
    code: 'callback_err',
  },
  { mode: 'APP', integration: 'github-app', allow: press('allow'), deny: press('deny'), code: 'url_param_err' },
  { mode: 'CUSTOM', integration: 'github-app-oauth', allow: press('allow'), deny: press('deny'), code: 'callback_err' },
  {
    mode: 'INSTALL_PLUGIN',
    integration: 'crisp-plugin-install',
    allow: press('allow'),
    deny: press('deny'),
    code: 'callback_err',
  },
];

for (const { mode, integration, allow, deny, code } of walks) {
  test(`${mode}: allowed`, async () => {
    const { listener, last } = await connect(integration, allow);
    assert.equal(last.status, 200);
    assert.match(await told(listener), /"message_type":"success".*"is_pending":false/);
  });

  test(`${mode}: denied`, async () => {
    const { listener, last } = await connect(integration, deny);
    assert.equal(last.status, 400);
    assert.match(await told(listener), new RegExp(`"error_type":"${code}"`));
  });
}

test('MCP_OAUTH2_GENERIC: the server says who gives tokens, and the client registers there', async () => {
  const query = { 'params[mcp_server_url]': `${sandbox.providerUrl}/mcp` };
  const { listener, visitor } = await connect('mcp-generic', signInAnd('allow'), query);
  assert.notEqual(new URL(visitor.hops[1]?.url ?? '').searchParams.get('client_id'), 'sandbox');
  assert.match(await told(listener), /"message_type":"success"/);
});

test('MCP_OAUTH2_GENERIC: the address of the server is needed', async () => {
  const { listener, last } = await connect('mcp-generic', (_visitor, page) => Promise.resolve(page));
  assert.equal(last.status, 400);
  assert.match(await told(listener), /"error_type":"url_param_err"/);
});

test('CUSTOM: an installation that an owner must agree to is pending', async () => {
  const { listener } = await connect('github-app-oauth', press('request'));
  assert.match(await told(listener), /"message_type":"success".*"is_pending":true/);
});

test('CUSTOM: an installation that is known keeps its connection', async () => {
  const ids: unknown[] = [];
  for (const connection_id of ['first', 'second']) {
    const { listener } = await connect(
      'github-app-oauth',
      (visitor) => {
        const back = new URL(`${sandbox.url}/oauth/callback?code=app-1&installation_id=77&setup_action=install`);
        back.searchParams.set('state', new URL(visitor.hops[1]?.url ?? '').searchParams.get('state') ?? '');
        return visitor.open(back.href);
      },
      { connection_id },
    );
    ids.push(JSON.parse(await told(listener)));
  }
  assert.deepEqual(
    ids.map((frame) => JSON.stringify(frame).includes('"connection_id":"first"')),
    [true, true],
  );
});

test('APP: a refused installation is told by the type of the token request', async () => {
  const { listener } = await connect('github-app', (visitor) => {
    const state = new URL(visitor.hops[1]?.url ?? '').searchParams.get('state');
    return visitor.open(`${sandbox.url}/app-auth/connect?installation_id=bad1&setup_action=install&state=${state}`);
  });
  assert.match(await told(listener), /"error_type":"refresh_token_external_error"/);
});

test('APP: without a state there is no popup to end', async () => {
  const open = async (query: string) =>
    (await fetch(`${sandbox.url}/app-auth/connect?${query}`, { redirect: 'manual' })).status;
  assert.deepEqual(
    [await open(''), await open('state=x'), await open('setup_action=install'), await open('setup_action=request')],
    [400, 404, 302, 400],
  );
});

test('INSTALL_PLUGIN: a failed test is told to the popup alone', async () => {
  const app_link = `${sandbox.providerUrl}/plugins/plugin`;
  sandbox.addIntegration({
    unique_key: 'plugin',
    provider: 'crisp-plugin-install',
    app_link,
    client_id: 'other',
    client_secret: 'x',
  });
  const { listener, last } = await connect('plugin', press('allow'));
  assert.equal(last.status, 400);
  assert.match(last.text, /"code":"connection_test_failed"/);
  assert.deepEqual(listener.frames, []);
  listener.close();
});

test('OAUTH2 with outbound installation has no popup', async () => {
  const { listener } = await connect('sentry-oauth', (_visitor, page) => Promise.resolve(page));
  assert.match(await told(listener), /"error_type":"provider_config_err"/);
});
