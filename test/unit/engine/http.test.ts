import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/engine/http.js';
import { Nango } from '../../../src/engine/nango.js';
import { begin, Fate, publicKey } from '../support/fake-attempts.js';
import { fakes, host, settle, useFakes } from '../support/fakes.js';
import { refusal } from '../support/refusal.js';

const fail = (thrown: unknown): never => {
  throw thrown;
};

describe('An answer in pieces', () => {
  it('that were cut within a letter is put together again', async () => {
    const bytes = new TextEncoder().encode('{"name":"Zoë"}');
    const cut = bytes.indexOf(0xc3) + 1;
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, cut));
        controller.enqueue(bytes.slice(cut));
        controller.close();
      },
    });
    expect(await readText(new Response(stream), fail)).to.equal('{"name":"Zoë"}');
  });

  it('that is too long is empty, and is not read to its end', async () => {
    let given = 0;
    let canceled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => (given++, controller.enqueue(new Uint8Array(400_000).fill(97))),
      cancel: () => void (canceled = true),
    });
    expect(await readText(new Response(stream), fail)).to.equal('');
    expect([canceled, given < 6]).to.deep.equal([true, true]);
  });
});

describe('An answer of a page’s own `fetch`', () => {
  it('is read also where its body is no stream of the platform', async () => {
    const answer = Object.defineProperty(new Response('{}'), 'body', { value: { pipe: () => undefined } });
    expect(await readText(answer, fail)).to.equal('{}');
  });
});

describe('A request', () => {
  useFakes();

  it('that takes longer than 30 s ends for that reason', async () => {
    const fate = new Fate(new Nango({ host, publicKey }).auth('github', { credentials: { apiKey: 'k' } }));
    await fakes.pass(30_001);
    expect(fate.end).to.equal('connection_timeout: unknown');
  });

  it('that is redirected is not followed in Node either, which can read where to', async () => {
    const asked: string[] = [];
    const answer = (url: string, { redirect = 'follow' }: RequestInit = {}) => {
      asked.push(redirect);
      if (redirect === 'manual') return Promise.resolve(new Response('', { status: 307 }));
      return Promise.resolve(
        Object.defineProperty(new Response(), 'url', { value: url.replace(host, 'https://new.test') }),
      );
    };
    Object.assign(globalThis, { fetch: answer });
    const nango = new Nango({ host, connectSessionToken: 'token' });
    const post = await refusal(nango.auth('github', { credentials: { apiKey: 'k' } }));
    expect(post).to.include({ type: 'invalid_host_url', outcome: 'unknown' });
    const reads = [await refusal(nango.session()), await refusal(nango.provider('github'))];
    for (const { type, message } of [post, ...reads])
      expect([type, message].join()).to.contain('invalid_host_url,The server');
    expect(post.message).to.contain('https://new.test');
    expect(asked).to.deep.equal(Array(3).fill(['manual', 'follow']).flat());
  });

  it('that a patched fetch breaks rejects with an AuthError, whatever was read', async () => {
    const nango = new Nango({ host, connectSessionToken: 'token' });
    for (const fetch of [undefined, () => undefined, () => Promise.resolve({}), () => fail(new Error('patched'))]) {
      Object.assign(globalThis, { fetch });
      for (const read of [nango.session(), nango.integrations(), nango.provider('github')])
        expect(await refusal(read)).to.include({ type: 'unknown_error', outcome: 'failed' });
    }
  });

  it('that takes longer than 30 s ends also where a patched fetch does not listen to its signal', async () => {
    const unanswered = () => new Promise<Response>(() => undefined);
    const unfinished = () => Promise.resolve(new Response(new ReadableStream()));
    for (const fetch of [unanswered, unfinished]) {
      Object.assign(globalThis, { fetch });
      const nango = new Nango({ host, connectSessionToken: 'token' });
      const fate = new Fate(nango.auth('github', { credentials: { apiKey: 'k' } }));
      const session = refusal(nango.session());
      await fakes.pass(30_001);
      expect(fate.end).to.equal('connection_timeout: unknown');
      expect(await session).to.include({ type: 'connection_timeout', outcome: 'failed' });
    }
  });

  it('that a patched fetch breaks beside the popup says nothing of the popup', async () => {
    const { fate } = begin({}, { connectSessionToken: 'token' });
    Object.assign(globalThis, { fetch: () => fail(new Error('patched')) });
    await settle();
    fakes.socket.ack();
    await settle();
    expect(fate.end).to.equal('pending');
    fakes.socket.success();
    await settle();
    expect(fate.end).to.equal('success');
  });

  it('for what an integration needs is not sent with a name that is no text', async () => {
    const nango: object = new Nango({ host, connectSessionToken: 'token' });
    for (const name of [undefined, null, {}, ['github'], Symbol('github'), NaN]) {
      const asked: Promise<unknown> = Promise.resolve(Reflect.apply(Nango.prototype.provider, nango, [name]));
      expect(await refusal(asked)).to.include({ type: 'unknown_error' });
    }
    expect(fakes.requests).to.be.empty;
  });

  it('for what an integration needs names what is wrong with its name', async () => {
    const nango = new Nango({ host, connectSessionToken: 'token' });
    const error: unknown = await nango.provider('..').catch((thrown: unknown) => thrown);
    expect(String(error)).to.contain('provider');
  });
});
