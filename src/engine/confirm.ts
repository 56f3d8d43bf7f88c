import { startLifetime } from './lifetime.js';
import type { Lifetime } from './lifetime.js';
import type { AuthResult, ConfirmFunction } from './options.js';
import { readResult } from './wire.js';

const longestConfirmMs = 10_000;

/**
 * Asks the page whether a connection was made. A hook that fails, answers something else or for another
 * integration, or nothing for 10 s, doesn't know.
 * @param confirm the page's hook, if it has one
 * @param attempt which integration, and since when
 * @param life with which the question ends at the latest
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
    const result = readResult(answer, attempt.providerConfigKey);
    return result?.providerConfigKey === attempt.providerConfigKey ? result : undefined;
  } catch {
    return undefined;
  } finally {
    question.end();
  }
}
