/** What editors that strip unknown tags leave: `<button data-nango-connect data-integration-id="github">`, or a link. */
const selector = 'button[data-nango-connect], a[data-nango-connect]';
const prefix = 'data-';

/**
 * Turns such a button or link into the trigger of a `<nango-connect>` around it, with the `data-` attributes as its own.
 * @param trigger stays what it looks like; where there is no script, a link still leads where it says
 */
function wrap(trigger: Element): void {
  if (trigger.closest('nango-connect')) return;
  const element = trigger.ownerDocument.createElement('nango-connect');
  for (const { name, value } of trigger.attributes) {
    if (name.startsWith(prefix) && name !== 'data-nango-connect')
      element.setAttribute(name.slice(prefix.length), value);
  }
  trigger.replaceWith(element);
  trigger.slot = 'trigger';
  element.append(trigger);
  // A link is no longer followed.
  trigger.addEventListener('click', (event) => event.preventDefault());
  if (trigger.localName === 'a') trigger.setAttribute('role', 'button');
}

/** Upgrades what is on the page, and what comes later. */
export function upgradeDataButtons(): void {
  const page = globalThis.document;
  if (!page?.querySelectorAll || !globalThis.MutationObserver) return;
  // `Document` itself is gone once a test runner has torn the page down.
  const { querySelectorAll } = Document.prototype;
  const upgrade = (): void => querySelectorAll.call(page, selector).forEach(wrap);
  upgrade();
  new MutationObserver(upgrade).observe(page, { childList: true, subtree: true });
}
