import { sendMouse } from '@web/test-runner-commands';
import { AuthError } from '../../src/engine/nango.js';

/** One call of `window.open`. */
export interface Opened {
  readonly url: string;
  readonly features: string;
  readonly popup: Window | null;
}

/** What one real click has started. */
export interface Started<T> {
  readonly attempt: Promise<T>;
  /** The calls of `window.open` before the click's handler returned. */
  readonly opened: readonly Opened[];
  /** The popup, when one has opened. */
  readonly popup: Window | null;
}

const allOpened: Opened[] = [];

/** Runs `start` in the handler of a real click, as a page would. */
export async function byClick<T>(start: () => Promise<T>): Promise<Started<T>> {
  const button = document.createElement('button');
  button.style.cssText = 'position:fixed;left:10px;top:10px;width:80px;height:30px;z-index:9';
  document.body.append(button);
  const clicked = new Promise<Started<T>>((resolve) => {
    button.addEventListener('click', () => resolve(recording(start)), { once: true });
  });
  await sendMouse({ type: 'click', position: [50, 25] });
  button.remove();
  return clicked;
}

/** Runs `start` and records what it opened before it returned. */
export function recording<T>(start: () => Promise<T>): Started<T> {
  const { open } = window;
  const opened: Opened[] = [];
  window.open = (url, target, features) => {
    const popup = open.call(window, url, target, features);
    opened.push({ url: String(url ?? ''), features: features ?? '', popup });
    return popup;
  };
  try {
    const attempt = start();
    // It may end before the test looks at it.
    attempt.catch(() => undefined);
    return { attempt, opened, popup: opened[0]?.popup ?? null };
  } finally {
    window.open = open;
    allOpened.push(...opened);
  }
}

/** Closes what tests have left open. */
export function closePopups(): void {
  for (const { popup } of allOpened.splice(0)) popup?.close();
}

/** The error of an attempt; the test fails if the attempt succeeds. */
export async function refusal(attempt: Promise<unknown>): Promise<AuthError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof AuthError) return error;
    throw new Error(`Rejected with something else: ${String(error)}`, { cause: error });
  }
  throw new Error('The attempt succeeded');
}

/** Waits until `holds` is true; the test's own timeout is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether `promise` has settled within `ms`. */
export const settles = (promise: Promise<unknown>, ms: number): Promise<boolean> =>
  Promise.race([
    promise.then(
      () => true,
      () => true,
    ),
    pause(ms).then(() => false),
  ]);
