/** @throws Error saying what the backend answered */
export async function post(path: string, body: object): Promise<void> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
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
