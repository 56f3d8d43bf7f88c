// From the prototype: where the page has a form or an image named `hasFocus`, `document.hasFocus` is that one.
// https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem

/** Whether this page has the focus. */
export const hasFocus = (): boolean => Document.prototype.hasFocus.call(document);

/** Whether this page is to be seen. */
export const isVisible = (): boolean => Reflect.get(Document.prototype, 'visibilityState', document) === 'visible';
