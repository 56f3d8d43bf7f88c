import { expect, test } from 'vitest';
import { hmac } from '../../src/backend.js';

const key = 'my-hmac-key';

test('the digest is of both ids, with a colon between', async () => {
  expect(await hmac('github', 'user-123', key)).toBe(
    '288fab16636850549d832b71437aa742468d6d2cbbd678697cb3356243b1ce2e',
  );
});

test('without a connection id it is of the integration alone', async () => {
  expect(await hmac('github', undefined, key)).toBe('03c3184e116fade105613693342e92e718a7467436469b49fad287cb88d8eab3');
});

test.each([
  { what: 'key', integrationId: 'github', connectionId: 'user-123', by: '' },
  { what: 'integrationId', integrationId: '', connectionId: 'user-123', by: key },
  { what: 'connectionId', integrationId: 'github', connectionId: '', by: key },
])('an empty $what is refused', async ({ what, integrationId, connectionId, by }) => {
  const digest = hmac(integrationId, connectionId, by);
  await expect(digest).rejects.toBeInstanceOf(TypeError);
  await expect(digest).rejects.toThrow(what);
});

test.each([null, 42, {}, ['user-123']])('%j in place of a connection id is refused', async (id) => {
  const call: unknown = Reflect.apply(hmac, undefined, ['github', id, key]);
  await expect(call).rejects.toThrow('connectionId');
});
