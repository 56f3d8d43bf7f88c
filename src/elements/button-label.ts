import { isElement } from './dom/dom-types.js';

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
