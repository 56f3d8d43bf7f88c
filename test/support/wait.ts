import { setTimeout as pause } from 'node:timers/promises';

/** The longest that a page may take for anything, on a machine that is slow or busy. */
const longest = 30_000;
const glance = 50;

/**
 * Looks again and again until there is something to see.
 * @param what names it, for the error
 * @param look gives `undefined` as long as it is not there; what it throws counts as that, since a page may be on its way
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  limit = longest,
): Promise<T> {
  const end = Date.now() + limit;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const seen = await within(what, Promise.resolve(look()), end - Date.now());
      if (seen !== undefined) return seen;
      last = undefined;
    } catch (error) {
      // That the time is over is said below.
      if (Date.now() < end) last = error;
    }
    await pause(glance);
  }
  throw new Error(`Waited ${limit / 1000} s in vain for ${what}`, { cause: last });
}

/** What is promised, or an error that names it: nothing waits for a browser for ever. */
export async function within<T>(what: string, promised: Promise<T>, limit = longest): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The browser took more than ${limit / 1000} s for ${what}`)), limit);
  });
  try {
    return await Promise.race([promised, late]);
  } finally {
    clearTimeout(timer);
  }
}
