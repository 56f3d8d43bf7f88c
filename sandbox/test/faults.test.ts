import assert from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import { startSandbox, type Fault, type Sandbox } from '../sandbox.js';
import { clientOf, fields } from './client.js';

let sandbox: Sandbox;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  client = clientOf(sandbox);
});
afterAll(() => sandbox.close());

const path = '/api-auth/api-key/openai';
const json = /^application\/json/;
const html = /^text\/html/;

/** Posts a good key to an integration with a fault. */
function post(fault: Fault, options: RequestInit = {}): Promise<Response> {
  sandbox.setFault('openai', fault);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ apiKey: 'good' });
  const address = `${sandbox.url}${path}?public_key=${sandbox.publicKey}`;
  return fetch(address, { method: 'POST', headers, body, ...options });
}

const errors = ([408, 500, 502, 503, 504] as const).flatMap((status): [Fault, number, RegExp, boolean][] => [
  [`error-${status}`, status, json, false],
  [`made-${status}`, status, json, true],
]);

const answers: [fault: Fault, status: number, type: RegExp, made: boolean][] = [
  ['html-200', 200, html, false],
  ['html-502', 502, html, false],
  ['made-html-502', 502, html, true],
  ['rate-limit', 429, json, false],
  ['line-breaks', 400, json, false],
  ['validation-failed', 400, json, false],
  ...errors,
  ['json-as-html', 200, html, true],
  ['json-as-text', 200, /^text\/plain/, true],
  ['json-untyped', 200, /^none$/, true],
  ['big-answer', 200, json, true],
  ['text-answer', 200, json, true],
];

for (const [fault, status, type, made] of answers) {
  test(`${fault}: ${status} as ${type.source}, and the connection is ${made ? '' : 'not '}made`, async () => {
    const before = sandbox.connections().length;
    const response = await post(fault);
    assert.equal(response.status, status);
    assert.match(response.headers.get('content-type') ?? 'none', type);
    assert.equal(sandbox.connections().length - before, made ? 1 : 0);
    assert.equal(sandbox.activity()[0]?.outcome, made ? 'success' : 'failed');
  });
}

test('json-as-text: the text is that of the right answer', async () => {
  assert.match(await (await post('json-as-text')).text(), /^\{"connectionId":"[^"]+","providerConfigKey":"openai"\}$/);
});

test('big-answer: the right answer with 2 MB beside it', async () => {
  const text = await (await post('big-answer')).text();
  assert.ok(text.length > 2_000_000);
  assert.equal(fields(JSON.parse(text)).providerConfigKey, 'openai');
});

test('text-answer: a text in place of an object', async () => {
  assert.match(await (await post('text-answer')).text(), /^"x{500000}"$/);
});

test('line-breaks: they are in the code and in the text', async () => {
  const { error } = fields(await (await post('line-breaks')).json());
  assert.match(String(fields(error).code), /\r\n/);
  assert.match(String(fields(error).message), /\r\n/);
});

test('rate-limit: the answer says when to try again', async () => {
  const { headers } = await post('rate-limit');
  assert.equal(headers.get('x-ratelimit-remaining'), '0');
  assert.ok(Number(headers.get('retry-after')) > 0);
});

for (const status of [301, 302, 307, 308] as const) {
  test(`redirect-${status}: to another origin, and no connection is made`, async () => {
    const before = sandbox.connections().length;
    const response = await post(`redirect-${status}`, { redirect: 'manual' });
    assert.equal(response.status, status);
    const target = `http://127.0.0.1:${sandbox.port}${path}?public_key=${sandbox.publicKey}`;
    assert.equal(response.headers.get('location'), target);
    assert.equal(sandbox.connections().length, before);
  });
}

test('redirect-307: whoever follows it sends the credentials there', async () => {
  const before = sandbox.connections().length;
  assert.equal((await post('redirect-307')).status, 200);
  assert.equal(sandbox.connections().length, before + 1);
});

test('cut-answer: the connection is made, and the answer ends in the middle', async () => {
  const before = sandbox.connections().length;
  const response = await post('cut-answer');
  await assert.rejects(response.text(), TypeError);
  assert.equal(sandbox.connections().length, before + 1);
});

test('slow: an answer comes later than one that was asked for later', async () => {
  const order: string[] = [];
  sandbox.setFault('openai', 'slow', 200);
  const slow = client.connect(path, { apiKey: 'good' }).then(() => order.push('slow'));
  const usual = client.connect('/api-auth/basic/clicksend', { username: 'good', password: 'pass' });
  await Promise.all([slow, usual.then(() => order.push('usual'))]);
  assert.deepEqual(order, ['usual', 'slow']);
});

test('a list: all of them happen, and of two that say the same thing, the last one', async () => {
  const order: string[] = [];
  sandbox.setFault('openai', ['html-502', 'slow', 'rate-limit'], 200);
  const slow = client.connect(path, { apiKey: 'good' }).then(({ status }) => order.push(`slow ${status}`));
  const usual = client.connect('/api-auth/basic/clicksend', { username: 'good', password: 'pass' });
  await Promise.all([slow, usual.then(() => order.push('usual'))]);
  assert.deepEqual(order, ['usual', 'slow 429']);
});

for (const [fault, made] of [
  ['no-answer', false],
  ['made-no-answer', true],
] as const) {
  test(`${fault}: never, and the connection is ${made ? '' : 'not '}made`, async () => {
    const before = { connections: sandbox.connections().length, entry: sandbox.activity()[0] };
    const abort = new AbortController();
    const request = post(fault, { signal: abort.signal });
    while (sandbox.activity()[0] === before.entry) await new Promise(setImmediate);
    abort.abort();
    await assert.rejects(request, { name: 'AbortError' });
    assert.equal(sandbox.connections().length - before.connections, made ? 1 : 0);
  });
}

test('a fault is switched on and off by the API', async () => {
  await client.backend('PATCH', '/integrations/openai', { fault: 'html-502' });
  assert.equal((await client.connect(path, { apiKey: 'good' })).status, 502);
  await client.backend('PATCH', '/integrations/openai', { fault: null });
  assert.equal((await client.connect(path, { apiKey: 'good' })).status, 200);
});

test('what waits for an answer ends when the sandbox closes', async () => {
  const closing = await startSandbox({ port: 0 });
  closing.setFault('openai', 'no-answer');
  closing.setFault('algolia', 'slow', 60_000);
  const requests = ['openai', 'algolia'].map((key) =>
    assert.rejects(clientOf(closing).connect(`/api-auth/api-key/${key}`, { apiKey: 'good' }), TypeError),
  );
  while (closing.activity().length === 0) await new Promise(setImmediate);
  await closing.close();
  await Promise.all(requests);
});
