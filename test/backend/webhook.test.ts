import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { verifyWebhook } from '../../src/backend.js';

const key = 'the-signing-key';
const hook = { from: 'nango', type: 'auth', connectionId: 'c1', providerConfigKey: 'github', success: true, text: 'ü' };
const body = JSON.stringify(hook);
const sign = (text: string, by = key) => createHmac('sha256', by).update(text).digest('hex');

function webhook(text: string, headers: Record<string, string>): Request {
  return new Request('https://app.example.com/webhooks/nango', { method: 'POST', headers, body: text });
}

test('a webhook that is signed with the key is given', async () => {
  expect(await verifyWebhook(webhook(body, { 'X-Nango-Hmac-Sha256': sign(body) }), key)).toEqual(hook);
});

describe('nothing is given of a webhook', () => {
  test.each([
    ['without a signature', {}],
    ['with an empty signature', { 'x-nango-hmac-sha256': '' }],
    ['signed with another key', { 'x-nango-hmac-sha256': sign(body, 'other') }],
    ['whose body was changed', { 'x-nango-hmac-sha256': sign(`${body} `) }],
    ['with half a signature', { 'x-nango-hmac-sha256': sign(body).slice(0, 32) }],
    ['with a signature and more', { 'x-nango-hmac-sha256': `${sign(body)}00` }],
    [
      'with the older, plain hash alone',
      {
        'x-nango-signature': createHash('sha256')
          .update(key + body)
          .digest('hex'),
      },
    ],
  ])('%s', async (_what, headers) => {
    expect(await verifyWebhook(webhook(body, headers), key)).toBeUndefined();
  });

  test.each(['', 'no JSON', '[]', 'null', '"text"'])('that is signed, but says %j', async (text) => {
    expect(await verifyWebhook(webhook(text, { 'x-nango-hmac-sha256': sign(text) }), key)).toBeUndefined();
  });

  test('that breaks off', async () => {
    const init: RequestInit & { duplex: string } = {
      method: 'POST',
      headers: { 'x-nango-hmac-sha256': sign(body) },
      body: new ReadableStream({ start: (stream) => stream.error(new Error('aborted')) }),
      duplex: 'half',
    };
    expect(await verifyWebhook(new Request('https://app.example.com/webhooks/nango', init), key)).toBeUndefined();
  });

  test('that does not end in 30 s', async () => {
    const clock = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(clock.signal);
    const init: RequestInit & { duplex: string } = {
      method: 'POST',
      headers: { 'x-nango-hmac-sha256': sign(body) },
      body: new ReadableStream(),
      duplex: 'half',
    };
    const given = verifyWebhook(new Request('https://app.example.com/webhooks/nango', init), key);
    await vi.waitFor(() => expect(timeout).toHaveBeenCalledWith(30_000));
    clock.abort();
    expect(await given).toBeUndefined();
    timeout.mockRestore();
  });

  test('above 10 MB', async () => {
    const large = `{"text":"${'x'.repeat(10 * 1024 * 1024)}"}`;
    expect(await verifyWebhook(webhook(large, { 'x-nango-hmac-sha256': sign(large) }), key)).toBeUndefined();
  });
});

test('a body that somebody has read before is a fault, and no forged webhook', async () => {
  const request = webhook(body, { 'x-nango-hmac-sha256': sign(body) });
  await request.text();
  await expect(verifyWebhook(request, key)).rejects.toThrow('already been read');
});

test('a request of Node’s own is a fault that names the fix', async () => {
  const express = { headers: { 'x-nango-hmac-sha256': sign(body) }, body: hook };
  const given: unknown = Reflect.apply(verifyWebhook, undefined, [express, key]);
  await expect(given).rejects.toThrow(/Express/);
});

test('a key with a line break, as a file of secrets ends with, is refused: it would fit no webhook', async () => {
  const request = webhook(body, { 'x-nango-hmac-sha256': sign(body) });
  await expect(verifyWebhook(request, `${key}\n`)).rejects.toThrow(/line break/);
});

test('an empty key is refused: anybody could sign with it', async () => {
  const request = webhook(body, { 'x-nango-hmac-sha256': createHmac('sha256', '').update(body).digest('hex') });
  await expect(verifyWebhook(request, '')).rejects.toBeInstanceOf(TypeError);
});
