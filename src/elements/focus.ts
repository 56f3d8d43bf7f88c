/** What has the focus inside an element. happy-dom throws where that was removed from the page meanwhile. */
export function focusedIn(host: Element): Element | null | undefined {
  try {
    return host.shadowRoot?.activeElement;
  } catch {
    return null;
  }
}

/** What stands for an element, best first; the last one while it loads. */
const targets = ['[part=input], [part=search]', '.first', 'button:not(:disabled)', '[tabindex]'];
/** What can have the focus in the page's own button. */
const focusable = 'button, a[href], input, [tabindex]';

/** What takes the focus for an element, and says what is wrong with it: the page's own button, the first field, a button. */
export function focusTarget(host: Element): HTMLElement | undefined {
  const root = host.shadowRoot?.querySelector('dialog[open]') ?? host.shadowRoot;
  const [trigger] = root?.querySelector<HTMLSlotElement>('slot[name=trigger]')?.assignedElements() ?? [];
  if (trigger) {
    const found = trigger.matches(focusable) ? trigger : trigger.querySelector(focusable);
    return found instanceof HTMLElement ? found : undefined;
  }
  const found = targets.flatMap((selector) => [...(root?.querySelectorAll<HTMLElement>(selector) ?? [])]);
  // jsdom draws nothing.
  return found.find((each) => each.getClientRects().length) ?? found[0];
}
