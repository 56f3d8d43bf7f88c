import assert from 'node:assert/strict';
import { once } from 'node:events';
import WebSocket from 'ws';
import { afterAll, beforeAll, test } from 'vitest';
import { contractConfig } from '../../test/support/contract-config.js';
import { startMockProvider, type MockProvider } from '../../test/support/mock-provider.js';
import { startSandbox, type Fault, type Sandbox } from '../sandbox.js';
import { clientOf, fields } from './client.js';
import { Listener, openPopup } from './visitor.js';

let provider: MockProvider;
let sandbox: Sandbox;
beforeAll(async () => {
  provider = await startMockProvider();
  sandbox = await startSandbox(contractConfig(provider.url));
});
afterAll(() => Promise.all([sandbox.close(), provider.close()]));

const success = /^\{"message_type":"success","provider_config_key":"mock-oauth2","connection_id":"mine"/;

/** Lets a popup go through all of its pages. The mock provider redirects back at once. */
async function connect(fault: Fault, delay?: number) {
  sandbox.setFault('mock-oauth2', fault, delay);
  const { listener, page } = await openPopup(sandbox, 'mock-oauth2', { connection_id: 'mine' });
  return { listener, page };
}

/** The frames after the ack, all of them there by the time the callback page is. */
async function framesWith(fault: Fault): Promise<string[]> {
  const { listener, page } = await connect(fault);
  assert.equal(page.status, 200);
  await listener.settled();
  listener.close();
  return listener.frames;
}

const exchanges: [fault: Fault, what: string, frames: RegExp[]][] = [
  ['garbage-frame', 'the result cannot be read', [/^\{"message_type":"suc$/]],
  ['no-frame', 'there is none', []],
  ['duplicate-frames', 'the result comes twice', [success, success]],
  ['big-frame', 'the result has 2 MB beside it', [/^\{"message_type":"success".*"padding":"x{2000000}"\}$/]],
  ['line-breaks-frame', 'an error with line breaks', [/"error_type":"unknown\\r\\nforged"/]],
  ['ping-frames', 'around the result', [/^\{"type":"ping"\}$/, success, /^\{"type":"ping"\}$/]],
  ['foreign-frame', 'a success of another integration comes first', [/"another-integration"/, success]],
  ['text-frame', 'a long text comes first', [/^"x{500000}"$/, success]],
  ['polluted-frame', 'the fields of one are inherited', [/^\{"__proto__":\{"message_type":"success"/, success]],
];

for (const [fault, what, expected] of exchanges) {
  test(`${fault}: ${what}`, async () => {
    const frames = await framesWith(fault);
    assert.equal(frames.length, expected.length);
    expected.forEach((pattern, index) => assert.match(frames[index] ?? '', pattern));
  });
}

test('late-frame: the callback page is there before it', async () => {
  const { listener, page } = await connect('late-frame', 300);
  await listener.settled();
  assert.deepEqual([page.status, listener.frames], [200, []]);
  assert.match(await listener.text(), success);
  listener.close();
});

test('drop-socket: the socket is cut as the popup arrives, and the connection is made all the same', async () => {
  const before = sandbox.connections().length;
  sandbox.setFault('mock-oauth2', 'drop-socket');
  const { listener, page } = await openPopup(sandbox, 'mock-oauth2');
  if (listener.socket.readyState !== WebSocket.CLOSED) await once(listener.socket, 'close');
  assert.deepEqual([page.status, listener.frames], [200, []]);
  assert.equal(sandbox.connections().length, before + 1);
});

test('validation-failed: the socket is told', async () => {
  const { listener, page } = await connect('validation-failed');
  assert.equal(page.status, 400);
  assert.match(await listener.text(), /"error_type":"connection_validation_failed"/);
  listener.close();
});

test('other-callback-origin: the callback page is on another origin, and all goes well', async () => {
  const { listener, page } = await connect('other-callback-origin');
  assert.equal(new URL(page.url).origin, `http://127.0.0.1:${sandbox.port}`);
  assert.match(page.text, /nango_oauth_callback_success/);
  assert.match(await listener.text(), success);
  listener.close();
});

/** The socket's path for a session that allows one integration alone. */
async function pathFor(fault: Fault, delay?: number): Promise<string> {
  sandbox.setFault('mock-oauth2', fault, delay);
  const client = clientOf(sandbox);
  const token = await client.session({ end_user: { id: 'u' }, allowed_integrations: ['mock-oauth2'] });
  const { body } = await client.send('GET', '/connect/session', undefined, token);
  return String(fields(body.data).websocketsPath);
}

/** Opens a socket, and after it another one without a fault, which has its ack by the time this resolves. */
async function overtaken(path: string): Promise<Listener> {
  const listener = new Listener(sandbox.url + path);
  const usual = new Listener(sandbox.url);
  await usual.id();
  usual.close();
  return listener;
}

test('never-ack: a session for this integration alone has a socket without an ack', async () => {
  const path = await pathFor('never-ack');
  assert.equal(path, '/?fault=never-ack&integration=mock-oauth2');
  const listener = await overtaken(path);
  if (listener.socket.readyState !== WebSocket.OPEN) await once(listener.socket, 'open');
  await listener.settled();
  assert.deepEqual(listener.frames, []);
  listener.close();
});

test('late-ack: it comes after the delay', async () => {
  const listener = await overtaken(await pathFor('late-ack', 300));
  assert.deepEqual(listener.frames, []);
  await listener.id();
  listener.close();
});

test('half-open: the connection is accepted, and never spoken on', async () => {
  const listener = await overtaken(await pathFor('half-open'));
  assert.equal(listener.socket.readyState, WebSocket.CONNECTING);
  listener.close();
});

test('ping-frames: around the ack', async () => {
  const listener = new Listener(sandbox.url + (await pathFor('ping-frames')));
  assert.deepEqual(await listener.next(), { type: 'ping' });
  await listener.id();
  assert.deepEqual(await listener.next(), { type: 'ping' });
  listener.close();
});

test('early-success: a result for this integration before any popup was opened', async () => {
  const listener = new Listener(sandbox.url + (await pathFor('early-success')));
  await listener.id();
  assert.match(await listener.text(), /^\{"message_type":"success","provider_config_key":"mock-oauth2"/);
  listener.close();
});

test('sockets can be asked to fail by their address', async () => {
  const open = (fault: string) => new Listener(`${sandbox.url}/?fault=${fault}`);
  const dropped = open('drop');
  await dropped.id();
  assert.equal((await once(dropped.socket, 'close'))[0], 1011);
  await once(open('close-before-ack').socket, 'close');
  const garbage = open('garbage-ack');
  assert.equal(await garbage.text(), '{"message_type":');
  garbage.close();
});

test('a half-open socket ends when the sandbox closes', async () => {
  const closing = await startSandbox({ port: 0 });
  const { socket } = new Listener(`${closing.url}/?fault=half-open`);
  const usual = new Listener(closing.url);
  await usual.id();
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await closing.close();
  await ended;
});
