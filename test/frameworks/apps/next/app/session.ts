/** Fetches a session token from the page's backend. */
export async function fetchToken(): Promise<string> {
  const response = await fetch('/api/nango/session', { method: 'POST', body: '{}' });
  const { token }: { token: string } = await response.json();
  return token;
}

/** Of the connection. */
export const params = { subdomain: 'acme' };
