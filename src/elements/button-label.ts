import { isElement } from './kinds.js';

/** Whether the page gives its button a label. The white space between two tags is none, nor is what is never drawn. */
export function isLabeled(element: Element): boolean {
  // One after another: a list of them is kept by the browser, for each of maybe a thousand buttons.
  for (let node = element.firstChild; node; node = node.nextSibling) if (isLabel(node)) return true;
  return false;
}

const isLabel = (node: Node): boolean =>
  isElement(node)
    ? !node.slot && node.localName !== 'template'
    : node.nodeType === Node.TEXT_NODE && /\S/.test(node.textContent ?? '');
