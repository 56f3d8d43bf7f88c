import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '../listen.js';
import { afterAll, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args]);
  const output = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.error += chunk.toString()));
  return { child, output, ended: once(child, 'close').then(([code]: unknown[]) => code) };
}

function configFile(content: unknown): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

test('prints one line when it is ready, and stops when told to', async () => {
  const { child, output, ended } = run('--config', configFile({ port: 0 }));
  await once(child.stdout, 'data');
  const [, url = ''] = /^sandbox listening on (http:\/\/localhost:\d+)\n$/.exec(output.out) ?? [];
  assert.deepEqual(await (await fetch(`${url}/health`)).json(), { result: 'ok' });
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
  assert.equal(output.out, `sandbox listening on ${url}\n`);
});

test('a busy port is named', async () => {
  const server = createServer();
  const port = await listen(server, 0, '127.0.0.1');
  const { output, ended } = run('--config', configFile({ port }));
  assert.equal(await ended, 1);
  assert.match(output.error, new RegExp(`Port ${port} on 127.0.0.1 is in use`));
  server.close();
});

test('a file that is not there is named', async () => {
  const { output, ended } = run('--config', join(folder, 'none.json'));
  assert.equal(await ended, 1);
  assert.match(output.error, /none\.json: cannot be read \(ENOENT\)/);
});

test('a wrong option is told with the usage', async () => {
  const { output, ended } = run('--port', '1');
  assert.equal(await ended, 1);
  assert.match(output.error, /Unknown option '--port'[\s\S]*Usage:/);
});

test('a mistake in the file stops it with the key', async () => {
  const { output, ended } = run('--config', configFile({ port: 0, integrations: [{ unique_key: 'x' }] }));
  assert.equal(await ended, 1);
  assert.match(output.error, /\.json: integrations\[0\]\.provider: /);
  assert.equal(output.out, '');
});
