import { isElement } from './kinds.js';

// A form's fields and a document's forms stand before members of the same name: `form.parentNode` is a field where it has
// one that is called so. Members of nodes that are the page's are read from the prototype.
// https://html.spec.whatwg.org/multipage/forms.html#dom-form-nameditem

/** What Lit needs of the document. */
const needed = ['createComment', 'createElement', 'createTextNode', 'createTreeWalker', 'importNode'] as const;
let isReported = false;

/**
 * The member of the document that Lit needs and that the page has given away as a name.
 * @param names which to look at
 * @returns what to tell the page's owner
 */
export function shadowedName(names: readonly (keyof Document)[] = needed): string | undefined {
  const shadowed = names.find((name) => typeof document[name] !== 'function');
  return (
    shadowed && `[nango] An element named "${shadowed}" hides document.${shadowed}: rename it, nothing can be shown.`
  );
}

/** Whether anything can be rendered. Where not, the console says so, once. */
export function canRender(): boolean {
  const problem = shadowedName();
  if (problem && !isReported) console.error(problem);
  isReported ||= !!problem;
  return !problem;
}

/** The element around another one, through shadow roots. */
export function elementAround(element: Element): Element | undefined {
  const parent = Reflect.get(Node.prototype, 'parentElement', element);
  if (parent) return parent;
  const root = Node.prototype.getRootNode.call(element);
  // A document may have a form named `host`. Not by class: an element in a frame is made of the frame's classes.
  const isFragment = Reflect.get(Node.prototype, 'nodeType', root) === Node.DOCUMENT_FRAGMENT_NODE;
  return isFragment && 'host' in root && isElement(root.host) ? root.host : undefined;
}

/** What has a selector, nearest to where an event happened. */
export function closestTo(target: EventTarget | null, selector: string): Element | null {
  return isElement(target) ? Element.prototype.closest.call(target, selector) : null;
}

/** Whether it is a node that is on a page. */
export const isOnPage = (target: EventTarget): boolean =>
  'isConnected' in target && !!Reflect.get(Node.prototype, 'isConnected', target);

/** The window of a document. */
export const viewOf = (page: Document): (Window & typeof globalThis) | null =>
  Reflect.get<Document, 'defaultView'>(Document.prototype, 'defaultView', page);
