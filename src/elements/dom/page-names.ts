import { isElement } from './dom-types.js';

// DOM clobbering: a form's fields and a document's forms hide members of the same name. `form.parentNode` is a field if the
// form has one of that name. So members of the page's nodes are read from the prototype.
// https://html.spec.whatwg.org/multipage/forms.html#dom-form-nameditem

/** The members of the document that Lit needs. */
const needed = ['createComment', 'createElement', 'createTextNode', 'createTreeWalker', 'importNode'] as const;
let isReported = false;

/**
 * Finds a member of the document that an element of the page hides by its name.
 * @param names of the members. Default: those that Lit needs
 * @returns a message for the page's developer
 */
export function shadowedName(names: readonly (keyof Document)[] = needed): string | undefined {
  const shadowed = names.find((name) => typeof document[name] !== 'function');
  return shadowed && `[nango] An element named "${shadowed}" hides document.${shadowed}. Rename it.`;
}

/** Whether Lit can render. If not, reports the reason on the console, once. */
export function canRender(): boolean {
  const problem = shadowedName();
  if (problem && !isReported) console.error(problem);
  isReported ||= !!problem;
  return !problem;
}

/** The parent element, across shadow roots. */
export function elementAround(element: Node): Element | undefined {
  const parent = Reflect.get(Node.prototype, 'parentElement', element);
  if (parent) return parent;
  const root = Node.prototype.getRootNode.call(element);
  // A document may have a form named `host`. Not by class, because an element in a frame has the frame's classes.
  const isFragment = Reflect.get(Node.prototype, 'nodeType', root) === Node.DOCUMENT_FRAGMENT_NODE;
  return isFragment && 'host' in root && isElement(root.host) ? root.host : undefined;
}

/** Whether it is a node in a document. */
export const isOnPage = (target: EventTarget): boolean =>
  'isConnected' in target && !!Reflect.get(Node.prototype, 'isConnected', target);

/** The window of a document. */
export const viewOf = (page: Document): (Window & typeof globalThis) | null =>
  Reflect.get<Document, 'defaultView'>(Document.prototype, 'defaultView', page);
