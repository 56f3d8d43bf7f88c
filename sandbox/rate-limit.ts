import type { Request, Response } from 'express';
import { tooManyRequests } from './errors.js';

const windowLength = 60_000;

/** A fixed window of a minute. The secret key has its own; public key and session tokens share one. */
export class RateLimit {
  readonly #limit: number;
  readonly #windows = new Map<string, { ends: number; used: number }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws HttpError */
  count(bucket: 'secret' | 'public', request: Request, response: Response): void {
    const now = Date.now();
    let window = this.#windows.get(bucket);
    if (!window || window.ends <= now) window = { ends: now + windowLength, used: 0 };
    this.#windows.set(bucket, window);
    window.used += 1;
    setLimitHeaders(response, this.#limit, this.#limit - window.used, window.ends);
    if (window.used > this.#limit) throw tooManyRequests(request);
  }
}

export function setLimitHeaders(response: Response, limit: number, remaining: number, ends: number): void {
  response.set({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(Math.max(0, remaining)),
    'X-RateLimit-Reset': String(Math.ceil(ends / 1000)),
  });
  if (remaining < 0) response.set('Retry-After', String(Math.ceil((ends - Date.now()) / 1000)));
}
