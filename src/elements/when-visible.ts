// One observer for all elements of the page, made when the first one needs it.
let observer: IntersectionObserver | undefined;
const waiting = new WeakMap<Element, () => void>();

/**
 * Does something once, when an element is in view and the browser is idle.
 * @param element what is to be seen; a later call for it takes the place of an earlier one
 * @param act what to do then
 */
export function whenVisible(element: Element, act: () => void): void {
  waiting.set(element, act);
  // jsdom has no observer, happy-dom one that never calls: there all counts as in view.
  if (!('thresholds' in (globalThis.IntersectionObserver?.prototype ?? {}))) return whenIdle(element);
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      observer?.unobserve(target);
      whenIdle(target);
    }
  });
  observer.observe(element);
}

/** Waits no longer. */
export function stopWaiting(element: Element): void {
  waiting.delete(element);
  observer?.unobserve(element);
}

function whenIdle(element: Element): void {
  const ready = (): void => {
    const act = waiting.get(element);
    waiting.delete(element);
    act?.();
  };
  if ('requestIdleCallback' in globalThis) requestIdleCallback(ready, { timeout: 300 });
  else setTimeout(ready);
}
