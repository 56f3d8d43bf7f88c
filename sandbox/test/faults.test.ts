import assert from 'node:assert/strict';
import { once } from 'node:events';
import WebSocket from 'ws';
import type { Fault } from '../config.js';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { clientOf, fields } from './client.js';
import { Listener, Visitor } from './visitor.js';
import { afterAll, beforeAll, test } from 'vitest';

let sandbox: Sandbox;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  client = clientOf(sandbox);
});
afterAll(() => sandbox.close());

const connect = (fault: Fault | undefined, key = 'openai') => {
  sandbox.setFault(key, fault);
  return client.connect(`/api-auth/api-key/${key}`, { apiKey: 'good' });
};

test('html-502', async () => {
  const { status, headers } = await connect('html-502');
  assert.equal(status, 502);
  assert.match(headers.get('content-type') ?? '', /text\/html/);
});

test('rate-limit', async () => {
  const { status, code, headers } = await connect('rate-limit');
  assert.deepEqual([status, code, headers.get('x-ratelimit-remaining')], [429, 'too_many_request', '0']);
  assert.ok(Number(headers.get('retry-after')) > 0);
});

test('slow', async () => {
  const started = Date.now();
  assert.equal((await connect('slow')).status, 200);
  assert.ok(Date.now() - started >= 1990);
});

test('validation-failed', async () => {
  const { status, code } = await connect('validation-failed');
  assert.deepEqual([status, code], [400, 'connection_validation_failed']);
});

test('no-answer', async () => {
  sandbox.setFault('openai', 'no-answer');
  const query = `public_key=${sandbox.publicKey}`;
  const request = fetch(`${sandbox.url}/api-auth/api-key/openai?${query}`, {
    method: 'POST',
    signal: AbortSignal.timeout(300),
  });
  await assert.rejects(request, { name: 'TimeoutError' });
});

test('a fault is switched on and off by the API', async () => {
  await client.backend('PATCH', '/integrations/openai', { fault: 'html-502' });
  assert.equal((await client.connect('/api-auth/api-key/openai', { apiKey: 'good' })).status, 502);
  await client.backend('PATCH', '/integrations/openai', { fault: null });
  assert.equal((await client.connect('/api-auth/api-key/openai', { apiKey: 'good' })).status, 200);
});

test('drop-socket: the socket is cut as the popup arrives, and the connection is made all the same', async () => {
  await client.backend('POST', '/integrations', { unique_key: 'dropped', provider: 'github', fault: 'drop-socket' });
  const socket = new WebSocket(sandbox.url.replace('http', 'ws'));
  const [ack] = (await once(socket, 'message')).map(String);
  const id = /"ws_client_id":"([^"]+)"/.exec(ack ?? '')?.[1] ?? '';
  const closed = once(socket, 'close');
  const visitor = new Visitor();
  const page = await visitor.open(
    `${sandbox.url}/oauth/connect/dropped?public_key=${sandbox.publicKey}&ws_client_id=${id}`,
  );
  assert.equal((await closed)[0], 1006);
  const end = await visitor.submit(await visitor.signIn(page), 'allow');
  assert.equal(end.status, 200);
  assert.equal(sandbox.connections()[0]?.provider_config_key, 'dropped');
});

test('garbage-frame: the result cannot be read', async () => {
  await client.backend('POST', '/integrations', { unique_key: 'garbage', provider: 'github', fault: 'garbage-frame' });
  const socket = new WebSocket(sandbox.url.replace('http', 'ws'));
  const [ack] = (await once(socket, 'message')).map(String);
  const id = /"ws_client_id":"([^"]+)"/.exec(ack ?? '')?.[1] ?? '';
  const frame = once(socket, 'message');
  const visitor = new Visitor();
  const page = await visitor.open(
    `${sandbox.url}/oauth/connect/garbage?public_key=${sandbox.publicKey}&ws_client_id=${id}`,
  );
  await visitor.submit(await visitor.signIn(page), 'allow');
  const [text] = (await frame).map(String);
  assert.throws(() => JSON.parse(text ?? ''), SyntaxError);
  socket.terminate();
});

test('never-ack: a session for this integration alone has a socket without an ack', async () => {
  await client.backend('POST', '/integrations', { unique_key: 'mute', provider: 'github', fault: 'never-ack' });
  const token = await client.session({ end_user: { id: 'u' }, allowed_integrations: ['mute'] });
  const { body } = await client.send('GET', '/connect/session', undefined, token);
  const path = String(fields(body.data).websocketsPath);
  assert.equal(path, '/?fault=never-ack');
  const mute = new Listener(sandbox.url + path);
  // Another socket, opened later, has its ack: this one had the time.
  const usual = new Listener(sandbox.url);
  await usual.id();
  assert.deepEqual(mute.frames, []);
  mute.close();
  usual.close();
});

test('sockets can be asked to fail by their address', async () => {
  const open = (fault: string) => new WebSocket(`${sandbox.url.replace('http', 'ws')}/?fault=${fault}`);
  const dropped = open('drop');
  await once(dropped, 'message');
  assert.equal((await once(dropped, 'close'))[0], 1011);
  await once(open('close-before-ack'), 'close');
  const garbage = open('garbage-ack');
  const [text] = (await once(garbage, 'message')).map(String);
  assert.throws(() => JSON.parse(text ?? ''), SyntaxError);
  garbage.terminate();
});

test('what waits for an answer ends when the sandbox closes', async () => {
  const closing = await startSandbox({ port: 0 });
  closing.setFault('openai', 'no-answer');
  const request = fetch(`${closing.url}/api-auth/api-key/openai?public_key=${closing.publicKey}`, { method: 'POST' });
  const rejected = assert.rejects(request, TypeError);
  while (closing.activity().length === 0) await new Promise(setImmediate);
  await closing.close();
  await rejected;
});
