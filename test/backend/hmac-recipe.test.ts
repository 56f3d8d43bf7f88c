import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { digest } from '../../docs/recipes/hmac/digest.js';
import { sessions } from '../../docs/recipes/backend/your-login.js';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { Nango } from '../../src/engine/nango.js';
import { fields } from './support/page.js';

const key = 'my-hmac-key';
let sandbox: Sandbox;

beforeAll(async () => {
  vi.stubEnv('NANGO_HMAC_KEY', key);
  sessions.set('ada-session', { id: 'ada' });
  sandbox = await startSandbox({
    port: 0,
    hmac: { enabled: true, key },
    integrations: [{ unique_key: 'github', provider: 'unauthenticated' }],
  });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox.close();
});

const ask = (cookie: string) =>
  digest(new Request('https://app.example.com/api/nango-digest', { headers: { cookie } }));
const connect = (connectionId: string, hmac: string) =>
  new Nango({ host: sandbox.url, publicKey: sandbox.publicKey }).create('github', connectionId, { hmac });

test('the digest of docs/recipes/hmac lets a server take the connection of the user who is signed in', async () => {
  const { connectionId, hmac } = fields(await (await ask('session=ada-session')).json());
  expect(connectionId).toBe('github-ada');
  expect(await connect(String(connectionId), String(hmac))).toMatchObject({ connectionId });
  await expect(connect('github-bob', String(hmac))).rejects.toMatchObject({ type: 'invalid_hmac' });
});

test('it gives nothing to anybody else', async () => {
  expect((await ask('session=other')).status).toBe(401);
});
