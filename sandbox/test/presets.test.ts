import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, listen, readFields } from '../../test/support/answers.js';
import { startSandbox, type IntegrationConfig, type Sandbox } from '../sandbox.js';
import { clientOf } from './client.js';
import { openPopup } from './visitor.js';

describe('what the owner of an integration has filled in', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    const client = { client_id: 'id', client_secret: 'secret' };
    const integrations: IntegrationConfig[] = [
      { unique_key: 'preset', provider: 'stripe-app-sandbox', ...client, custom: { appDomain: 'owner', other: 'x' } },
      { unique_key: 'open', provider: 'stripe-app-sandbox', ...client, custom: { appDomain: '' } },
    ];
    sandbox = await startSandbox({ port: 0, integrations });
  });
  afterAll(() => sandbox.close());

  /** The path of the provider's address, which has the field in it. */
  async function addressOf(key: string, query: Record<string, string> = {}): Promise<string | undefined> {
    const parameters = new URLSearchParams({ public_key: sandbox.publicKey, ...query });
    const address = `${sandbox.url}/oauth/connect/${key}?${parameters.toString()}`;
    const location = (await fetch(address, { redirect: 'manual' })).headers.get('location');
    return location === null ? undefined : new URL(location).pathname;
  }

  test('is listed, when the template has the field twice and the value is not empty', async () => {
    const { body } = await clientOf(sandbox).backend('GET', '/integrations');
    expect(body.data).toMatchObject([
      { unique_key: 'preset', preconfigured_connection_config: ['appDomain'] },
      { unique_key: 'open' },
    ]);
    assert.equal(JSON.stringify(body).match(/preconfigured/g)?.length, 1);
  });

  test('is used where the connection gives no value', async () => {
    assert.equal(await addressOf('preset'), '/oauth/v2/owner/authorize');
    assert.equal(await addressOf('open'), undefined);
  });

  test('yields to a value of the connection', async () => {
    assert.equal(await addressOf('preset', { 'params[appDomain]': 'mine' }), '/oauth/v2/mine/authorize');
  });
});

test('a template can name the MCP server itself', async () => {
  const local = await startSandbox({ port: 0 });
  const template = { auth_mode: 'MCP_OAUTH2_GENERIC', mcp_server_url: `${local.providerUrl}/mcp` };
  const integrations = [{ unique_key: 'mcp', provider: 'fixed-mcp' }];
  const sandbox = await startSandbox({ port: 0, integrations, providers: { 'fixed-mcp': template } });
  const { listener, page } = await openPopup(sandbox, 'mcp');
  assert.equal(new URL(page.url).origin, local.providerUrl);
  listener.close();
  await Promise.all([sandbox.close(), local.close()]);
});

for (const singleUse of [true, false]) {
  test(`an assertion ${singleUse ? 'for a single use is made anew for each request' : 'is made once'}`, async () => {
    const sent: unknown[] = [];
    const server = createServer((request, response) => {
      void readFields(request).then(({ assertion }) => {
        sent.push(assertion);
        json(response, 200, { token: 't' });
      });
    });
    const step = { token_url: await listen(server), token_params: { assertion: '${credentials.assertion}' } };
    const assertion = { type: 'jwt', singleUse, payload: { jti: '${random}' } };
    const providers = { asserting: { auth_mode: 'TWO_STEP', ...step, additional_steps: [step], assertion } };
    const integrations = [{ unique_key: 'asserting', provider: 'asserting' }];
    const sandbox = await startSandbox({ port: 0, integrations, providers });
    const { status } = await clientOf(sandbox).connect('/auth/two-step/asserting', { type: 'TWO_STEP' });
    assert.deepEqual([status, sent.length, new Set(sent).size], [200, 2, singleUse ? 2 : 1]);
    await sandbox.close();
    server.close();
  });
}
