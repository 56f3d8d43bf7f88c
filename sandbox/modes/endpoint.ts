import type { z } from 'zod';
import type { Attempt } from '../attempt.js';
import { check } from '../errors.js';
import type { AuthMode } from '../templates.js';

/** An endpoint that takes credentials. */
export interface Endpoint {
  readonly path: string;
  readonly mode: AuthMode;
  /** Checks the shape of a body at once, and gives back the test of its credentials. */
  read(body: unknown): (attempt: Attempt) => Promise<void>;
}

export function endpoint<Body>(
  path: string,
  mode: AuthMode,
  schema: z.ZodType<Body>,
  test: (body: Body, attempt: Attempt) => Promise<void>,
): Endpoint {
  return {
    path,
    mode,
    read: (body) => {
      const checked = check(schema, body);
      return (attempt) => test(checked, attempt);
    },
  };
}

/** The request stays without an answer, as Nango leaves some. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}
