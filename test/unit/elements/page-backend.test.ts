import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  disconnect,
  fetchAccounts,
  fetchConfirmation,
  fetchToken,
} from '../../../src/elements/attempt/page-backend.js';
import { AuthError } from '../../../src/engine/errors.js';

const closes: (() => void)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const close of closes.splice(0)) close();
});

/** A page's backend; its URL. */
async function backend(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  closes.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${address && typeof address === 'object' ? address.port : ''}/`;
}

async function failure(promise: Promise<unknown>): Promise<AuthError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof AuthError) return thrown;
  throw new Error('It did not fail with an AuthError', { cause: thrown });
}

const attempt = { providerConfigKey: 'github', startedAt: 0 };
const questions: Record<string, (url: string) => Promise<unknown>> = {
  session: (url) => fetchToken(url, { integrationId: 'github' }),
  confirm: (url) => fetchConfirmation(url, attempt),
  status: (url) => fetchAccounts(url),
};

describe('The page’s backend', () => {
  for (const [name, ask] of Object.entries(questions)) {
    it(`is not read further than an answer can be long: ${name}`, async () => {
      let written = 0;
      const url = await backend((_, response) => {
        const chunk = `"${'x'.repeat(500_000)}"`;
        response.writeHead(200, { 'content-type': 'application/json' });
        const more = () => {
          if (response.destroyed) return;
          written += chunk.length;
          response.write(chunk, () => setImmediate(more));
        };
        more();
      });
      expect(await failure(ask(url))).to.include({ type: 'session_token_error', message: `${url} returned no JSON.` });
      expect(written).to.be.below(100_000_000);
    });
  }

  it('is quoted with the code of its refusal, and with nothing else of it', async () => {
    const said: Record<string, string> = {
      '{"error":{"code":"foreign_origin","message":"a secret"}}': 'status 403 foreign_origin',
      '{"error":{"code":"a secret"}}': 'status 403',
      '{"error":{"message":"a secret","details":{"code":"not_of_the_refusal"}}}': 'status 403',
      '{"code":"not_of_the_refusal"}': 'status 403',
      '<p>a secret</p>': 'status 403',
      '': 'status 403',
    };
    for (const [body, came] of Object.entries(said)) {
      const url = await backend((_, response) => response.writeHead(403).end(body));
      const failed = await failure(fetchToken(url, { integrationId: 'github' }));
      expect(failed).to.include({ type: 'session_token_error', status: 403, message: `${url} returned ${came}.` });
    }
  });

  it('is not waited for where its refusal never ends: the status says enough', async () => {
    const url = await backend((_, response) => response.writeHead(403).write('{"error":'));
    // A second of the real clock: Node's fetch has timers of its own. The whole request may take 30.
    const failed = await failure(fetchToken(url, { integrationId: 'github' }));
    expect(failed).to.include({ status: 403, message: `${url} returned status 403.` });
  });

  for (const gone of [
    { status: 404, body: '{"error":{"code":"unknown_connection"}}' },
    { status: 410, body: '' },
  ]) {
    it(`is asked for a new connection where the one to renew is gone, which it says by ${gone.status}`, async () => {
      const asked: unknown[] = [];
      const url = await backend((request, response) => {
        request.on('data', (data: Buffer) => {
          const body: unknown = JSON.parse(data.toString());
          asked.push(body);
          if (JSON.stringify(body).includes('connectionId')) response.writeHead(gone.status).end(gone.body);
          else response.end('{"token":"t"}');
        });
      });
      expect(await fetchToken(url, { integrationId: 'github', connectionId: 'c1' })).to.equal('t');
      expect(asked).to.deep.equal([{ integrationId: 'github', connectionId: 'c1' }, { integrationId: 'github' }]);
    });
  }

  it('is asked once where nothing was to be renewed', async () => {
    let asked = 0;
    const url = await backend((_, response) => {
      asked += 1;
      response.writeHead(404).end('{"error":{"code":"unknown_connection"}}');
    });
    const { message } = await failure(fetchToken(url, { integrationId: 'github' }));
    expect([message, asked]).to.deep.equal([`${url} returned status 404 unknown_connection.`, 1]);
  });

  for (const [name, ask] of Object.entries({
    ...questions,
    disconnect: (url: string) => disconnect(url, { providerConfigKey: 'github', connectionId: 'c' }),
  })) {
    it(`is waited for, but not for ever: ${name}`, async () => {
      const controller = new AbortController();
      const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(controller.signal);
      const url = await backend(() => controller.abort());
      expect(await failure(ask(url))).to.include({ message: `${url} returned no response.` });
      expect(timeout.mock.calls).to.deep.equal([[30_000]]);
    });
  }
});
