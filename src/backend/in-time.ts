/**
 * Waits for a promise with a time limit.
 *
 * @param ms the limit
 * @param promise to wait for
 * @param late creates the error that is thrown after the limit
 */
export async function inTime<T>(ms: number, promise: T | Promise<T>, late: () => Error): Promise<T> {
  // Unlike a timer, it doesn't keep a Node process alive.
  const limit = AbortSignal.timeout(ms);
  let onLimit = () => {};
  const end = new Promise<never>((_resolve, reject) => {
    onLimit = () => reject(late());
    limit.addEventListener('abort', onLimit);
  });
  try {
    return await Promise.race([promise, end]);
  } finally {
    limit.removeEventListener('abort', onLimit);
  }
}
