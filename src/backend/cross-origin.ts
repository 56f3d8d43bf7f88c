// CORS for the pages of `origins`: only with these headers does a browser let them send JSON with cookies and read the answer.
import { isWebRequest } from './page-request.js';

/** The origin of the requesting page, if it is one of `origins`. */
export function sharedOrigin(request: Request, origins: readonly string[]): string | undefined {
  return isWebRequest(request) ? origins.find((origin) => origin === request.headers.get('origin')) : undefined;
}

/** The answer to a browser's preflight request. */
export function preflightAnswer(): Response {
  return new Response(null, {
    status: 204,
    headers: { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'content-type' },
  });
}

/** Allows the page of an origin to read the answer. */
export function shareWith(origin: string | undefined, answer: Response): Response {
  if (origin === undefined) return answer;
  try {
    answer.headers.set('access-control-allow-origin', origin);
    answer.headers.set('access-control-allow-credentials', 'true');
    answer.headers.append('vary', 'origin');
  } catch {
    // The host may throw a response of `fetch`, which is immutable.
  }
  return answer;
}
