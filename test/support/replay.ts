import assert from 'node:assert/strict';
import { reduceBody, type HttpCase } from './recorded.js';

/**
 * Sends the request of a case to a server, and compares the answer.
 *
 * @param host where the server is
 * @param filled the case, with this run's values in it
 * @param query in place of the recorded one
 */
export async function replayHttp(host: string, filled: HttpCase, query = filled.query): Promise<void> {
  const { method, path, headers, body } = filled;
  const { cors = '*', ...expected } = filled.expect;
  const url = new URL(path, host);
  for (const [name, value] of query) url.searchParams.append(name, value);
  const response = await fetch(url, { method, headers, body, redirect: 'manual' });
  const actual = reduceBody(response.headers.get('content-type'), await response.text());
  assert.deepEqual({ status: response.status, ...actual }, expected);
  if ('origin' in headers) assert.equal(response.headers.get('access-control-allow-origin') ?? 'none', cors);
}
