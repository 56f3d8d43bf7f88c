// Stands for your own login: in the recipes, a session is a random id in a cookie.
import type { ConnectUser } from 'nango-elements/backend';

export const sessions = new Map<string, ConnectUser>();

/** Who is signed in, by the cookie of a request. */
export function signedIn(headers: Headers): ConnectUser | undefined {
  const [, id = ''] = /(?:^|;\s*)session=([^;]+)/.exec(headers.get('cookie') ?? '') ?? [];
  return sessions.get(id);
}
