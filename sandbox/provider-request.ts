const timeoutMs = 10_000;

/** Asks a provider. Resolves to `undefined` when it cannot be reached, or takes longer than 10 s. */
export async function askProvider(
  address: string | URL | Request,
  request: RequestInit = {},
): Promise<Response | undefined> {
  try {
    return await fetch(address, { ...request, signal: AbortSignal.timeout(timeoutMs) });
  } catch {
    return undefined;
  }
}

/** The same with a JSON body. */
export function postToProvider(address: string, body: unknown): Promise<Response | undefined> {
  return askProvider(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Why an answer is not a success, to follow the name of who was asked. */
export function failureOf(response: Response | undefined): string {
  return response ? `answered ${response.status}` : 'could not be reached';
}
