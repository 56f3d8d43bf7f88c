import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a Nango server was asked. */
export interface Asked {
  readonly line: string;
  readonly authorization: string | undefined;
}

/** A server in Nango's place that answers as a test wants, and keeps what it was asked. */
export async function fakeNango(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ line: `${request.method} ${request.url}`, authorization: request.headers.authorization });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${portOf(server.address())}`, asked };
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('It does not listen on a port.');
  return address.port;
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A row of `GET /connections`. */
export function row(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 1,
    connection_id: 'c1',
    provider: 'github',
    provider_config_key: 'github',
    created: '2026-01-02T03:04:05.678Z',
    metadata: null,
    errors: [],
    end_user: { id: 'ada', display_name: null, email: null, tags: null, organization: null },
    tags: { end_user_id: 'ada' },
    ...fields,
  };
}
