/** An endpoint's response. */
export interface Answer {
  readonly status: number;
  readonly body?: object | undefined;
}

export function answer(status: number, body?: object): Answer {
  return { status, body };
}

/** An error in Nango's most common shape. @see docs/protocol.md §2.5 */
export function refusal(status: number, code: string, message = ''): Answer {
  return answer(status, { error: { code, message } });
}

/** The answer as a `Response`; in Jest's jsdom, which has none, an object with the members that pages use. */
export function asResponse({ status, body }: Answer): object {
  const text = body === undefined ? '' : JSON.stringify(body);
  if (typeof Response === 'function')
    return new Response(body === undefined ? null : text, { status, headers: { 'content-type': 'application/json' } });
  return {
    status,
    ok: status < 300,
    text: () => Promise.resolve(text),
    json: () => new Promise((resolve) => resolve(JSON.parse(text))),
  };
}
