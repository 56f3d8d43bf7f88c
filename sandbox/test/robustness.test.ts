import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import WebSocket from 'ws';
import { startSandbox, type Sandbox } from '../sandbox.js';
import { clientOf } from './client.js';
import { Listener } from './visitor.js';
import { afterAll, beforeAll, test } from 'vitest';

let sandbox: Sandbox;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, rateLimit: 1000, hosts: ['x'] });
  client = clientOf(sandbox);
});
afterAll(() => sandbox.close());

async function isUp(): Promise<boolean> {
  return (await fetch(`${sandbox.url}/health`)).ok;
}

/** Sends bytes as they are, and resolves to what came back. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(sandbox.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  socket.end(bytes);
  await once(socket, 'close');
  return answer;
}

const requests: [name: string, bytes: string, answer: RegExp][] = [
  ['not HTTP', '\x16\x03\x01\x02\x00\r\n\r\n', /^HTTP\/1\.1 400/],
  [
    'a broken escape in the path',
    'POST /api-auth/api-key/%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    /^HTTP\/1\.1 400[\s\S]*invalid_uri_params/,
  ],
  [
    'a body that is not JSON',
    'POST /connect/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{b',
    /^HTTP\/1\.1 400[\s\S]*invalid_json/,
  ],
  [
    'a body that ends early',
    'POST /connect/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    /^(HTTP\/1\.1 400|$)/,
  ],
  [
    'an unknown encoding',
    'POST /connect/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Encoding: odd\r\nContent-Length: 2\r\n\r\n{}',
    /^HTTP\/1\.1 415/,
  ],
  [
    'a WebSocket on another path',
    'GET /other HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    /^HTTP\/1\.1 400/,
  ],
  [
    'a WebSocket without a key',
    'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    /^HTTP\/1\.1 400/,
  ],
];

for (const [name, bytes, answer] of requests) {
  test(`${name} is answered, and the sandbox stays up`, async () => {
    assert.match(await raw(bytes), answer);
    assert.ok(await isUp());
  });
}

test('queries of odd shapes are refused', async () => {
  const odd = ['params=text', 'params[a][b]=c', 'connection_id[]=1', 'public_key[]=x', '__proto__[x]=1', 'hmac[a]=1'];
  for (const query of odd) {
    const { status } = await client.send('POST', `/api-auth/api-key/openai?public_key=${sandbox.publicKey}&${query}`, {
      apiKey: 'good',
    });
    assert.ok([200, 400, 401].includes(status), `${query}: ${status}`);
    const popup = await fetch(`${sandbox.url}/oauth/connect/github?public_key=${sandbox.publicKey}&${query}`, {
      redirect: 'manual',
    });
    assert.ok([302, 400, 401].includes(popup.status), `${query}: ${popup.status}`);
  }
  assert.ok(await isUp());
});

test('bodies of odd shapes are refused', async () => {
  for (const body of ['[]', '[null]', '{"__proto__":{"apiKey":"x"}}', '{"apiKey":{"$gt":""}}', '{"apiKey":null}']) {
    assert.equal((await client.connect('/api-auth/api-key/openai', body)).status, 400);
  }
});

test('what is sent over a socket is ignored', async () => {
  const socket = new WebSocket(sandbox.url.replace('http', 'ws'));
  await once(socket, 'message');
  socket.send('{}');
  socket.send(Buffer.from([0, 255]));
  socket.ping();
  await once(socket, 'pong');
  assert.equal(socket.readyState, WebSocket.OPEN);
  socket.terminate();
});

test('a socket that closes is forgotten', { timeout: 5000 }, async () => {
  const allClosed = async () => {
    while (sandbox.openSockets > 0) await new Promise(setImmediate);
  };
  await allClosed();
  const listener = new Listener(sandbox.url);
  await listener.id();
  assert.equal(sandbox.openSockets, 1);
  listener.close();
  await allClosed();
});

test('a page of any origin may call, and sees the limits', async () => {
  const { headers, status } = await fetch(`${sandbox.url}/integrations`, {
    headers: { origin: 'https://example.com', authorization: `Bearer ${sandbox.secretKey}` },
  });
  assert.equal(status, 200);
  assert.equal(headers.get('access-control-allow-origin'), '*');
  assert.match(headers.get('access-control-expose-headers') ?? '', /X-RateLimit-Reset/);
  assert.equal(headers.get('x-ratelimit-limit'), '1000');
  assert.equal(headers.get('x-frame-options'), 'SAMEORIGIN');
  assert.equal(headers.get('cross-origin-opener-policy'), null);
  assert.equal(headers.get('x-powered-by'), null);
});

test('both loopback addresses lead to it', async () => {
  assert.ok((await fetch(`http://127.0.0.1:${sandbox.port}/health`)).ok);
  assert.ok((await fetch(`http://[::1]:${sandbox.port}/health`)).ok);
});

test('a logo is drawn, whatever its name', async () => {
  const response = await fetch(`${sandbox.url}/images/template-logos/%3Cscript%3E.svg`);
  assert.match(response.headers.get('content-type') ?? '', /image\/svg/);
  assert.doesNotMatch(await response.text(), /<script/);
});
