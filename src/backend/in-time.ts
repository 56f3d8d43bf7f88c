/**
 * What a promise gives, if it does so in time.
 *
 * @param ms how long it may take
 * @param late makes what is thrown when it takes longer
 */
export async function inTime<T>(ms: number, promise: T | Promise<T>, late: () => Error): Promise<T> {
  // In Node it keeps no process from ending, as a timer would.
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
