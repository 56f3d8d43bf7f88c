// One observer for all elements of the page, made when the first one needs it.
let observer: IntersectionObserver | undefined;
/** What waits, by its purpose. */
const waiting = { requirements: new WeakMap<Element, Act>(), status: new WeakMap<Element, Act>() };

type Act = (element: Element) => void;

/**
 * Does something once, when an element is in view and the browser is idle.
 * @param element what is to be seen
 * @param act what to do then, with the element
 * @param purpose a later call for the same one takes the place of an earlier one
 */
export function whenVisible(element: Element, act: Act, purpose: keyof typeof waiting = 'requirements'): void {
  waiting[purpose].set(element, act);
  // jsdom has no observer, and happy-dom's never calls back: there everything counts as in view.
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
