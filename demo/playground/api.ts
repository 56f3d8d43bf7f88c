/**
 * @returns what was answered as JSON, if anything
 * @throws Error saying what the backend answered
 */
export async function post(path: string, body: object): Promise<unknown> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

/**
 * A token for a session, from the page's backend.
 *
 * @param connectionId of the connection that the session renews
 * @param query of the request, such as `?gallery`
 * @throws Error saying what the backend answered
 */
export async function tokenFor(integrationId?: string, connectionId?: string, query = ''): Promise<string> {
  const answer = await post(`/api/nango/session${query}`, { integrationId, connectionId });
  if (typeof answer === 'object' && answer && 'token' in answer && typeof answer.token === 'string')
    return answer.token;
  throw new Error('There is no token in the answer');
}

/**
 * @param is says of a row whether it is what was asked for
 * @throws Error saying what the backend answered
 */
export async function list<Row>(path: string, is: (value: unknown) => value is Row): Promise<Row[]> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  const rows: unknown = await answer.json();
  return Array.isArray(rows) ? rows.filter(is) : [];
}
