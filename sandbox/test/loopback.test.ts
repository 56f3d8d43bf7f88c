import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { foreignHosts, openTo, ownHosts, rawRequest, upgrade } from '../../test/support/raw-request.js';
import { startSandbox, type Sandbox } from '../sandbox.js';

describe('The sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, hosts: ['Nango.Example.com'] });
  });
  afterAll(() => sandbox.close());

  const statusFor = async (port: number, host: string, headers: Record<string, string> = {}) =>
    [host, (await rawRequest(port, { path: '/health', headers: { host, ...headers } })).status] as const;

  it('answers on the loopback addresses only, and so does its provider', async () => {
    expect(await openTo(sandbox.port)).toEqual([]);
    expect(await openTo(Number(new URL(sandbox.providerUrl).port))).toEqual([]);
  });

  it('answers to every name of this machine, and to those that it is configured for', async () => {
    for (const host of [...ownHosts(sandbox.port), 'nango.example.com']) {
      expect(await statusFor(sandbox.port, host)).toEqual([host, 200]);
    }
  });

  it('refuses every other name, so that no page can take its own for it', async () => {
    for (const host of foreignHosts(sandbox.port)) expect(await statusFor(sandbox.port, host)).toEqual([host, 403]);
    expect((await rawRequest(sandbox.port, {})).status).toBe(400);
    expect((await rawRequest(sandbox.port, { version: '1.0' })).status).toBe(403);
  });

  it('refuses them before it looks at a secret key', async () => {
    const headers = { host: 'evil.example', authorization: `Bearer ${sandbox.secretKey}` };
    const { status, body } = await rawRequest(sandbox.port, { path: '/connections', headers });
    expect([status, body]).toEqual([403, expect.stringContaining(`localhost:${sandbox.port}`)]);
  });

  it('refuses them at its provider', async () => {
    const port = Number(new URL(sandbox.providerUrl).port);
    const path = '/.well-known/openid-configuration';
    expect((await rawRequest(port, { path, headers: { host: `127.0.0.1:${port}` } })).status).toBe(200);
    expect((await rawRequest(port, { path, headers: { host: `evil.example:${port}` } })).status).toBe(403);
  });

  it('opens a WebSocket for pages of any origin, as Nango does, but not under a foreign name', async () => {
    const { port } = sandbox;
    const origin = 'https://app.example.com';
    const socket = new WebSocket(`ws://localhost:${port}`, { origin });
    await once(socket, 'open');
    socket.terminate();
    const headers = { ...upgrade, origin, host: `evil.example:${port}` };
    expect((await rawRequest(port, { headers })).status).toBe(403);
  });
});
