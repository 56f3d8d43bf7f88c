/** For editors that strip unknown tags: `<button data-nango-connect data-integration-id="github">`, or a link. */
const selector = 'button[data-nango-connect], a[data-nango-connect]';

/**
 * Wraps such a button or link in a `<nango-connect>` as its trigger, and keeps the element's attributes in sync with the
 * `data-` attributes.
 * @param trigger keeps its look; without JavaScript, a link still works
 * @param names of the element's attributes. Sanitizers keep any `data-` attribute, so `data-onclick` must not be copied.
 */
function wrap(trigger: Element, names: readonly string[]): void {
  // Inside an SVG, the element would not be rendered.
  if (trigger.closest('nango-connect, svg')) return;
  const element = trigger.ownerDocument.createElement('nango-connect');
  const take = (name: string): void => {
    const value = trigger.getAttribute(`data-${name}`);
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
    // The element's own is removed once read.
    if (name === 'session-token') trigger.removeAttribute('data-session-token');
  };
  names.forEach(take);
  new MutationObserver((changes) => {
    for (const { attributeName } of changes) take(attributeName?.slice(5) ?? '');
  }).observe(trigger, { attributeFilter: names.map((name) => `data-${name}`) });
  trigger.replaceWith(element);
  trigger.slot = 'trigger';
  element.append(trigger);
  // A link is no longer followed.
  trigger.addEventListener('click', (event) => event.preventDefault());
  if (trigger.localName === 'a' && !trigger.hasAttribute('role')) trigger.setAttribute('role', 'button');
}

/** Upgrades those on the page, and those added later. @param element the class of `<nango-connect>` */
export function upgradeDataButtons(element: { readonly observedAttributes: readonly string[] }): void {
  const page = document;
  // `Document` itself is gone once a test runner has torn the page down.
  const { querySelectorAll } = Document.prototype;
  const names = element.observedAttributes;
  const upgrade = (): void => querySelectorAll.call(page, selector).forEach((trigger) => wrap(trigger, names));
  upgrade();
  new MutationObserver(upgrade).observe(page, {
    childList: true,
    subtree: true,
    attributeFilter: ['data-nango-connect'],
  });
}
