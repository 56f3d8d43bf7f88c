import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/engine/http.js';
import { Nango } from '../../../src/engine/nango.js';
import { Fate, publicKey } from '../support/fake-attempts.js';
import { fakes, host, useFakes } from '../support/fakes.js';

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

describe('A request', () => {
  useFakes();

  it('that takes longer than 30 s ends for that reason', async () => {
    const fate = new Fate(new Nango({ host, publicKey }).auth('github', { credentials: { apiKey: 'k' } }));
    await fakes.pass(30_001);
    expect(fate.end).to.equal('connection_timeout: unknown');
  });

  it('for what an integration needs names what is wrong with its name', async () => {
    const nango = new Nango({ host, connectSessionToken: 'token' });
    const error: unknown = await nango.provider('..').catch((thrown: unknown) => thrown);
    expect(String(error)).to.contain('provider');
  });
});
