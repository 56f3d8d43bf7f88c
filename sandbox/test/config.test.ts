import assert from 'node:assert/strict';
import { ConfigError, parseConfig } from '../config.js';
import { startSandbox } from '../sandbox.js';
import { clientOf, fields } from './client.js';
import { Visitor } from './visitor.js';
import { test } from 'vitest';

const mistakes: [name: string, config: unknown, message: RegExp][] = [
  ['an unknown key', { prot: 1 }, /Unrecognized key: "prot"/],
  ['a port that is none', { port: 70000 }, /^port: /],
  ['a public key that is no UUID', { publicKey: 'pk' }, /^publicKey: /],
  ['a callback address of another kind', { callbackUrl: 'ftp://x' }, /^callbackUrl: /],
  ['a host with a scheme', { hosts: ['ok.example', 'https://a.example'] }, /^hosts\[1\]: .*nango\.example\.com/],
  ['a host with a path', { hosts: ['a.example/nango'] }, /^hosts\[0\]: /],
  ['a host with a space', { hosts: ['a b'] }, /^hosts\[0\]: /],
  ['a host with the usual port, which browsers leave out', { hosts: ['a.example:80'] }, /^hosts\[0\]: /],
  ['an HMAC without its key', { hmac: { enabled: true } }, /^hmac\.key: /],
  [
    'an unknown fault',
    { integrations: [{ unique_key: 'a', provider: 'github', fault: 'odd' }] },
    /^integrations\[0\]\.fault: /,
  ],
  [
    'an unknown key of an integration',
    { integrations: [{ unique_key: 'a', provider: 'github', secret: 'x' }] },
    /^integrations\[0\]: Unrecognized key: "secret"/,
  ],
  ['not an object', [], /^\(top level\): /],
];

for (const [name, config, message] of mistakes) {
  test(`${name} is a mistake`, () => {
    assert.throws(
      () => parseConfig(config),
      (error) => error instanceof ConfigError && message.test(error.message),
    );
  });
}

test('a provider that does not exist is a mistake', async () => {
  const integrations = [{ unique_key: 'a', provider: 'no-such-provider' }];
  await assert.rejects(
    startSandbox({ port: 0, integrations }),
    /integrations\[0\]\.provider: there is no provider no-such-provider/,
  );
});

test('an integration that is there twice is a mistake', async () => {
  const integration = { unique_key: 'a', provider: 'github' };
  await assert.rejects(
    startSandbox({ port: 0, integrations: [integration, integration] }),
    /integrations\[1\]\.unique_key: a is there twice/,
  );
});

test('an added provider must say its mode', async () => {
  const providers = { mine: { token_url: 'https://example.com' } };
  await assert.rejects(startSandbox({ port: 0, providers }), /providers\.mine\.auth_mode: /);
});

test('single fields of a template are overridden, the others stay', async () => {
  const providers = { github: { authorization_url: 'https://github.example/authorize' } };
  const integrations = [{ unique_key: 'gh', provider: 'github', client_id: 'i', client_secret: 's' }];
  const sandbox = await startSandbox({ port: 0, integrations, providers });
  const client = clientOf(sandbox);
  const { body } = await client.send('GET', '/providers/github', undefined, await client.session());
  assert.match(JSON.stringify(body), /"authorization_url":"https:\/\/github\.example\/authorize"/);
  assert.match(JSON.stringify(body), /"display_name":"GitHub/);
  await sandbox.close();
});

test('callbackUrl is what the provider is told to redirect to', async () => {
  const sandbox = await startSandbox({ port: 0, callbackUrl: 'http://localhost:1/forward' });
  const visitor = new Visitor();
  await visitor.open(`${sandbox.url}/oauth/connect/github?public_key=${sandbox.publicKey}`);
  assert.equal(new URL(visitor.hops[1]?.url ?? '').searchParams.get('redirect_uri'), 'http://localhost:1/forward');
  assert.match(visitor.hops.at(-1)?.url ?? '', /interaction/, 'the provider accepts it');
  await sandbox.close();
});

test('everybody gets all templates, but pages of other origins', async () => {
  const providers = { github: { authorization_url: 'https://github.example/authorize' } };
  const sandbox = await startSandbox({ port: 0, providers });
  const { headers, body } = await clientOf(sandbox).send('GET', '/providers.json');
  assert.equal(headers.get('access-control-allow-origin'), null);
  assert.equal(fields(body.github).authorization_url, 'https://github.example/authorize');
  assert.ok(Object.keys(body).length > 1000);
  await sandbox.close();
});
