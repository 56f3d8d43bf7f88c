import { isElement } from './kinds.js';

/** Whether the page gives its button a label. The white space between two tags is none, nor is what is never drawn. */
export function isLabeled(element: Element): boolean {
  return Array.from(element.childNodes).some((node) =>
    isElement(node)
      ? !node.slot && node.localName !== 'template'
      : node.nodeType === Node.TEXT_NODE && /\S/.test(node.textContent ?? ''),
  );
}
