import { NangoServerError } from './nango-server.js';

/** Whether one of the host's functions threw a `Response`, also of another realm. */
export const isResponse = (thrown: unknown): thrown is Response =>
  Object.prototype.toString.call(thrown) === '[object Response]';

/** Whether it is what frameworks throw to redirect to a login page, which a script can't follow, or to answer 401. */
export function asksForLogin(thrown: unknown): boolean {
  // If Nango answers 401, the key is wrong, not the user.
  if (thrown instanceof NangoServerError) return false;
  const read = (name: string): unknown => Reflect.get(new Object(thrown), name);
  // `status` of SvelteKit, Hono and a `Response`, `statusCode` of Nuxt, `digest` of Next.js.
  const status = Number(read('status') ?? read('statusCode'));
  const isRefusal = status === 401 && !isResponse(thrown);
  return isRefusal || (status >= 300 && status < 400) || /^NEXT_(?:REDIRECT;|.*;401$)/.test(String(read('digest')));
}
