import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { z } from 'zod';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { environment, installApp, type InstalledApp } from './support/installed.js';

let app: InstalledApp;
let sandbox: Sandbox;
beforeAll(async () => {
  const files = {
    'fetch.ts': 'docs/recipes/backend/fetch.ts',
    'your-login.ts': 'docs/recipes/backend/your-login.ts',
  };
  [app, sandbox] = await Promise.all([installApp('runtimes', files, inject('tarball')), startSandbox({ port: 0 })]);
}, 600_000);
afterAll(async () => {
  app.remove();
  await sandbox.close();
});

describe.each(['bun', 'deno'])('A backend in %s', (runtime) => {
  let origin: string;
  let end: () => Promise<void>;
  beforeAll(async () => {
    const env = environment('production', { NANGO_HOST: sandbox.url, NANGO_SECRET_KEY: sandbox.secretKey });
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const server = spawn('npm', ['run', runtime], { cwd: app.folder, env, detached: true, stdio: [...stdio] });
    end = async () => {
      const ended = once(server, 'close');
      // npm and what it runs.
      process.kill(-Number(server.pid));
      await ended;
    };
    for await (const line of createInterface(server.stdout)) {
      const [, port] = /http:\/\/[\w.]+:(\d+)/.exec(line) ?? [];
      origin = `http://127.0.0.1:${port}`;
      if (port) break;
    }
  }, 60_000);
  afterAll(() => end());

  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${origin}/api/nango/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `session=${runtime}`, origin, ...headers },
      body: JSON.stringify(body),
    });

  test('makes a session, and says what the user has connected', async () => {
    const session = await post('session', { integrationId: 'openai' });
    const { token } = z.object({ token: z.string() }).parse(await session.json());
    const connected = await fetch(`${sandbox.url}/api-auth/api-key/openai?connect_session_token=${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"apiKey":"good"}',
    });
    const { connectionId } = z.object({ connectionId: z.string() }).parse(await connected.json());
    const status = await post('status', {});
    assert.deepEqual(await status.json(), { connections: [{ providerConfigKey: 'openai', connectionId }] });
  });

  test('refuses the anonymous and pages of other sites', async () => {
    assert.equal((await post('status', {}, { cookie: '' })).status, 401);
    assert.equal((await post('status', {}, { origin: 'http://evil.example' })).status, 403);
    assert.equal((await fetch(origin)).status, 404);
  });
});
