import { AuthError } from '../../../src/engine/nango.js';

/** What an attempt is refused with; one that succeeds fails the test. */
export async function refusal(attempt: Promise<unknown>): Promise<AuthError> {
  const error: unknown = await attempt.then(
    () => new Error('The attempt succeeded'),
    (reason: unknown) => reason,
  );
  if (error instanceof AuthError) return error;
  throw error;
}
