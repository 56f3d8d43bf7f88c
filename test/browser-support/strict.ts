// What holds in every test file: web-test-runner.config.mjs imports this into each.
import { executeServerCommand } from '@web/test-runner-commands';

const isDrawn = (): Promise<boolean> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => resolve(document.visibilityState === 'visible'));
    setTimeout(() => resolve(false), 1000);
  });

// What the last file left open would keep the focus, and with it the keys, and this page from being drawn.
before(async () => {
  do await executeServerCommand('close-windows');
  while (!(await isDrawn()));
});

/** Fails the test during which a rejection was unhandled, which the runner only logs. */
const unhandled: unknown[] = [];
// Kept, because a test may replace the clock.
const nextTask = window.setTimeout.bind(window);

addEventListener('unhandledrejection', ({ reason }) => unhandled.push(reason));

afterEach(async () => {
  // The event is dispatched in a task of its own, after the one in which the test ended.
  await new Promise((resolve) => nextTask(resolve));
  const reasons = unhandled.splice(0);
  if (reasons.length > 0) throw new Error(`Unhandled rejection: ${String(reasons[0])}`, { cause: reasons[0] });
});
