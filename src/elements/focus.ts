import { isElement } from './kinds.js';

/** What has the focus inside an element. happy-dom throws where that was removed from the page meanwhile. */
export function focusedIn(host: Element): Element | null | undefined {
  try {
    return host.shadowRoot?.activeElement;
  } catch {
    return null;
  }
}

/** What takes the focus for an element, best first; the last one while it loads. */
const targets = ['[part=input], [part=search]', '.first', 'button:not(:disabled)', '[tabindex]'];
/** What can have the focus in the page's own button. */
const focusable = 'button, a[href], input, [tabindex]';

const isDrawn = (element: Element): boolean => !!element.getClientRects().length;

/** What takes the focus for an element, and says what is wrong with it: the page's own button, the first field, a button. */
export function focusTarget(host: Element): HTMLElement | undefined {
  const root = host.shadowRoot?.querySelector('dialog[open]') ?? host.shadowRoot;
  const slot = root?.querySelector<HTMLSlotElement>('slot[name=trigger]');
  const triggers = slot?.assignedElements({ flatten: true }).filter(isElement) ?? [];
  if (slot?.assignedElements().length) {
    const inside = triggers.flatMap((each) => [
      each,
      ...each.querySelectorAll<HTMLElement>(focusable),
      ...(each.shadowRoot?.querySelectorAll<HTMLElement>(focusable) ?? []),
    ]);
    // Another custom element may pass the focus on.
    return inside.find((each) => isDrawn(each) && each.matches(focusable)) ?? inside[0];
  }
  const found = targets.flatMap((selector) => [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])]);
  // jsdom draws nothing.
  return found.find(isDrawn) ?? found[0];
}
