// One observer for all elements of the page, created when the first one needs it.
let observer: IntersectionObserver | undefined;
/** The waiting callbacks, by purpose. */
const waiting = { requirements: new WeakMap<Element, Act>(), status: new WeakMap<Element, Act>() };

type Act = (element: Element) => void;

/**
 * Calls `act` once, when an element is in view and the browser is idle.
 * @param element to observe
 * @param act called with the element
 * @param purpose a later call with the same purpose replaces an earlier one
 */
export function whenVisible(element: Element, act: Act, purpose: keyof typeof waiting = 'requirements'): void {
  waiting[purpose].set(element, act);
  // jsdom has no IntersectionObserver, and happy-dom's never calls back: everything counts as in view there.
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

/** Stops waiting. */
export function stopWaiting(element: Element): void {
  for (const each of Object.values(waiting)) each.delete(element);
  observer?.unobserve(element);
}

function whenIdle(element: Element): void {
  const ready = (): void => {
    const acts = Object.values(waiting).map((each) => each.get(element));
    for (const each of Object.values(waiting)) each.delete(element);
    for (const act of acts) act?.(element);
  };
  if ('requestIdleCallback' in globalThis) requestIdleCallback(ready, { timeout: 300 });
  else setTimeout(ready);
}
