import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import type { AuthResult, ConfirmFunction } from './options.js';
import { readResult } from './wire.js';

const longestConfirmMs = 10_000;

/**
 * Asks the page's `confirm` whether a connection was made. A hook that throws, returns something else or another
 * integration's result, or takes longer than 10 s counts as "don't know".
 * @param confirm the page's hook, if it has one
 * @param attempt which integration, and since when (a `Date.now()` time)
 * @param life ends the question
 */
export async function askPage(
  confirm: ConfirmFunction | undefined,
  attempt: Parameters<ConfirmFunction>[0],
  life?: Lifetime,
): Promise<AuthResult | undefined> {
  const question = startLifetime(life);
  const late = new Promise<void>((resolve) => question.onEnd(resolve));
  question.after(longestConfirmMs, question.end);
  try {
    const answer = await Promise.race([confirm?.(attempt, { signal: question.signal }), late]);
    return readResult(answer, attempt.providerConfigKey);
  } catch {
    return undefined;
  } finally {
    question.end();
  }
}
