import { isElement } from './dom-types.js';

/** The focused element inside another one. happy-dom throws if it was removed from the page. */
export function focusedIn(host: Element): Element | null | undefined {
  try {
    return host.shadowRoot?.activeElement;
  } catch {
    return null;
  }
}

/** What gets the focus for an element, in order of preference; the last one while it loads. */
const targets = ['[part=input], [part=search]', '.first', 'button:not(:disabled)', '[tabindex]'];
/** What can be focused in the page's own button. */
const focusable = 'button, a[href], input, [tabindex]';

const isDrawn = (element: Element): boolean => !!element.getClientRects().length;

/** What gets the focus for an element and anchors its validation message: the page's own button, the first field, a button. */
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
    // Another custom element may delegate the focus.
    return inside.find((each) => isDrawn(each) && each.matches(focusable)) ?? inside[0];
  }
  const found = targets.flatMap((selector) => [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])]);
  // jsdom has no layout.
  return found.find(isDrawn) ?? found[0];
}
