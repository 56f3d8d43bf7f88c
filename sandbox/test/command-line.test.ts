import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { startFromCommandLine, UsageError } from '../command-line.js';
import { listen } from '../listen.js';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function configFile(content: unknown): string {
  const file = join(folder, `${(files += 1)}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** Expects it not to start, and to say why. */
function refuses(args: string[], message: RegExp): Promise<void> {
  return assert.rejects(
    startFromCommandLine(args),
    (error) => error instanceof UsageError && message.test(error.message),
  );
}

test('a busy port is named', async () => {
  const server = createServer();
  const port = await listen(server, 0, '127.0.0.1');
  const message = new RegExp(`^Port ${port} on 127.0.0.1 is in use: name another as port, or providerPort`);
  await refuses(['--config', configFile({ port })], message);
  await refuses(['--config', configFile({ port: 0, providerPort: port })], message);
  server.close();
});

test('a file that is not there is named', () =>
  refuses(['--config', join(folder, 'none.json')], /none\.json: cannot be read \(ENOENT\)$/));

test('a file that is not JSON is named', () => refuses(['--config', configFile('{')], /\.json: is not JSON: /));

test('a file with a byte order mark is read', async () => {
  const { sandbox } = await startFromCommandLine(['--config', configFile('\uFEFF{"port":0}')]);
  await sandbox.close();
});

test('a wrong option is refused with the usage', () =>
  refuses(['--port', '1'], /^Unknown option '--port'[\s\S]*\nUsage: /));

describe('as a process', { concurrent: true, timeout: 60_000 }, () => {
  function run(...args: string[]) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args]);
    const output = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.error += chunk.toString()));
    return { child, output, ended: once(child, 'close').then(([code]: unknown[]) => code) };
  }

  test('it prints one line when it is ready, and stops when a signal asks it to', async () => {
    const { child, output, ended } = run('--config', configFile({ port: 0 }));
    await once(child.stdout, 'data');
    const [, url = ''] = /^sandbox listening on (http:\/\/localhost:\d+)\n$/.exec(output.out) ?? [];
    assert.deepEqual(await (await fetch(`${url}/health`)).json(), { result: 'ok' });
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
    assert.equal(output.out, `sandbox listening on ${url}\n`);
  });

  test('a mistake in the file ends it with the key on stderr and status 1', async () => {
    const { output, ended } = run('--config', configFile({ port: 0, integrations: [{ unique_key: 'x' }] }));
    assert.equal(await ended, 1);
    assert.match(output.error, /\.json: integrations\[0\]\.provider: /);
    assert.equal(output.out, '');
  });
});
