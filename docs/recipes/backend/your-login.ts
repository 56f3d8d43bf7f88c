// Stands in for your own login: in the recipes, a session is a random id in a cookie.
import type { ConnectUser } from 'nango-elements/backend';

export const sessions = new Map<string, ConnectUser>();

/** The signed-in user, found by the request's cookie. */
export function signedIn(headers: Headers): ConnectUser | undefined {
  const [, id = ''] = /(?:^|;\s*)session=([^;]+)/.exec(headers.get('cookie') ?? '') ?? [];
  return sessions.get(id);
}
