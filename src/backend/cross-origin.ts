// CORS for the pages of `origins`: by these headers alone a browser lets them send JSON with cookies, and read the answer.
import { isWebRequest } from './page-request.js';

/** The origin of the page that asks, where it is one of these. */
export function sharedOrigin(request: Request, origins: readonly string[]): string | undefined {
  return isWebRequest(request) ? origins.find((origin) => origin === request.headers.get('origin')) : undefined;
}

/** What a browser is told that asks, for a page of these origins, whether it may post. */
export function preflightAnswer(): Response {
  return new Response(null, {
    status: 204,
    headers: { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type' },
  });
}

/** @returns the answer, which the page of that origin may read */
export function shareWith(origin: string | undefined, answer: Response): Response {
  if (origin === undefined) return answer;
  try {
    answer.headers.set('access-control-allow-origin', origin);
    answer.headers.set('access-control-allow-credentials', 'true');
    answer.headers.append('vary', 'origin');
  } catch {
    // An answer of `fetch` that the host throws can't be changed.
  }
  return answer;
}
