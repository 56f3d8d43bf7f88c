import { isElement } from './dom/dom-types.js';
import { elementAround } from './dom/page-names.js';

/** Whether the page gives the button a label: anything but white space and elements that are never rendered. */
export function isLabeled(element: Element): boolean {
  // One by one: `childNodes` would keep a list in memory for each of maybe a thousand buttons.
  for (let node = element.firstChild; node; node = node.nextSibling) if (isLabel(node)) return true;
  return false;
}

const isLabel = (node: Node): boolean =>
  isElement(node)
    ? !node.slot && node.localName !== 'template'
    : node.nodeType === Node.TEXT_NODE && /\S/.test(node.textContent ?? '');

let observer: MutationObserver | undefined;

/**
 * Watches for changes that may add or remove a button's label. One observer does it for all buttons, as a listener for
 * `slotchange` would be called once for each new button.
 * @param element the button
 * @param onChange called with what was changed, and with its parent; the same function for all buttons
 */
export function observeLabel(element: Element, onChange: (node: Node) => void): void {
  observer ??= new MutationObserver((records) => {
    for (const { target } of records) for (const node of [target, elementAround(target)]) if (node) onChange(node);
  });
  // Frameworks also write a label into an empty text node.
  observer.observe(element, { childList: true, characterData: true, attributeFilter: ['slot'], subtree: true });
}
