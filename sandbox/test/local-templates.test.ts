import assert from 'node:assert/strict';
import { getProviders } from '@nangohq/providers';
import { test } from 'vitest';
import { localTemplate } from '../local-templates.js';
import { Templates } from '../templates.js';

const provider = 'http://127.0.0.1:1';
const templates = new Templates({}, (template) => localTemplate(provider, template));

test('no template leads elsewhere than to the local provider', () => {
  const addresses = templates.names().flatMap((name) => {
    const template = templates.get(name);
    const { authorization_url: authorization, token_url: token, request_url: request, proxy } = template ?? {};
    const api = proxy?.verification ? [proxy.base_url, proxy.verification.base_url_override] : [];
    const steps = (template?.additional_steps ?? []).map((step) => step.token_url);
    const tokens = typeof token === 'object' ? Object.values(token) : [token];
    const asked =
      template?.auth_mode === 'NONE'
        ? []
        : [authorization, ...tokens, request, template?.registration_url, ...api, ...steps];
    return asked.flatMap((address) =>
      typeof address === 'string' &&
      !address.startsWith(provider) &&
      !address.startsWith('${connectionConfig.appPublicLink}')
        ? [`${name}: ${address}`]
        : [],
    );
  });
  assert.ok(templates.names().length > 1000);
  assert.deepEqual(addresses, []);
});

test('what is asked of a user stays as it is', () => {
  for (const [name, real] of Object.entries(getProviders() ?? {})) {
    const local = templates.get(name);
    assert.deepEqual(local?.credentials, real.credentials, name);
    assert.deepEqual(local?.connection_config, real.connection_config, name);
  }
});

test('an address that needs a parameter still does', () => {
  assert.equal(
    templates.get('zendesk')?.authorization_url,
    `${provider}/auth?subdomain=\${connectionConfig.subdomain}`,
  );
});
