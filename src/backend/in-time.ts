/**
 * What a promise gives, if it does so in time.
 *
 * @param ms how long it may take
 * @param late makes what is thrown when it takes longer
 */
export async function inTime<T>(ms: number, promise: T | Promise<T>, late: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
